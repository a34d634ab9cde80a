import { z } from 'zod';
import { type Stop, standing } from '../../account/machine.js';
import { listAccountEvents } from '../../account/reading.js';
import { stopWords } from '../../broadcast/index.js';
import type { ApiDeps } from '../deps.js';
import { endpoint } from '../endpoint.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { iso, isoOrNull, named, time, timeOrNull } from '../schemas.js';

const tag = 'account';
const SCOPES = ['everything', 'templates', 'marketing'] as const;

const accountSchema = named(
  'Account',
  z.object({
    environment: z.enum(['live', 'sandbox']),
    number_id: z.string(),
    health: z.enum(['ok', 'paused', 'blocked']),
    quality: z.string().meta({ description: 'GREEN YELLOW RED UNKNOWN' }),
    tier: z.object({ limit: z.int().nullable(), used: z.int() }).meta({
      description: 'Unique people written to outside windows in a moving day; null: no limit known.',
    }),
    pauses: z.array(
      z.object({
        scope: z.enum(SCOPES),
        reason: z.string(),
        message: z.object({ id: z.string(), en: z.string() }),
        since: time,
        until: timeOrNull.meta({ description: 'Null: until somebody acts.' }),
      }),
    ),
  }),
);

const EXAMPLE: z.input<typeof accountSchema> = {
  environment: 'live',
  number_id: '100000000000001',
  health: 'paused',
  quality: 'RED',
  tier: { limit: 2000, used: 412 },
  pauses: [
    {
      scope: 'marketing',
      reason: 'quality_red',
      message: stopWords('quality_red'),
      since: '2026-01-05T02:00:00.000Z',
      until: null,
    },
  ],
};

function accountBody({ account, budget, sources, numberId, now }: ApiDeps): z.input<typeof accountSchema> {
  const { blocked, paused, templatesPaused, marketingPaused, quality, tier } = account.health;
  const stops: [(typeof SCOPES)[number], Stop | null][] = [
    ['everything', standing(blocked, now())],
    ['everything', standing(paused, now())],
    ['templates', standing(templatesPaused, now())],
    ['marketing', standing(marketingPaused, now())],
  ];
  const pauses = stops.flatMap(([scope, stop]) => (stop ? [{ scope, stop }] : []));
  return {
    environment: sources.environment,
    number_id: numberId,
    health: standing(blocked, now()) ? 'blocked' : pauses.length > 0 ? 'paused' : 'ok',
    quality,
    tier: { limit: tier, used: budget.used(now()) },
    pauses: pauses.map(({ scope, stop }) => ({
      scope,
      reason: stop.reason,
      message: stopWords(stop.reason),
      since: iso(stop.since),
      until: isoOrNull(stop.until),
    })),
  };
}

const get = endpoint({
  method: 'get',
  path: '/account',
  tag,
  summary: { id: 'Kesehatan akun WhatsApp', en: 'Health of the WhatsApp account' },
  response: accountSchema,
  example: EXAMPLE,
  handle: async (deps) => accountBody(deps),
});

const events = endpoint({
  method: 'get',
  path: '/account/events',
  tag,
  summary: { id: 'Riwayat akun, terbaru dulu', en: 'What happened to the account, newest first' },
  query: pageQuery,
  response: pageOf(
    z.object({ id: z.int(), at: time, kind: z.string(), detail: z.record(z.string(), z.unknown()) }),
  ),
  example: {
    items: [{ id: 7, at: '2026-01-05T02:00:00.000Z', kind: 'QUALITY', detail: { quality: 'RED' } }],
    next: null,
  },
  async handle({ store }, { query: { limit, cursor } }) {
    const [before] = readCursor(cursor, z.tuple([z.int()])) ?? [Number.MAX_SAFE_INTEGER];
    const rows = await listAccountEvents(store.read, before, limit + 1);
    return page(
      rows,
      limit,
      (row) => [row.id],
      (row) => ({ ...row, at: iso(row.at) }),
    );
  },
});

const resume = endpoint({
  method: 'post',
  path: '/account/resume',
  tag,
  summary: {
    id: 'Lanjutkan setelah jeda; blokir oleh Meta tetap berlaku',
    en: 'Go on after a pause; a block by Meta stays',
  },
  response: accountSchema,
  example: { ...EXAMPLE, health: 'ok', pauses: [] },
  async handle(deps) {
    const { store, account, now, bus } = deps;
    await store.write((tx) => account.record(tx, { type: 'RESUME', at: now() }, now()));
    bus.publish({ type: 'account' });
    bus.publish({ type: 'outbox' });
    return accountBody(deps);
  },
});

export const account = [get, events, resume];
