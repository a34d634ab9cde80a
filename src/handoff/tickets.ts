import { type Selectable, sql } from 'kysely';
import { newId } from '../contacts/ids.js';
import type { TicketTable, Tx } from '../store/index.js';
import type { Ticket } from './types.js';

export function ticketOf(row: Selectable<TicketTable>): Ticket {
  return {
    id: row.id,
    contactId: row.contact_id,
    numberId: row.number_id,
    state: row.state === 'open' ? 'open' : 'closed',
    reason: row.reason,
    assignee: row.assignee,
    openedAt: row.opened_at,
    firstReplyAt: row.first_reply_at,
    closedAt: row.closed_at,
  };
}

/** Opens a ticket, or finds the one that is open: a contact has at most one. In the caller's transaction. */
export async function openTicket(
  tx: Tx,
  { contactId, numberId, reason = null }: { contactId: string; numberId: string; reason?: string | null },
  now: number,
): Promise<{ ticketId: string; opened: boolean }> {
  const known = await tx
    .selectFrom('ticket')
    .select('id')
    .where('contact_id', '=', contactId)
    .where(sql<boolean>`state = 'open'`)
    .executeTakeFirst();
  if (known) return { ticketId: known.id, opened: false };
  const ticketId = newId('tk', now);
  await tx
    .insertInto('ticket')
    .values({
      id: ticketId,
      contact_id: contactId,
      number_id: numberId,
      state: 'open',
      reason,
      assignee: null,
      opened_at: now,
      first_reply_at: null,
      closed_at: null,
    })
    .execute();
  return { ticketId, opened: true };
}

/**
 * Closes a ticket, in the caller's transaction, and hands `ticket.closed` to the flow by way of the inbox;
 * `tellFlow` false where the flow itself closed it. False: it was closed already, or there is none.
 */
export async function closeTicket(
  tx: Tx,
  ticketId: string,
  now: number,
  { tellFlow = true }: { tellFlow?: boolean } = {},
): Promise<boolean> {
  const closed = await tx
    .updateTable('ticket')
    .set({ state: 'closed', closed_at: now })
    .where('id', '=', ticketId)
    .where('state', '=', sql.lit('open'))
    .returning(['contact_id', 'number_id'])
    .executeTakeFirst();
  if (!closed) return false;
  if (!tellFlow) return true;
  await tx
    .insertInto('event')
    .values({
      key: `ticket.closed:${ticketId}`,
      kind: 'internal',
      field: 'ticket.closed',
      waba_id: '',
      number_id: closed.number_id,
      contact_id: closed.contact_id,
      at: now,
      received_at: now,
      identities: '[]',
      standby: 0,
      payload: JSON.stringify({ type: 'ticket.closed', ticketId }),
      state: 'pending',
      ready_at: now,
      attempts: 0,
      error: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}
