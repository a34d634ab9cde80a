import { z } from 'zod';
import { type DrillResult, listDrills } from '../../drill/results.js';
import { endpoint } from '../endpoint.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { iso, named, time } from '../schemas.js';

const tag = 'drills';

const result = z.object({
  at: time,
  ok: z.boolean(),
  reason: z
    .enum(['unreachable', 'refused', 'not_ready', 'gate_open', 'permit_alive', 'not_recorded', 'late'])
    .nullable(),
  held_ms: z.number().nullable().meta({ description: 'Until the gate obeyed the stop.' }),
  recorded_ms: z.number().nullable().meta({ description: 'Until the withdrawal was durable.' }),
});
const drillSchema = named('Drill', result);

const distribution = z.object({
  stage: z.enum(['held', 'recorded']),
  count: z.int(),
  buckets: z.array(z.object({ seconds: z.number(), count: z.int() })),
});

const EXAMPLE: z.input<typeof drillSchema> = {
  at: '2026-01-05T02:00:00.000Z',
  ok: true,
  reason: null,
  held_ms: 6.2,
  recorded_ms: 21.5,
};

const list = endpoint({
  method: 'get',
  path: '/drills',
  tag,
  summary: {
    id: 'Hasil uji berhenti, terbaru dulu, dan lama berhenti yang sebenarnya sejak program dimulai',
    en: 'Results of opt-out drills, newest first, and how long real opt-outs took since the program started',
  },
  query: pageQuery,
  response: pageOf(drillSchema).extend({ opt_outs: z.array(distribution) }),
  example: {
    items: [EXAMPLE],
    next: null,
    opt_outs: [{ stage: 'held', count: 12, buckets: [{ seconds: 0.01, count: 11 }] }],
  },
  async handle({ store, metrics }, { query: { limit, cursor } }) {
    const [before] = readCursor(cursor, z.tuple([z.int()])) ?? [Number.MAX_SAFE_INTEGER];
    const found = await listDrills(store.read, before, limit + 1);
    const { items, next } = page(
      found,
      limit,
      (one) => [one.id],
      (one) => body(one),
    );
    return { items, next, opt_outs: await metrics.optOutTimes() };
  },
});

const run = endpoint({
  method: 'post',
  path: '/drills',
  tag,
  summary: { id: 'Jalankan uji berhenti sekarang', en: 'Drill an opt-out now' },
  response: drillSchema,
  example: EXAMPLE,
  status: 201,
  handle: async ({ drill }) => body(await drill.run()),
});

function body({ at, ok, reason, answered, recorded }: DrillResult): z.input<typeof drillSchema> {
  return { at: iso(at), ok, reason, held_ms: answered, recorded_ms: recorded };
}

export const drills = [list, run];
