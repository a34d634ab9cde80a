import { sql } from 'kysely';
import { type Move, moveMessages } from '../outbox/moves.js';
import type { OutboxState } from '../outbox/row.js';
import type { Tx } from '../store/index.js';

// The states stand in the text, not in parameters: SQLite takes a partial index only where it can see that
// the condition implies the index's own.
const UNSENT = sql<boolean>`state in ('queued', 'deferred')`;

/** Rows changed in one statement when a broadcast pauses or is cancelled. */
const PAGE = 250;

/** Hands the next recipients to the dispatcher as batch `batch`; returns how many there were. */
export async function releaseBatch(tx: Tx, id: string, batch: number, size: number): Promise<number> {
  const { numAffectedRows } = await sql`
    update outbox set batch = ${batch}
    where id in (
      select id from outbox
      where broadcast_id = ${id} and batch is null and ${UNSENT}
      order by id limit ${size})`.execute(tx);
  const released = Number(numAffectedRows ?? 0n);
  if (released > 0) await tx.updateTable('broadcast').set({ batch }).where('id', '=', id).execute();
  return released;
}

/**
 * Whether somebody of the batch is still to be tried. Deferred ones do not count: what they wait for is theirs
 * alone (their cap, their zone, Meta's rest), and may take days. Nor do those on the way to Meta, so that the
 * next batch follows without a pause; only the first, the canary, is waited for until Meta has answered.
 */
export async function isBatchOpen(read: Pick<Tx, 'selectFrom'>, id: string, batch: number): Promise<boolean> {
  const queued = await read
    .selectFrom('outbox')
    .select('id')
    .where('broadcast_id', '=', id)
    .where('batch', '=', batch)
    .where(UNSENT)
    .where(sql<boolean>`state = 'queued'`)
    .limit(1)
    .executeTakeFirst();
  return queued !== undefined || (batch === 1 && (await isAttempting(read, id, batch)));
}

/** Whether somebody waits for a batch. */
export async function isUnreleased(read: Pick<Tx, 'selectFrom'>, id: string): Promise<boolean> {
  const row = await read
    .selectFrom('outbox')
    .select('id')
    .where('broadcast_id', '=', id)
    .where('batch', 'is', null)
    .where(UNSENT)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether anybody of the broadcast is left to attempt. */
export async function isAnyoneLeft(read: Pick<Tx, 'selectFrom'>, id: string): Promise<boolean> {
  const unsent = await read
    .selectFrom('outbox')
    .select('id')
    .where('broadcast_id', '=', id)
    .where(UNSENT)
    .limit(1)
    .executeTakeFirst();
  return unsent !== undefined || (await isAttempting(read, id));
}

/**
 * Looks through what is on the way to Meta, at most 256 messages a number. The limit keeps the two conditions
 * apart: together they lead SQLite to walk through every recipient of the broadcast.
 */
async function isAttempting(read: Pick<Tx, 'selectFrom'>, id: string, batch?: number): Promise<boolean> {
  let query = read
    .selectFrom((from) =>
      from
        .selectFrom('outbox')
        .select(['broadcast_id', 'batch'])
        .where(sql<boolean>`state in ('attempting', 'unknown')`)
        .where(sql<boolean>`state = 'attempting'`)
        .limit(100_000)
        .as('busy'),
    )
    .select('batch')
    .where('broadcast_id', '=', id);
  if (batch !== undefined) query = query.where('batch', '=', batch);
  return (await query.limit(1).executeTakeFirst()) !== undefined;
}

/**
 * Takes what was released and not sent out of the dispatcher's sight, a page at a time; resuming releases it
 * again. Without it every deferred recipient of a paused broadcast would be looked at again and again.
 * Returns whether there may be more.
 */
export async function takeBackPage(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update outbox set batch = null
    where id in (
      select id from outbox
      where broadcast_id = ${id} and batch > 0 and ${UNSENT}
      limit ${PAGE})`.execute(tx);
  return Number(numAffectedRows ?? 0n) === PAGE;
}

/** Whether something of a paused broadcast still lies with the dispatcher. */
export async function isReleased(read: Pick<Tx, 'selectFrom'>, id: string): Promise<boolean> {
  const row = await read
    .selectFrom('outbox')
    .select('id')
    .where('broadcast_id', '=', id)
    .where('batch', '>', 0)
    .where(UNSENT)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Cancels a page of what was not sent; returns whether there may be more. */
export async function cancelPage(tx: Tx, id: string, now: number): Promise<boolean> {
  const rows = await tx
    .selectFrom('outbox')
    .select(['id', 'state', 'reason'])
    .where('broadcast_id', '=', id)
    .where(UNSENT)
    .limit(PAGE)
    .execute();
  const moves = rows.map(
    (row): Move => ({
      id: row.id,
      broadcastId: id,
      from: { state: row.state as OutboxState, reason: row.reason },
      to: { state: 'cancelled', reason: null },
    }),
  );
  await moveMessages(tx, moves, now);
  return rows.length === PAGE;
}
