import { z } from 'zod';
import { PROVEN_SOURCES, readSourcePolicies, setSourcePolicy } from '../../consent/source-policy.js';
import { endpoint } from '../endpoint.js';
import { iso, named, timeOrNull, words } from '../schemas.js';

const tag = 'sources';

const policySchema = named(
  'SourcePolicy',
  z.object({
    source: z.string(),
    double_opt_in: z.boolean(),
    reason: z.string().nullable(),
    by: z.string().nullable(),
    at: timeOrNull,
  }),
);

const EXAMPLE: z.input<typeof policySchema> = {
  source: 'import:formulir-kertas',
  double_opt_in: false,
  reason: 'Formulir bertanda tangan, tersimpan di arsip 2025.',
  by: 'operator',
  at: '2026-01-05T02:00:00.000Z',
};

const list = endpoint({
  method: 'get',
  path: '/sources',
  tag,
  summary: {
    id: 'Sumber izin, dan apakah tetap perlu jawaban ya di WhatsApp',
    en: 'Sources of consent, and whether a yes in WhatsApp is needed too',
  },
  response: z.object({ items: z.array(policySchema) }),
  example: { items: [EXAMPLE] },
  async handle({ store }) {
    const policies = await readSourcePolicies(store.read);
    const sources = [...new Set([...PROVEN_SOURCES, ...[...policies.keys()].sort()])];
    return {
      items: sources.map((source) => {
        const policy = policies.get(source);
        if (!policy) return { source, double_opt_in: true, reason: null, by: null, at: null };
        const { doubleOptIn, reason, actor, at } = policy;
        return { source, double_opt_in: doubleOptIn, reason, by: actor, at: iso(at) };
      }),
    };
  },
});

const post = endpoint({
  method: 'post',
  path: '/sources',
  tag,
  summary: {
    id: 'Atur apakah permintaan dari sumber ini tetap perlu jawaban ya di WhatsApp',
    en: 'Set whether requests from a source need a yes in WhatsApp too',
  },
  body: z.object({
    source: z
      .string()
      .max(220)
      .regex(new RegExp(`^(${PROVEN_SOURCES.join('|')})$|^(${PROVEN_SOURCES.join('|')}):.+$`))
      .meta({ description: `${PROVEN_SOURCES.join(', ')}; \`import:<source>\` for one source of imports.` }),
    double_opt_in: z.boolean(),
    reason: words(500).meta({ description: 'Why; kept for whoever checks.' }),
  }),
  bodyExample: {
    source: 'import:formulir-kertas',
    double_opt_in: false,
    reason: 'Formulir bertanda tangan, tersimpan di arsip 2025.',
  },
  response: policySchema,
  example: EXAMPLE,
  async handle({ store, now }, { body, actor }) {
    const { source, double_opt_in: doubleOptIn, reason } = body;
    const policy = { source, doubleOptIn, reason, actor, at: now() };
    await store.write((tx) => setSourcePolicy(tx, policy));
    return { source, double_opt_in: doubleOptIn, reason, by: actor, at: iso(policy.at) };
  },
});

export const sources = [list, post];
