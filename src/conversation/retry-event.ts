import { announce, type Tx } from '../store/index.js';

/** It has failed before, so it stays alone, and what is left of its five tries begins from here. */
const ATTEMPTS = 1;

/** What came of asking for another turn: where the event stands now, or why there can be none. */
export type Retried = 'pending' | 'done' | 'forgotten' | 'unknown';

/**
 * Gives an event that was set aside another turn, in the caller's transaction. Its holds stay until that turn
 * replaces or lifts them. Asked again it changes nothing. `forgotten`: what it said went with its person's data.
 */
export async function retryEvent(tx: Tx, id: number, now: number): Promise<Retried> {
  const event = await tx
    .selectFrom('event')
    .select(['state', 'payload'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (event?.state === 'pending' || event?.state === 'done') return event.state;
  if (event?.state !== 'failed') return 'unknown';
  if (event.payload === null) return 'forgotten';
  await tx
    .updateTable('event')
    .set({ state: 'pending', attempts: ATTEMPTS, ready_at: now })
    .where('id', '=', id)
    .execute();
  announce(tx, { type: 'inbox' });
  return 'pending';
}
