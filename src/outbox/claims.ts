import type { Basis, Purpose } from '../gate/gate.js';
import type { Store } from '../store/index.js';
import type { OutboxRow, OutboxState } from './row.js';

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
] as const;

/** Messages whose time has come, service first; at most `limit`, none of `except`. */
export async function dueMessages(
  read: Store['read'],
  limit: number,
  except: ReadonlySet<number>,
  now: number,
): Promise<OutboxRow[]> {
  const due: OutboxRow[] = [];
  for (const priority of [0, 1, 2, 3]) {
    if (due.length >= limit) break;
    const rows = await read
      .selectFrom('outbox')
      .select(COLUMNS)
      .where('batch', 'is not', null)
      .where('state', 'in', ['queued', 'deferred'])
      .where('priority', '=', priority)
      .where('not_before', '<=', now)
      .orderBy('not_before')
      .orderBy('id')
      .limit(limit - due.length + except.size)
      .execute();
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
      });
    }
  }
  return due;
}

/** When the next waiting message is due, ms; undefined: none waits. */
export async function nextDue(read: Store['read']): Promise<number | undefined> {
  const row = await read
    .selectFrom('outbox')
    .select((select) => select.fn.min('not_before').as('at'))
    .where('batch', 'is not', null)
    .where('state', 'in', ['queued', 'deferred'])
    .executeTakeFirst();
  return row?.at ?? undefined;
}
