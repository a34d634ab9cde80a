import { sql } from 'kysely';
import { z } from 'zod';
import { retryEvent } from '../../conversation/retry-event.js';
import type { ApiDeps } from '../deps.js';
import { endpoint } from '../endpoint.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { Problem } from '../problem.js';
import { iso, named, time } from '../schemas.js';

const failedSchema = named(
  'FailedEvent',
  z.object({
    id: z.int(),
    kind: z.string(),
    field: z.string(),
    number_id: z.string().nullable(),
    at: time,
    received_at: time,
    attempts: z.int(),
    error: z.string().nullable(),
  }),
);

const list = endpoint({
  method: 'get',
  path: '/failed-events',
  tag: 'failed-events',
  summary: {
    id: 'Peristiwa yang gagal diproses, terbaru dulu',
    en: 'Events whose turn failed, newest first',
  },
  query: pageQuery,
  response: pageOf(failedSchema),
  example: {
    items: [
      {
        id: 812,
        kind: 'message',
        field: 'messages',
        number_id: '100000000000001',
        at: '2026-01-05T02:00:00.000Z',
        received_at: '2026-01-05T02:00:01.000Z',
        attempts: 5,
        error: 'TypeError',
      },
    ],
    next: null,
  },
  async handle({ store }, { query: { limit, cursor } }) {
    const [before] = readCursor(cursor, z.tuple([z.int()])) ?? [Number.MAX_SAFE_INTEGER];
    const rows = await listFailedEvents(store.read, before, limit + 1);
    return page(
      rows,
      limit,
      (row) => [row.id],
      (row) => ({ ...row, at: iso(row.at), received_at: iso(row.received_at) }),
    );
  },
});

const retry = endpoint({
  method: 'post',
  path: '/failed-events/{id}/retry',
  tag: 'failed-events',
  summary: {
    id: 'Proses lagi satu peristiwa yang gagal; sampai berhasil, tahanannya tetap berlaku',
    en: 'Give a failed event another turn; until that succeeds its holds stay',
  },
  params: z.object({ id: z.coerce.number().int().positive() }),
  response: z.object({
    id: z.int(),
    state: z.enum(['pending', 'done']).meta({ description: '`done`: its turn has been taken already.' }),
  }),
  status: 202,
  refusals: ['not_found', 'event_forgotten'],
  example: { id: 812, state: 'pending' },
  async handle({ store, now }, { params: { id } }) {
    const state = await store.write((tx) => retryEvent(tx, id, now()));
    if (state === 'unknown') throw new Problem('not_found');
    if (state === 'forgotten') throw new Problem('event_forgotten');
    return { id, state };
  },
});

export const failedEvents = [list, retry];

function listFailedEvents(read: ApiDeps['store']['read'], before: number, limit: number) {
  return read
    .selectFrom('event')
    .select(['id', 'kind', 'field', 'number_id', 'at', 'received_at', 'attempts', 'error'])
    .where('state', '=', sql.lit('failed'))
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
