import { sql } from 'kysely';
import { reasonWords } from '../gate/words.js';
import { OUTBOX_STATES } from '../outbox/row.js';
import type { Store } from '../store/index.js';
import { BroadcastError } from './broadcast-error.js';
import type { Page, RecipientView } from './types.js';

/** Rows looked at in one statement. */
const SCAN = 2000;

/**
 * A page of recipients in the order of release, which is that of contacts. Looking for a rare status reads on
 * in small steps, so that nothing else waits for it.
 */
export async function recipientsOf(
  read: Store['read'],
  broadcastId: string,
  { limit, cursor, status }: { limit: number; cursor?: string; status?: string },
): Promise<Page<RecipientView>> {
  if (status !== undefined && !(OUTBOX_STATES as readonly string[]).includes(status)) {
    throw new BroadcastError('invalid_broadcast', {
      id: `Status harus salah satu dari: ${OUTBOX_STATES.join(', ')}.`,
      en: `The status has to be one of: ${OUTBOX_STATES.join(', ')}.`,
    });
  }
  const items: RecipientView[] = [];
  for (let after = cursor ?? ''; ; ) {
    const rows = await scan(read, broadcastId, after, status === undefined ? limit + 1 : SCAN);
    for (const row of rows) {
      if (status !== undefined && row.status !== status) continue;
      if (items.length === limit) return { items, next: items.at(-1)?.contactId ?? null };
      items.push(row);
    }
    const last = rows.at(-1);
    if (!last || rows.length < (status === undefined ? limit + 1 : SCAN)) return { items, next: null };
    after = last.contactId;
    await new Promise((next) => setImmediate(next));
  }
}

async function scan(
  read: Store['read'],
  broadcastId: string,
  after: string,
  limit: number,
): Promise<RecipientView[]> {
  const rows = await read
    .selectFrom('outbox')
    .select(['id', 'contact_id', 'state', 'reason', 'batch', 'not_before', 'attempted_at', 'updated_at'])
    .where('broadcast_id', '=', broadcastId)
    .where('contact_id', '>', after)
    .orderBy('contact_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    contactId: row.contact_id,
    status: row.state,
    reason: row.reason,
    message: row.reason === null ? null : reasonWords(row.reason),
    batch: row.batch,
    notBefore: row.state === 'deferred' ? row.not_before : null,
    attemptedAt: row.attempted_at,
    updatedAt: row.updated_at,
  }));
}

/** The released recipient that waits the shortest, looked for among the thousand messages that are due next. */
export async function nextWaiting(
  read: Store['read'],
  broadcastId: string,
): Promise<{ reason: string; at: number } | null> {
  const { rows } = await sql<{ reason: string | null; at: number }>`
    select reason, not_before as at from (
      select broadcast_id, state, reason, not_before from outbox
      where batch is not null and state in ('queued', 'deferred') and priority = 3
      order by priority, not_before, id limit 1000) as soonest
    where broadcast_id = ${broadcastId} and state = 'deferred'
    order by at limit 1`.execute(read);
  const row = rows[0];
  return row?.reason ? { reason: row.reason, at: Number(row.at) } : null;
}
