import type { Environment } from '../consent/index.js';
import { eraseContact, forgetEvents } from '../consent/rights.js';
import { identitiesOf } from '../contacts/resolve.js';
import type { Suppression } from '../contacts/suppression.js';
import type { PermitOffice } from '../gate/permits.js';
import type { Store } from '../store/index.js';

/** Name of the timer that says whose data is to go, and when: after the goodbye has been sent. */
export const ERASE_TIMER = 'erase';

export interface ErasureOptions {
  store: Store;
  now: () => number;
  environment: Environment;
  suppression: Suppression;
  permits: Pick<PermitOffice, 'revoke'>;
}

/**
 * Erases those who have confirmed it in the chat (UU PDP Pasal 8). The timer goes in the commit that erases,
 * so an erasure that is cut off begins again.
 */
export async function eraseDue({
  store,
  now,
  environment,
  suppression,
  permits,
}: ErasureOptions): Promise<number> {
  const due = await store.read
    .selectFrom('timer')
    .select('contact_id')
    .where('name', '=', ERASE_TIMER)
    .where('due_at', '<=', now())
    .limit(50)
    .execute();
  for (const { contact_id: contactId } of due) {
    const known = (await identitiesOf(store.read, [contactId])).get(contactId) ?? [];
    const seen = await forgetEvents(store, known);
    const erasing = { source: 'text', actor: 'customer', now: now(), environment, suppression } as const;
    const identities = await store.write((tx) => eraseContact(tx, contactId, erasing));
    permits.revoke(identities);
    await forgetEvents(store, identities, seen);
  }
  return due.length;
}
