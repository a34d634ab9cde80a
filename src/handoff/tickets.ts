import type { Tx } from '../store/index.js';

/**
 * Opens a ticket, or finds the one that is open: a contact has at most one. In the caller's transaction.
 */
export function openTicket(
  _tx: Tx,
  _ticket: { contactId: string; numberId: string; reason?: string | null },
  _now: number,
): Promise<{ ticketId: string; opened: boolean }> {
  throw new Error('not there yet');
}

/** Closes a ticket and tells the flow (event `ticket.closed`). False: it was closed already. */
export function closeTicket(_tx: Tx, _ticketId: string, _now: number): Promise<boolean> {
  throw new Error('not there yet');
}
