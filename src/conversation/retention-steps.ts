import { sql } from 'kysely';
import { forgetMedia } from '../media/inbound.js';
import { each, type Store } from '../store/index.js';
import type { RetentionPolicy } from './retention-policies.js';

/** Where a policy has come to, and what one page did. A cursor is the last key that was looked at. */
export interface Page {
  cursor: string;
  removed: number;
  /** Nothing more is old enough: the next round begins here, or at the start where `cursor` is empty. */
  done: boolean;
}

/** Looks at one page of what is older than `before` (ms) after `cursor`. */
export type Step = (store: Store, before: number, cursor: string, now: number) => Promise<Page>;

/** Few enough that no statement takes over 20 ms. */
const PAGE = 200;
const FINAL = ['accepted', 'sent', 'delivered', 'read', 'failed', 'unknown', 'refused', 'cancelled'];
const idle = (cursor: string): Page => ({ cursor, removed: 0, done: true });

/** The steps of each policy, one after the other; those without tables of their own are none here. */
export const STEPS: Readonly<Partial<Record<RetentionPolicy, readonly Step[]>>> = {
  raw_events: [events((kind, state) => kind !== 'message' && (state === 'done' || state === 'ignored'))],
  messages: [
    events((kind, state) => kind === 'message' && (state === 'done' || state === 'ignored')),
    outbox,
    conversations,
    media,
  ],
  media: [media],
  failed_events: [failedEvents],
  tickets: [tickets, transferProofs],
  imports: [importRows],
  rights_requests: [rightsRequests],
  faq: [faqQuestions, faqAnswers],
  account_events: [accountEvents],
};

/** Events go whole, in the order they came; their keys are older than Meta's last repetition. */
function events(goes: (kind: string, state: string) => boolean): Step {
  return async (store, before, cursor) => {
    const rows = await store.read
      .selectFrom('event')
      .select(['id', 'kind', 'state', 'received_at'])
      .where('id', '>', Number(cursor || 0))
      .orderBy('id')
      .limit(PAGE)
      .execute();
    const old = rows.filter((row) => row.received_at < before);
    const last = old.at(-1);
    if (!last) return idle(cursor);
    const ids = old.filter((row) => goes(row.kind, row.state)).map((row) => row.id);
    if (ids.length > 0)
      await store.write((tx) =>
        tx
          .deleteFrom('event')
          .where('id', 'in', each(ids) as never)
          .execute(),
      );
    return { cursor: String(last.id), removed: ids.length, done: old.length < rows.length };
  };
}

async function failedEvents(store: Store, before: number): Promise<Page> {
  const rows = await store.read
    .selectFrom('event')
    .select('id')
    .where('state', '=', sql.lit('failed'))
    .where('received_at', '<', before)
    .orderBy('id')
    .limit(PAGE)
    .execute();
  const ids = rows.map((row) => row.id);
  // Their holds stay: what was not understood still stops.
  if (ids.length > 0)
    await store.write((tx) =>
      tx
        .deleteFrom('event')
        .where('id', 'in', each(ids) as never)
        .execute(),
    );
  return { cursor: '', removed: ids.length, done: rows.length < PAGE };
}

/** Replies go whole; who received a broadcast stays, without Meta's id, which holds the number. */
async function outbox(store: Store, before: number, cursor: string): Promise<Page> {
  const rows = await store.read
    .selectFrom('outbox')
    .select(['id', 'state', 'broadcast_id', 'created_at'])
    .where('id', '>', Number(cursor || 0))
    .orderBy('id')
    .limit(PAGE)
    .execute();
  const old = rows.filter((row) => row.created_at < before);
  const last = old.at(-1);
  if (!last) return idle(cursor);
  const over = old.filter((row) => FINAL.includes(row.state));
  const replies = over.filter((row) => row.broadcast_id === null).map((row) => row.id);
  const recipients = over.filter((row) => row.broadcast_id !== null).map((row) => row.id);
  await store.write(async (tx) => {
    await tx
      .deleteFrom('outbox')
      .where('id', 'in', each(replies) as never)
      .execute();
    await tx
      .updateTable('outbox')
      .set({ content: null, basis: null, wamid: null })
      .where('id', 'in', each(recipients) as never)
      .execute();
  });
  return { cursor: String(last.id), removed: over.length, done: old.length < rows.length };
}

/** With its message at the latest; the row stays, with nothing of the person in it. */
async function media(store: Store, before: number, cursor: string, now: number): Promise<Page> {
  const rows = await store.read
    .selectFrom('inbound_media')
    .select(['event_id', 'at'])
    .where('event_id', '>', Number(cursor || 0))
    .where('erased_at', 'is', null)
    .orderBy('event_id')
    .limit(PAGE)
    .execute();
  const old = rows.filter((row) => row.at < before).map((row) => row.event_id);
  if (old.length > 0) await store.write((tx) => forgetMedia(tx, old, 'retention', now));
  // What Meta told late is older than its neighbours.
  return around(rows, (row) => String(row.event_id), old.length);
}

async function conversations(store: Store, before: number, cursor: string): Promise<Page> {
  const rows = await store.read
    .selectFrom('conversation')
    .select(['contact_id', 'updated_at'])
    .where('contact_id', '>', cursor)
    .orderBy('contact_id')
    .limit(PAGE)
    .execute();
  const old = rows.filter((row) => row.updated_at < before).map((row) => row.contact_id);
  if (old.length > 0) {
    await store.write((tx) =>
      tx
        .deleteFrom('conversation')
        .where('contact_id', 'in', each(old))
        .where('updated_at', '<', before)
        .execute(),
    );
  }
  return around(rows, (row) => row.contact_id, old.length);
}

