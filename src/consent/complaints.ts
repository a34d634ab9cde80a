import { type Selectable, sql } from 'kysely';
import type { ComplaintTable, Store, Tx } from '../store/index.js';
import type { Origin } from './origin.js';

/** `stranger`: they say that they never signed up, or ask where we have the number from. `report`: LAPOR. */
export type ComplaintKind = 'stranger' | 'report';
export const COMPLAINT_STATES = ['open', 'answered', 'closed'] as const;
export type ComplaintState = (typeof COMPLAINT_STATES)[number];

/** A complaint is answered within 3 x 24 hours, as a request about one's data is (UU PDP), ms. */
const COMPLAINT_CLOCK = 3 * 24 * 60 * 60 * 1000;

/** A numbered complaint. Times in ms. */
export interface Complaint {
  number: number;
  contactId: string;
  kind: ComplaintKind;
  state: ComplaintState;
  /** Where their number came from. */
  source: string;
  sourceName: string | null;
  said: string | null;
  openedAt: number;
  /** Answered by then. */
  dueAt: number;
  answer: string | null;
  answeredAt: number | null;
  answeredBy: string | null;
  closedAt: number | null;
}

/**
 * Opens a complaint in the caller's transaction. Who complains again while one waits has complained once: the
 * first number and its clock go on.
 */
export async function openComplaint(
  tx: Tx,
  one: { contactId: string; kind: ComplaintKind; said: string | null; at: number },
  origin: Pick<Origin, 'source' | 'name'>,
): Promise<{ complaint: Complaint; isNew: boolean }> {
  const open = await tx
    .selectFrom('complaint')
    .selectAll()
    .where('contact_id', '=', one.contactId)
    .where('state', '=', sql.lit('open'))
    .executeTakeFirst();
  if (open) return { complaint: complaintOf(open), isNew: false };
  const row = await tx
    .insertInto('complaint')
    .values({
      contact_id: one.contactId,
      kind: one.kind,
      state: 'open',
      source: origin.source,
      source_name: origin.name,
      said: one.said,
      opened_at: one.at,
      due_at: one.at + COMPLAINT_CLOCK,
      answer: null,
      answered_at: null,
      answered_by: null,
      closed_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { complaint: complaintOf(row), isNew: true };
}

export async function readComplaint(
  read: Pick<Tx, 'selectFrom'>,
  number: number,
): Promise<Complaint | undefined> {
  const row = await read.selectFrom('complaint').selectAll().where('number', '=', number).executeTakeFirst();
  return row && complaintOf(row);
}

export interface ComplaintFilter {
  state?: ComplaintState | undefined;
  source?: string | undefined;
  contactId?: string | undefined;
  /** Only those still open whose time was over at this moment, ms. */
  overdueAt?: number | undefined;
}

/** Complaints with a number below `before`, newest first; at most `limit`. */
export async function listComplaints(
  read: Store['read'],
  { state, source, contactId, overdueAt }: ComplaintFilter,
  before: number,
  limit: number,
): Promise<Complaint[]> {
  let query = read.selectFrom('complaint').selectAll().where('number', '<', before);
  if (state !== undefined) query = query.where('state', '=', state);
  if (source !== undefined) query = query.where('source', '=', source);
  if (contactId !== undefined) query = query.where('contact_id', '=', contactId);
  if (overdueAt !== undefined)
    query = query.where('state', '=', sql.lit('open')).where('due_at', '<=', overdueAt);
  return (await query.orderBy('number', 'desc').limit(limit).execute()).map(complaintOf);
}

/** What staff did about it. An answer ends the clock; only `closed` ends the case. */
export async function settleComplaint(
  tx: Tx,
  number: number,
  settled: { state: Exclude<ComplaintState, 'open'>; answer?: string | undefined; by: string; at: number },
): Promise<void> {
  const { state, answer, by, at } = settled;
  const known = await readComplaint(tx, number);
  await tx
    .updateTable('complaint')
    .set({
      state,
      ...(answer !== undefined && { answer }),
      answered_at: known?.answeredAt ?? at,
      answered_by: known?.answeredBy ?? by,
      ...(state === 'closed' && { closed_at: at }),
    })
    .where('number', '=', number)
    .execute();
}

/** An erased person's words go, and what waits is over; that there was a complaint about a source stays. */
export async function forgetComplaints(tx: Tx, contactId: string, now: number): Promise<void> {
  await tx
    .updateTable('complaint')
    .set({ said: null, answer: null })
    .where('contact_id', '=', contactId)
    .execute();
  await tx
    .updateTable('complaint')
    .set({ state: 'closed', closed_at: now })
    .where('contact_id', '=', contactId)
    .where('state', '<>', 'closed')
    .execute();
}

function complaintOf(row: Selectable<ComplaintTable>): Complaint {
  return {
    number: row.number,
    contactId: row.contact_id,
    kind: row.kind as ComplaintKind,
    state: row.state as ComplaintState,
    source: row.source,
    sourceName: row.source_name,
    said: row.said,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    answer: row.answer,
    answeredAt: row.answered_at,
    answeredBy: row.answered_by,
    closedAt: row.closed_at,
  };
}
