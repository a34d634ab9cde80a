import { sql } from 'kysely';
import { absorbedInto } from '../consent/links.js';
import { each, type Store, type Tx } from '../store/index.js';
import { moveMessages } from './moves.js';
import { mayStillLeave, oneOf } from './recipients.js';
import type { OutboxRow, OutboxState } from './row.js';

interface Pair {
  broadcast_id: string;
  our_id: number;
  our_state: OutboxState;
  our_reason: string | null;
  their_id: number;
  their_state: OutboxState;
  their_reason: string | null;
}

/**
 * Before the messages of `other` become the survivor's, in the caller's transaction: of two messages of one broadcast
 * one becomes the person's, and one that still waits is refused, so that nobody is broadcast to twice (promise P4).
 * The other stays behind with a contact that has no name any more.
 */
export async function joinRecipients(tx: Tx, survivor: string, other: string, now: number): Promise<void> {
  const { rows: pairs } = await sql<Pair>`
    select ours.broadcast_id, ours.id as our_id, ours.state as our_state, ours.reason as our_reason,
      theirs.id as their_id, theirs.state as their_state, theirs.reason as their_reason
    from outbox as theirs
    join outbox as ours on ours.broadcast_id = theirs.broadcast_id and ours.contact_id = ${survivor}
    where theirs.contact_id = ${other} and theirs.broadcast_id is not null`.execute(tx);
  for (const pair of pairs) {
    const { stays, refuse } = oneOf(pair.our_state, pair.their_state);
    if (refuse) {
      const [id, state, reason] =
        stays === 'ours'
          ? ([pair.their_id, pair.their_state, pair.their_reason] as const)
          : ([pair.our_id, pair.our_state, pair.our_reason] as const);
      const to = { state: 'refused', reason: 'already_attempted' } as const;
      await moveMessages(tx, [{ id, broadcastId: pair.broadcast_id, from: { state, reason }, to }], now);
    }
    if (stays === 'theirs') await exchange(tx, pair, survivor, other);
  }
}

/** A contact has one message of a broadcast, at every moment. */
async function exchange(tx: Tx, pair: Pair, survivor: string, other: string): Promise<void> {
  const set = (id: number, values: { contact_id?: string; broadcast_id?: string | null }) =>
    tx.updateTable('outbox').set(values).where('id', '=', id).execute();
  await set(pair.our_id, { broadcast_id: null });
  await set(pair.their_id, { contact_id: survivor });
  await set(pair.our_id, { contact_id: other, broadcast_id: pair.broadcast_id });
}

/**
 * Of these messages, those that were on their way once and have come back, and whose person had another one of the
 * same broadcast on its way under a contact that is theirs today.
 */
export async function joinedOnTheWay(
  read: Store['read'],
  rows: readonly OutboxRow[],
): Promise<ReadonlyMap<number, 'wait' | 'no'>> {
  const found = new Map<number, 'wait' | 'no'>();
  for (const { id, contactId, broadcastId, attemptedAt } of rows) {
    if (broadcastId === null || attemptedAt === null) continue;
    const others = await absorbedInto(read, contactId);
    if (others.length === 0) continue;
    const states = await read
      .selectFrom('outbox')
      .select('state')
      .where('broadcast_id', '=', broadcastId)
      .where('contact_id', 'in', each(others))
      .execute();
    const may = mayStillLeave(states.map(({ state }) => state as OutboxState));
    if (may !== 'yes') found.set(id, may);
  }
  return found;
}