async function tickets(store: Store, before: number, cursor: string): Promise<Page> {
  const rows = await store.read
    .selectFrom('ticket')
    .select(['id', 'closed_at'])
    .where('id', '>', cursor)
    .orderBy('id')
    .limit(PAGE)
    .execute();
  const old = rows.filter((row) => row.closed_at !== null && row.closed_at < before).map((row) => row.id);
  let removed = 0;
  if (old.length > 0) {
    await store.write(async (tx) => {
      await tx.deleteFrom('ticket_note').where('ticket_id', 'in', each(old)).execute();
      const emptied = await tx
        .updateTable('ticket')
        .set({ reason: null })
        .where('id', 'in', each(old))
        .where('reason', 'is not', null)
        .returning('id')
        .execute();
      removed = emptied.length;
    });
  }
  return around(rows, (row) => row.id, removed);
}

/** When what was decided on goes, the number, the decision and its time stay. */
async function transferProofs(store: Store, before: number, cursor: string): Promise<Page> {
  const rows = await store.read
    .selectFrom('transfer_proof')
    .select(['number', 'at', 'state', 'amount', 'note'])
    .where('number', '>', Number(cursor || 0))
    .orderBy('number')
    .limit(PAGE)
    .execute();
  const old = rows
    .filter((row) => row.at < before && row.state !== 'new' && (row.amount !== null || row.note !== null))
    .map((row) => row.number);
  if (old.length > 0)
    await store.write((tx) =>
      tx
        .updateTable('transfer_proof')
        .set({ amount: null, note: null })
        .where('number', 'in', each(old) as never)
        .execute(),
    );
  return around(rows, (row) => String(row.number), old.length);
}

async function importRows(store: Store, before: number): Promise<Page> {
  const row = await store.read
    .selectFrom('import_row')
    .innerJoin('import', 'import.id', 'import_row.import_id')
    .select('import_row.import_id')
    .where('import.completed_at', '<', before)
    .limit(1)
    .executeTakeFirst();
  if (!row) return idle('');
  const removed = await store.write(async (tx) => {
    const page = await tx
      .selectFrom('import_row')
      .select('row')
      .where('import_id', '=', row.import_id)
      .orderBy('row')
      .limit(PAGE)
      .execute();
    const last = page.at(-1);
    if (!last) return 0;
    await tx
      .deleteFrom('import_row')
      .where('import_id', '=', row.import_id)
      .where('row', '<=', last.row)
      .execute();
    return page.length;
  });
  return { cursor: '', removed, done: false };
}

async function rightsRequests(store: Store, before: number, cursor: string): Promise<Page> {
  const rows = await store.read
    .selectFrom('rights_request')
    .select(['number', 'closed_at', 'detail'])
    .where('number', '>', Number(cursor || 0))
    .orderBy('number')
    .limit(PAGE)
    .execute();
  const old = rows
    .filter((row) => row.closed_at !== null && row.closed_at < before && row.detail !== null)
    .map((row) => row.number);
  if (old.length > 0) {
    await store.write((tx) =>
      tx
        .updateTable('rights_request')
        .set({ detail: null })
        .where('number', 'in', each(old) as never)
        .execute(),
    );
  }
  return around(rows, (row) => String(row.number), old.length);
}

async function accountEvents(store: Store, before: number): Promise<Page> {
  const rows = await store.read
    .selectFrom('account_event')
    .select(['id', 'at'])
    .orderBy('id')
    .limit(PAGE)
    .execute();
  const old = rows.filter((row) => row.at < before).map((row) => row.id);
  if (old.length > 0)
    await store.write((tx) =>
      tx
        .deleteFrom('account_event')
        .where('id', 'in', each(old) as never)
        .execute(),
    );
  return { cursor: '', removed: old.length, done: old.length < PAGE };
}

/** Rows grow old in any order: after the last one the next round begins anew. */
function around<T>(rows: readonly T[], key: (row: T) => string, removed: number): Page {
  const last = rows.at(-1);
  const done = rows.length < PAGE;
  return { cursor: done || last === undefined ? '' : key(last), removed, done };
}

async function faqQuestions(store: Store, before: number): Promise<Page> {
  const rows = await store.read
    .selectFrom('faq_question')
    .select(['id', 'at'])
    .orderBy('id')
    .limit(PAGE)
    .execute();
  const last = rows.filter((row) => row.at < before).at(-1);
  if (!last) return idle('');
  const { numDeletedRows } = await store.write((tx) =>
    tx
      .deleteFrom('faq_question')
      .where('id', '<=', last.id)
      .where('at', '<', before)
      .executeTakeFirstOrThrow(),
  );
  return { cursor: '', removed: Number(numDeletedRows), done: last !== rows.at(-1) };
}

/** The totals of the entries stay: they say nothing of anybody. */
async function faqAnswers(store: Store, before: number): Promise<Page> {
  const rows = await store.read
    .selectFrom('faq_answer')
    .select('contact_id')
    .where('at', '<', before)
    .limit(PAGE)
    .execute();
  if (rows.length === 0) return idle('');
  const { numDeletedRows } = await store.write((tx) =>
    tx
      .deleteFrom('faq_answer')
      .where('contact_id', 'in', each(rows.map((row) => row.contact_id)))
      .where('at', '<', before)
      .executeTakeFirstOrThrow(),
  );
  return { cursor: '', removed: Number(numDeletedRows), done: rows.length < PAGE };
}
