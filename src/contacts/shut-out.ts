import type { Tx } from '../store/index.js';

/** Who decided it, and why; both for staff only. */
export interface ShutOutAct {
  actor: string;
  reason: string | null;
}

/**
 * Shuts somebody out who abuses us, or lets them in again, in the caller's transaction. It is ours to decide and no
 * act of consent, so it stands among the events of the account and not in the ledger. False: it was so already.
 */
export async function shutOut(
  tx: Tx,
  contactId: string,
  blocked: boolean,
  { actor, reason }: ShutOutAct,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('contact')
    .set({ blocked_at: blocked ? now : null, updated_at: now })
    .where('id', '=', contactId)
    .where('blocked_at', blocked ? 'is' : 'is not', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  const kind = blocked ? 'CONTACT_BLOCKED' : 'CONTACT_UNBLOCKED';
  const detail = JSON.stringify({ contactId, actor, reason });
  await tx.insertInto('account_event').values({ at: now, kind, detail }).execute();
  return true;
}
