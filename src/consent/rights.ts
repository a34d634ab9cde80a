import { sql } from 'kysely';
import { type HistoryMessage, type HistoryPlace, readHistory } from '../contacts/history.js';
import { identitiesOf } from '../contacts/resolve.js';
import type { Suppression } from '../contacts/suppression.js';
import { type Contact, readContact } from '../contacts/view.js';
import { releaseMedia } from '../media/inbound.js';
import { each, type Store, type Tx } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';
import { changeConsent, loadStanding } from './change.js';
import { type Complaint, forgetComplaints, listComplaints } from './complaints.js';
import { type ConsentView, readConsents } from './consents-reading.js';
import type { Actor, Environment, Source } from './evidence.js';
import { forgetUnproven } from './import/quarantine.js';
import { type LedgerEntry, readLedger } from './ledger-reading.js';
import { absorbedInto } from './links.js';
import { listRightsRequests, type RightsRequest, recordRightsRequest } from './rights-requests.js';
import { releaseScans } from './scans.js';

/** Everything that is held about one person (UU PDP Pasal 7: the right of access). Times in ms. */
export interface PersonalData {
  contact: Contact;
  consents: ConsentView[];
  ledger: LedgerEntry[];
  messages: HistoryMessage[];
  windows: { numberId: string; lastInboundAt: number }[];
  tickets: {
    id: string;
    state: string;
    reason: string | null;
    openedAt: number;
    closedAt: number | null;
    /** What they said of the answers. */
    rating: string | null;
    notes: string[];
  }[];
  /** Slips of transfers that they sent, and what staff found. */
  transferProofs: {
    number: number;
    amount: number | null;
    state: string;
    at: number;
    decidedAt: number | null;
    note: string | null;
  }[];
  /** What they asked for by right, in the order asked. */
  rights: RightsRequest[];
  complaints: Complaint[];
  /** What they asked without getting an answer, and which answers they were given. */
  faq: {
    questions: { text: string; at: number }[];
    answers: { entry: string; at: number; helpful: boolean | null }[];
  };
  /** Names of the topics and of the broadcasts that stand in the rest. */
  topics: ReadonlyMap<string, { id: string; en: string }>;
  broadcasts: ReadonlyMap<string, string>;
}

const PAGE = 200;

/** Gathers everything that is held about a contact; undefined when there is none. */
export async function exportContact(
  read: Store['read'],
  id: string,
  now: number,
): Promise<PersonalData | undefined> {
  const contact = await readContact(read, id, now);
  if (!contact) return undefined;
  const ledger: LedgerEntry[] = [];
  for (const chain of [...(await absorbedInto(read, id)), id]) {
    for (let after = 0; ; ) {
      const entries = await readLedger(read, chain, after, PAGE);
      ledger.push(...entries);
      if (entries.length < PAGE) break;
      after = entries.at(-1)?.seq ?? 0;
    }
  }
  const messages: HistoryMessage[] = [];
  for (let before: HistoryPlace | undefined; ; ) {
    const found = await readHistory(read, id, before, PAGE);
    messages.push(...found.map(({ message }) => message));
    before = found.at(-1)?.place;
    if (found.length < PAGE) break;
    await new Promise((next) => setImmediate(next));
  }
  const windows = await read.selectFrom('window').selectAll().where('contact_id', '=', id).execute();
  return {
    contact,
    consents: await readConsents(read, id),
    ledger,
    messages,
    windows: windows.map((row) => ({ numberId: row.number_id, lastInboundAt: row.last_inbound_at })),
    tickets: await ticketsOf(read, id),
    transferProofs: await proofsOf(read, id),
    rights: await rightsOf(read, id),
    complaints: (await listComplaints(read, { contactId: id }, Number.MAX_SAFE_INTEGER, 1000)).toReversed(),
    faq: await faqOf(read, id),
    topics: await topicNames(read),
    broadcasts: await broadcastNames(read, messages),
  };
}

async function proofsOf(read: Store['read'], contactId: string): Promise<PersonalData['transferProofs']> {
  const rows = await read
    .selectFrom('transfer_proof')
    .select(['number', 'amount', 'state', 'at', 'decided_at', 'note'])
    .where('contact_id', '=', contactId)
    .orderBy('number')
    .execute();
  return rows.map(({ decided_at, ...row }) => ({ ...row, decidedAt: decided_at }));
}

