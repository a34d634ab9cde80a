import { z } from 'zod';
import { languageOf } from '../../broadcast/fixed-words.js';
import { listTemplates, type StoredTemplate } from '../../broadcast/index.js';
import { findTemplate } from '../../broadcast/templates.js';
import { objectionWords } from '../../facts/objection.js';
import { StoreUnavailableError } from '../../store/index.js';
import { GraphError } from '../../whatsapp/graph-error.js';
import { LIMITS } from '../../whatsapp/limits.js';
import { DRAFT_CATEGORIES, draftWords, filledDraft } from '../../whatsapp/template-draft.js';
import { draftFaults } from '../../whatsapp/template-draft-check.js';
import { DRAFT_LEVELS, type DraftFault } from '../../whatsapp/template-draft-fault.js';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../page.js';
import { found, Problem } from '../problem.js';
import { iso, named, text, time } from '../schemas.js';

const tag = 'templates';

const templateSchema = named(
  'Template',
  z.object({
    name: z.string(),
    language: z.string(),
    category: z.string(),
    status: z.string(),
    quality: z.string().nullable(),
    parameter_format: z.string(),
    components: z.array(z.unknown()),
    synced_at: time,
  }),
);

const part = (most: number) => text(most).min(1);
const draftSchema = named(
  'TemplateDraft',
  z.object({
    name: part(LIMITS.templateName),
    category: z.enum(DRAFT_CATEGORIES),
    language: part(10),
    header: part(500).optional(),
    body: part(5000).meta({ description: '`{{1}}` or `{{name}}` for values, `{{fact.<id>}}` for a fact.' }),
    samples: z
      .union([z.array(part(1000)).max(50), z.record(z.string(), part(1000))])
      .optional()
      .meta({ description: 'One for each value of the body.' }),
    footer: part(500).optional(),
    buttons: z
      .array(
        z.union([
          z.strictObject({ reply: part(100) }),
          z.strictObject({ link: part(100), url: part(3000), sample: part(3000).optional() }),
          z.strictObject({ call: part(100), phone: part(40) }),
        ]),
      )
      .max(50)
      .optional(),
  }),
);

const EXAMPLE: z.input<typeof templateSchema> = {
  name: 'laporan_bulanan',
  language: 'id',
  category: 'MARKETING',
  status: 'APPROVED',
  quality: 'GREEN',
  parameter_format: 'POSITIONAL',
  components: [{ type: 'BODY', text: 'Laporan bulan {{1}} sudah terbit.' }],
  synced_at: '2026-01-05T02:00:00.000Z',
};

const body = ({ parameterFormat, syncedAt, ...template }: StoredTemplate) => ({
  ...template,
  parameter_format: parameterFormat,
  synced_at: iso(syncedAt),
});

const list = endpoint({
  method: 'get',
  path: '/templates',
  tag,
  summary: { id: 'Template yang dikenal', en: 'The templates that are known' },
  response: pageOf(templateSchema),
  example: { items: [EXAMPLE], next: null },
  handle: async ({ store }) => ({ items: (await listTemplates(store.read)).map(body), next: null }),
});

const sync = endpoint({
  method: 'post',
  path: '/templates/sync',
  tag,
  summary: { id: 'Ambil template dari Meta', en: 'Fetch the templates from Meta' },
  response: z.object({ templates: z.int() }),
  refusals: ['upstream'],
  example: { templates: 14 },
  async handle({ syncTemplates }) {
    const templates = await syncTemplates().catch((cause: unknown) => {
      throw cause instanceof StoreUnavailableError ? cause : new Problem('upstream', { cause });
    });
    return { templates };
  },
});

const submit = endpoint({
  method: 'post',
  path: '/templates',
  tag,
  summary: { id: 'Ajukan template kepada Meta untuk ditinjau', en: 'Hand a template in for review by Meta' },
  body: draftSchema,
  bodyExample: {
    name: 'laporan_bulanan',
    category: 'marketing',
    language: 'id',
    body: 'Laporan bulan {{1}} sudah terbit di {{fact.situs}}.',
    samples: ['Mei 2026'],
    footer: 'Berhenti kapan saja: balas BERHENTI',
    buttons: [{ reply: 'Berhenti' }],
  },
  response: templateSchema,
  status: 201,
  refusals: ['content_blocked', 'template_refused', 'upstream'],
  example: EXAMPLE,
  async handle({ store, facts, submitTemplate }, { body: given }) {
    const draft = filledDraft(given, (text) => facts.fill(text, languageOf(given.language)));
    const faults = draftFaults(draft).filter(({ code }) => DRAFT_LEVELS[code] === 'fault');
    if (faults.length > 0) throw new Problem('invalid', { faults: faults.map(fieldFault) });
    const objection = facts.against(draftWords(draft));
    if (objection)
      throw new Problem('content_blocked', { status: 409, detail: objectionWords(objection.code) });
    await submitTemplate(draft).catch((cause: unknown) => {
      if (cause instanceof StoreUnavailableError) throw cause;
      if (!(cause instanceof GraphError) || cause.code === undefined)
        throw new Problem('upstream', { cause });
      const said = `Meta (${cause.code}): ${cause.details}`;
      throw new Problem('template_refused', { detail: { id: said, en: said }, cause });
    });
    return body(found(await findTemplate(store.read, draft.name, draft.language)));
  },
});

const fieldFault = ({ path, message, mend }: DraftFault) => ({
  path: path.join('.'),
  message: `${message.en} ${mend.en}`,
});

export const templates = [list, submit, sync];
