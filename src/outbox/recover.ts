import { sql } from 'kysely';
import type { Store } from '../store/index.js';
import { type Move, moveMessages } from './moves.js';
import type { OutboxState } from './row.js';
import { settle } from './settle.js';

/** A reply whose fate stays unclear goes again this often at most. */
const REPLY_TRIES = 3;
const PAGE = 500;

/**
 * After a start: what was being attempted when the program ended is `unknown`. A reply to a customer's own
 * message goes again after a while, a business-initiated message never by itself (promise P4).
 */
export async function settleInterrupted(store: Store, now: number): Promise<number> {
  let settled = 0;
  for (;;) {
    const rows = await store.read
      .selectFrom('outbox')
      .select(['id', 'broadcast_id', 'state', 'reason'])
      .where(sql<boolean>`state in ('attempting', 'unknown') and state = 'attempting'`)
      .limit(PAGE)
      .execute();
    if (rows.length === 0) return settled;
    settled += rows.length;
    const moves = rows.flatMap((row) => interrupted(row.id, row.broadcast_id, row.reason, now) ?? []);
    await store.write((tx) => moveMessages(tx, moves, now));
  }
}

/** Nobody can tell any more whether it left; pure. */
export function interrupted(
  id: number,
  broadcastId: string | null,
  reason: string | null,
  now: number,
): Move | null {
  return settle({ id, broadcastId, state: 'attempting', reason, attempts: 1 }, { kind: 'unclear' }, now);
}

/** Replies whose status did not come in time go again; after the last try they stay `unknown`. */
export async function repeatUnclearReplies(store: Store, now: number): Promise<number> {
  const rows = await store.read
    .selectFrom('outbox')
    .select(['id', 'state', 'reason'])
    .where(sql<boolean>`state in ('attempting', 'unknown') and state = 'unknown'`)
    .where('purpose', '=', 'service')
    .where('not_before', '<=', now)
    .where('attempts', '<', REPLY_TRIES)
    .limit(PAGE)
    .execute();
  if (rows.length === 0) return 0;
  await store.write(async (tx) => {
    // One that a status has settled meanwhile is not `unknown` any more and stays as it is.
    const moves = rows.map(
      (row): Move => ({
        id: row.id,
        broadcastId: null,
        from: { state: 'unknown' as OutboxState, reason: null },
        to: { state: 'queued', reason: null },
      }),
    );
    await moveMessages(tx, moves, now);
  });
  return rows.length;
}
