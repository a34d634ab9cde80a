import { afterCommit, type Tx } from '../store/index.js';
import type { PermitOffice } from './permits.js';

/**
 * Voids the permits in flight of these contacts as soon as the job at hand is durable, before anybody hears of it.
 * Whoever reads before that has a reading older than the revocation; whoever reads after it sees the change.
 */
export function takeBack(
  permits: Pick<PermitOffice, 'revokeContacts'>,
): (tx: Tx, contactIds: readonly string[]) => void {
  return (tx, contactIds) => afterCommit(tx, () => permits.revokeContacts(contactIds));
}
