import { type Selectable, sql } from 'kysely';
import type { TransferProofTable, Tx } from '../store/index.js';
import { closeTicket } from './tickets.js';

type Read = Pick<Tx, 'selectFrom'>;

export const PROOF_STATES = ['new', 'confirmed', 'refused'] as const;
export type ProofState = (typeof PROOF_STATES)[number];

/** A picture or document that shows a transfer, and what staff found. Times in ms. */
export interface TransferProof {
  number: number;
  contactId: string;
  /** The message that brought it. */
  eventId: number;
  /** What the customer said to have sent, in rupiah. */
  amount: number | null;
  state: ProofState;
  at: number;
  decidedAt: number | null;
  decidedBy: string | null;
  note: string | null;
  /** The row of the outbox that told the customer. */
  message: number | null;
  /** Why nothing told them: `window_closed`, `not_asked`. */
  untold: string | null;
}

/** What can show a transfer; a voice note cannot. */
const SHOWS: readonly string[] = ['image', 'document'];

/**
 * Puts the file of a message into the queue, once, in the caller's transaction; false when the message carried none
 * that can show anything, or it is there already.
 */
export async function takeTransferProof(
  tx: Tx,
  { contactId, eventId, amount }: { contactId: string; eventId: number; amount?: number | undefined },
  now: number,
): Promise<boolean> {
  const media = await tx
    .selectFrom('inbound_media')
    .select('kind')
    .where('event_id', '=', eventId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  if (!media || !SHOWS.includes(media.kind)) return false;
  const ticket = await tx
    .selectFrom('ticket')
    .select(['id', 'opened_at', 'reopened_at'])
    .where('contact_id', '=', contactId)
    .where('state', '=', sql.lit('open'))
    .executeTakeFirst();
  // Opened by this very turn: it is about nothing else yet.
  const own = ticket && (ticket.reopened_at ?? ticket.opened_at) === now ? ticket.id : null;
  const { numInsertedOrUpdatedRows: taken } = await tx
    .insertInto('transfer_proof')
    .values({
      contact_id: contactId,
      event_id: eventId,
      ticket_id: own,
      amount: amount ?? null,
      state: 'new',
      at: now,
      decided_at: null,
      decided_by: null,
      note: null,
      message: null,
      untold: null,
    })
    .onConflict((conflict) => conflict.column('event_id').doNothing())
    .executeTakeFirstOrThrow();
  return taken === 1n;
}

/** The queue: those that wait the oldest first, the others newest first; after `after` (a number), at most `limit`. */
export async function listTransferProofs(
  read: Read,
  { state, contactId }: { state: ProofState; contactId?: string | undefined },
  after: number | undefined,
  limit: number,
): Promise<TransferProof[]> {
  const waiting = state === 'new';
  const rows = await read
    .selectFrom('transfer_proof')
    .selectAll()
    .where('state', '=', waiting ? sql.lit('new') : state)
    .$if(contactId !== undefined, (query) => query.where('contact_id', '=', contactId ?? ''))
    .$if(after !== undefined, (query) => query.where('number', waiting ? '>' : '<', after ?? 0))
    .orderBy('number', waiting ? 'asc' : 'desc')
    .limit(limit)
    .execute();
  return rows.map(proofOf);
}

export async function readTransferProof(read: Read, number: number): Promise<TransferProof | undefined> {
  const row = await read
    .selectFrom('transfer_proof')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst();
  return row && proofOf(row);
}

/** The one that a message brought. */
export async function transferProofOf(read: Read, eventId: number): Promise<TransferProof | undefined> {
  const row = await read
    .selectFrom('transfer_proof')
    .selectAll()
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  return row && proofOf(row);
}

export interface ProofDecision {
  state: 'confirmed' | 'refused';
  by: string;
  note: string | null;
  message: number | null;
  untold: string | null;
}

/**
 * Keeps what staff found, once, in the caller's transaction; false when somebody has decided before. A ticket that was
 * opened for this proof, and in which nobody has written since, is closed with it.
 */
export async function decideTransferProof(
  tx: Tx,
  number: number,
  { by, ...decision }: ProofDecision,
  now: number,
): Promise<boolean> {
  const decided = await tx
    .updateTable('transfer_proof')
    .set({ ...decision, decided_at: now, decided_by: by })
    .where('number', '=', number)
    .where('state', '=', sql.lit('new'))
    .returning(['ticket_id', 'contact_id', 'event_id'])
    .executeTakeFirst();
  if (!decided) return false;
  const { ticket_id: ticketId } = decided;
  if (ticketId !== null && !(await holdsMore(tx, ticketId, decided.contact_id, decided.event_id)))
    await closeTicket(tx, ticketId, now);
  return true;
}

/** Whether the ticket is about more than this proof: an agent has it or has answered, or they wrote or sent something since. */
async function holdsMore(tx: Tx, ticketId: string, contactId: string, eventId: number): Promise<boolean> {
  const ticket = await tx
    .selectFrom('ticket')
    .select('first_reply_at')
    .where('id', '=', ticketId)
    .executeTakeFirst();
  if (!ticket || ticket.first_reply_at !== null) return true;
  const note = await tx
    .selectFrom('ticket_note')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .limit(1)
    .executeTakeFirst();
  const later = await tx
    .selectFrom('event')
    .select('id')
    .where('contact_id', '=', contactId)
    .where('kind', '=', 'message')
    .where('id', '>', eventId)
    .limit(1)
    .executeTakeFirst();
  return note !== undefined || later !== undefined;
}

/** How many wait for somebody's look. */
export async function transferProofBacklog(read: Read): Promise<number> {
  const row = await read
    .selectFrom('transfer_proof')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('state', '=', sql.lit('new'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

function proofOf(row: Selectable<TransferProofTable>): TransferProof {
  return {
    number: row.number,
    contactId: row.contact_id,
    eventId: row.event_id,
    amount: row.amount,
    state: row.state as ProofState,
    at: row.at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    note: row.note,
    message: row.message,
    untold: row.untold,
  };
}
