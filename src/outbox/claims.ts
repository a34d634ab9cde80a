import { sql } from 'kysely';
import type { Basis, Purpose } from '../gate/gate.js';
import { prepared, type Store } from '../store/index.js';
import { type OutboxRow, type OutboxState, type Paper, PRIORITY } from './row.js';

const COLUMNS = [
  'id',
  'contact_id',
  'number_id',
  'purpose',
  'topic',
  'basis',
  'content',
  'broadcast_id',
  'state',
  'reason',
  'expires_at',
  'attempts',
  'sound',
  'paper',
  'attempted_at',
] as const;

const PRIORITIES = Object.values(PRIORITY).sort();
/** Spelt out, not bound: only so does SQLite see that the index `outbox_ready` serves. */
const IS_DUE = sql<boolean>`batch is not null and state in ('queued', 'deferred')`;

const dueOf = prepared((db, priority: number, now: number, limit: number) =>
  db
    .selectFrom('outbox')
    .select(COLUMNS)
    .where(IS_DUE)
    .where('priority', '=', priority)
    .where('not_before', '<=', now)
    .orderBy('not_before')
    .orderBy('id')
    .limit(limit),
);

const earliestOf = prepared((db, priority: number) =>
  db
    .selectFrom('outbox')
    .select('not_before')
    .where(IS_DUE)
    .where('priority', '=', priority)
    .orderBy('not_before')
    .limit(1),
);

/** Messages whose time has come, service first; at most `limit`, none of `except`. */
export async function dueMessages(
  read: Store['read'],
  limit: number,
  except: ReadonlySet<number>,
  now: number,
): Promise<OutboxRow[]> {
  const due: OutboxRow[] = [];
  for (const priority of PRIORITIES) {
    if (due.length >= limit) break;
    const rows = await dueOf(read, priority, now, limit - due.length + except.size);
    for (const row of rows) {
      if (except.has(row.id) || due.length >= limit) continue;
      due.push({
        id: row.id,
        contactId: row.contact_id,
        numberId: row.number_id,
        purpose: row.purpose as Purpose,
        topic: row.topic,
        basis: row.basis === null ? null : (JSON.parse(row.basis) as Basis),
        content: row.content,
        broadcastId: row.broadcast_id,
        state: row.state as OutboxState,
        reason: row.reason,
        expiresAt: row.expires_at,
        attempts: row.attempts,
        sound: row.sound,
        paper: row.paper as Paper | null,
        attemptedAt: row.attempted_at,
      });
    }
  }
  return due;
}

/** When the next waiting message is due, ms; undefined: none waits. */
export async function nextDue(read: Store['read']): Promise<number | undefined> {
  let next: number | undefined;
  for (const priority of PRIORITIES) {
    const [row] = await earliestOf(read, priority);
    if (row) next = Math.min(next ?? row.not_before, row.not_before);
  }
  return next;
}
