import { z } from 'zod';
import { listTemplates, type StoredTemplate } from '../../broadcast/index.js';
import { StoreUnavailableError } from '../../store/index.js';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../page.js';
import { Problem } from '../problem.js';
import { iso, named, time } from '../schemas.js';

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

export const templates = [list, sync];