async function rightsOf(read: Store['read'], contactId: string): Promise<RightsRequest[]> {
  const newest = await listRightsRequests(read, { contactId }, Number.MAX_SAFE_INTEGER, 1000);
  return newest.toReversed();
}

async function faqOf(read: Store['read'], id: string): Promise<PersonalData['faq']> {
  const questions = await read
    .selectFrom('faq_question')
    .select(['text', 'at'])
    .where('contact_id', '=', id)
    .orderBy('id')
    .execute();
  const answers = await read
    .selectFrom('faq_answer')
    .select(['entry', 'at', 'helpful'])
    .where('contact_id', '=', id)
    .orderBy('at')
    .execute();
  return {
    questions,
    answers: answers.map((row) => ({ ...row, helpful: row.helpful === null ? null : row.helpful === 1 })),
  };
}

async function topicNames(read: Store['read']): Promise<PersonalData['topics']> {
  const rows = await read.selectFrom('topic').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, JSON.parse(name) as { id: string; en: string }]));
}

async function broadcastNames(
  read: Store['read'],
  messages: readonly HistoryMessage[],
): Promise<PersonalData['broadcasts']> {
  const ids = [...new Set(messages.flatMap(({ broadcastId }) => broadcastId ?? []))];
  const rows = await read
    .selectFrom('broadcast')
    .select(['id', 'name'])
    .where('id', 'in', each(ids))
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function ticketsOf(read: Store['read'], contactId: string): Promise<PersonalData['tickets']> {
  const tickets = await read.selectFrom('ticket').selectAll().where('contact_id', '=', contactId).execute();
  const notes = await read
    .selectFrom('ticket_note')
    .innerJoin('ticket', 'ticket.id', 'ticket_note.ticket_id')
    .select(['ticket_note.ticket_id', 'ticket_note.text'])
    .where('ticket.contact_id', '=', contactId)
    .orderBy('ticket_note.id')
    .execute();
  return tickets.map((row) => ({
    id: row.id,
    state: row.state,
    reason: row.reason,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    rating: row.rating,
    notes: notes.filter((note) => note.ticket_id === row.id).map((note) => note.text),
  }));
}

export interface Erasing {
  source: Source;
  actor: Actor;
  now: number;
  environment: Environment;
  suppression: Suppression;
}

/**
 * Erases a person (UU PDP Pasal 8) in the caller's transaction: identities leave a keyed hash behind, the
 * ledger's evidence and its key go, so that the chain still verifies and says nothing more. Messages that wait
 * are refused by the gate. Returns the identities, whose permits the caller revokes and whose other events
 * it forgets with `forgetEvents`.
 */
export async function eraseContact(tx: Tx, contactId: string, erasing: Erasing): Promise<Identity[]> {
  const { now, environment, source, actor, suppression } = erasing;
  const identities = (await identitiesOf(tx, [contactId])).get(contactId) ?? [];
  const act = { event: 'ERASE', topics: 'all', at: now, source, actor, evidence: {} } as const;
  await changeConsent(tx, contactId, await loadStanding(tx, contactId), act, { now, environment });
  await suppression.add(tx, identities, now);
  await forgetUnproven(
    tx,
    identities.filter(({ kind }) => kind === 'phone').map(({ value }) => value),
  );
  for (const { kind, value } of identities) {
    await tx.deleteFrom('hold').where('kind', '=', kind).where('value', '=', value).execute();
  }
  const absorbed = await absorbedInto(tx, contactId);
  for (const chain of [contactId, ...absorbed]) {
    await tx.deleteFrom('ledger_key').where('contact_id', '=', chain).execute();
    await tx.deleteFrom('wording').where('contact_id', '=', chain).execute();
    await tx.updateTable('ledger').set({ evidence: null }).where('contact_id', '=', chain).execute();
    await eraseRows(tx, chain, now);
  }
  // Stored answers of the API may quote the contact.
  for (const trace of [contactId, ...absorbed, ...identities.map(({ value }) => value)]) {
    await tx.deleteFrom('idempotency').where(sql<boolean>`instr(body, ${trace}) > 0`).execute();
    await tx.deleteFrom('account_event').where(sql<boolean>`instr(detail, ${trace}) > 0`).execute();
  }
  const asked = { contactId, kind: 'erasure', source, actor, at: now } as const;
  await recordRightsRequest(tx, asked, now);
  return identities;
}

/** Tables whose rows of theirs go whole. */
const ERASED = ['identity', 'window', 'conversation', 'timer', 'faq_answer', 'faq_question'] as const;

/** What is kept under one id of theirs. Rows that only count stay, with nothing of the person in them. */
async function eraseRows(tx: Tx, contactId: string, now: number): Promise<void> {
  for (const table of ERASED) {
    await tx.deleteFrom(table).where('contact_id', '=', contactId).execute();
  }
  await releaseScans(tx, contactId);
  await releaseMedia(tx, contactId, now);
  await tx
    .updateTable('contact')
    .set({
      name: null,
      language: null,
      zone: null,
      labels: '[]',
      attributes: '{}',
      blocked_at: null,
      updated_at: now,
    })
    .where('id', '=', contactId)
    .execute();
  await tx.updateTable('event').set(FORGOTTEN).where('contact_id', '=', contactId).execute();
  await tx
    .updateTable('outbox')
    .set({ content: null, basis: null, wamid: null })
    .where('contact_id', '=', contactId)
    .execute();
  await tx.updateTable('rights_request').set({ detail: null }).where('contact_id', '=', contactId).execute();
  await eraseProofs(tx, contactId);
  await forgetComplaints(tx, contactId, now);
  await eraseTickets(tx, contactId, now);
}

/** What nobody has decided on goes whole; of the rest remains that and when it was decided. */
async function eraseProofs(tx: Tx, contactId: string): Promise<void> {
  await tx
    .deleteFrom('transfer_proof')
    .where('contact_id', '=', contactId)
    .where('state', '=', sql.lit('new'))
    .execute();
  await tx
    .updateTable('transfer_proof')
    .set({ amount: null, note: null })
    .where('contact_id', '=', contactId)
    .execute();
}

async function eraseTickets(tx: Tx, contactId: string, now: number): Promise<void> {
  await tx
    .deleteFrom('ticket_note')
    .where('ticket_id', 'in', (nested) =>
      nested.selectFrom('ticket').select('ticket.id').where('ticket.contact_id', '=', contactId),
    )
    .execute();
  await tx.updateTable('ticket').set({ reason: null }).where('contact_id', '=', contactId).execute();
  await tx
    .updateTable('ticket')
    .set({ state: 'closed', closed_at: now })
    .where('contact_id', '=', contactId)
    .where('state', '=', sql.lit('open'))
    .execute();
}

const FORGOTTEN = { payload: null, identities: '[]', error: null };
/** Events looked at by one statement. */
const STRIDE = 5_000;

/**
 * Empties the events after `after` that name these people without being tied to a contact (statuses,
 * preferences, what was not ours), page by page, so that nothing else waits long. Returns the last event looked
 * at. Run before `eraseContact`, so that a failure leaves the identities to try again with, and once more after
 * it from there. What is pending still gets its turn and is left alone.
 */
export async function forgetEvents(
  store: Store,
  identities: readonly Identity[],
  after = 0,
): Promise<number> {
  if (identities.length === 0) return after;
  const traces = identities.map(
    ({ value }) => sql`instr(identities, ${`"value":${JSON.stringify(value)}`}) > 0`,
  );
  const named = sql<boolean>`(${sql.join(traces, sql` or `)})`;
  const { newest } = await store.read
    .selectFrom('event')
    .select((select) => select.fn.max('id').as('newest'))
    .executeTakeFirstOrThrow();
  for (let from = after; from < (newest ?? 0); from += STRIDE) {
    await store.write((tx) =>
      tx
        .updateTable('event')
        .set(FORGOTTEN)
        .where('id', '>', from)
        .where('id', '<=', from + STRIDE)
        .where('state', '<>', sql.lit('pending'))
        .where(named)
        .execute(),
    );
  }
  return newest ?? after;
}

/** Empties these events, and takes from our messages the ids of Meta that they name: a wamid holds the number. */
export async function emptyEvents(
  tx: Tx,
  events: readonly { id: number; payload: string | null }[],
): Promise<void> {
  if (events.length === 0) return;
  const ids = events.map(({ id }) => id);
  const wamids = events.flatMap(({ payload }) => {
    const { item } = JSON.parse(payload ?? '{}') as { item?: { id?: unknown } };
    return typeof item?.id === 'string' ? [item.id] : [];
  });
  await tx
    .updateTable('event')
    .set(FORGOTTEN)
    .where('id', 'in', each(ids) as never)
    .execute();
  await tx.updateTable('outbox').set({ wamid: null }).where('wamid', 'in', each(wamids)).execute();
}
