import { findContact } from '../contacts/resolve.js';
import type { Suppression } from '../contacts/suppression.js';
import type { Tx } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';

/**
 * Whether these are names of somebody who was erased and has not written since. What Meta alone says of them (a stop
 * in WhatsApp, a late status) makes no contact of them again: nobody is there to be written to, so the stop holds.
 */
export async function isForgotten(
  tx: Tx,
  identities: readonly Identity[],
  suppression: Suppression,
): Promise<boolean> {
  return (await findContact(tx, identities)) === undefined && (await suppression.holds(tx, identities));
}
