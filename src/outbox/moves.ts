import { sql } from 'kysely';
import type { Tx } from '../store/index.js';
import type { OutboxState } from './row.js';

/** One message changing state. Undefined leaves the column as it is; times in ms. */
export interface Move {
  id: number;
  broadcastId: string | null;
  /** Whose message this must be still: what was decided about one contact says nothing about another. */
  contactId?: string;
  from: { state: OutboxState; reason: string | null };
  to: { state: OutboxState; reason: string | null };
  notBefore?: number;
  attemptedAt?: number;
  /** Added to the number of attempts. */
  tries?: number;
  wamid?: string;
  /** Meta's error code. */
  failure?: number;
}

/**
 * The one way in which messages change state: all rows in one statement, and the counts of their
 * broadcasts in the same transaction, so that nobody ever has to count a million rows. A message that is not
 * in its `from` state any more (cancelled meanwhile, settled by a status), or not its contact's (merged into
 * another), stays; returns those that moved.
 */
export async function moveMessages(tx: Tx, moves: readonly Move[], now: number): Promise<Set<number>> {
  if (moves.length === 0) return new Set();
  const rows = moves.map((move) => [
    move.id,
    move.to.state,
    move.to.reason,
    move.notBefore ?? null,
    move.attemptedAt ?? null,
    move.tries ?? 0,
    move.wamid ?? null,
    move.failure ?? null,
    move.from.state,
    move.contactId ?? null,
  ]);
  const { rows: moved } = await sql<{ id: number }>`
    update outbox set
      state = v.state,
      reason = v.reason,
      not_before = coalesce(v.not_before, outbox.not_before),
      attempted_at = coalesce(v.attempted_at, outbox.attempted_at),
      attempts = outbox.attempts + v.tries,
      wamid = coalesce(v.wamid, outbox.wamid),
      failure = coalesce(v.failure, outbox.failure),
      updated_at = ${now}
    from (
      select
        json_extract(value, '$[0]') as id, json_extract(value, '$[1]') as state,
        json_extract(value, '$[2]') as reason, json_extract(value, '$[3]') as not_before,
        json_extract(value, '$[4]') as attempted_at, json_extract(value, '$[5]') as tries,
        json_extract(value, '$[6]') as wamid, json_extract(value, '$[7]') as failure,
        json_extract(value, '$[8]') as from_state, json_extract(value, '$[9]') as contact_id
      from json_each(${JSON.stringify(rows)})
    ) as v
    where outbox.id = v.id and outbox.state = v.from_state
      and outbox.contact_id = coalesce(v.contact_id, outbox.contact_id)
    returning outbox.id`.execute(tx);
  const ids = new Set(moved.map(({ id }) => id));
  await addToCounts(tx, countChanges(moves.filter(({ id }) => ids.has(id))));
  return ids;
}

/** What each (broadcast, state, reason) gains or loses. */
function countChanges(moves: readonly Move[]): [string, string, string, number][] {
  const changes = new Map<string, [string, string, string, number]>();
  const add = (broadcast: string, at: Move['from'], n: number) => {
    const key = `${broadcast} ${at.state} ${at.reason ?? ''}`;
    const known = changes.get(key);
    if (known) known[3] += n;
    else changes.set(key, [broadcast, at.state, at.reason ?? '', n]);
  };
  for (const { broadcastId, from, to } of moves) {
    if (broadcastId === null) continue;
    add(broadcastId, from, -1);
    add(broadcastId, to, 1);
  }
  return [...changes.values()].filter(([, , , n]) => n !== 0);
}

/** Adds to the counts of broadcasts, in the caller's transaction. */
export async function addToCounts(
  tx: Tx,
  changes: readonly [string, string, string, number][],
): Promise<void> {
  for (const [broadcastId, state, reason, n] of changes) {
    await sql`
      insert into broadcast_count (broadcast_id, state, reason, n) values (${broadcastId}, ${state}, ${reason}, ${n})
      on conflict (broadcast_id, state, reason) do update set n = broadcast_count.n + ${n}`.execute(tx);
  }
}
