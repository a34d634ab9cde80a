import { type Selectable, sql } from 'kysely';
import { announce, type EventTable, eachOf, prepared, type Tx } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';
import type { WebhookItem } from '../whatsapp/webhook.js';

/** A stored event, as its handler sees it. Times in ms. */
export interface InboxEvent extends Omit<WebhookItem, 'kind'> {
  id: number;
  /** `internal`: of our own making, a due timer or a closed ticket. */
  kind: WebhookItem['kind'] | 'internal';
  contactId: string | null;
  receivedAt: number;
  readyAt: number;
  attempts: number;
}

export function inboxEvent(row: Selectable<EventTable>): InboxEvent {
  return {
    id: row.id,
    key: row.key,
    kind: row.kind as InboxEvent['kind'],
    field: row.field,
    wabaId: row.waba_id,
    ...(row.number_id === null ? {} : { numberId: row.number_id }),
    contactId: row.contact_id,
    at: row.at,
    receivedAt: row.received_at,
    readyAt: row.ready_at,
    identities: JSON.parse(row.identities) as Identity[],
    standby: row.standby === 1,
    payload: row.payload === null ? null : (JSON.parse(row.payload) as unknown),
    attempts: row.attempts,
  };
}

const pendingMessagesOf = prepared((db, contactId: string) =>
  db
    .selectFrom('event')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where(sql<boolean>`state = 'pending' and contact_id is not null`)
    .where('kind', '=', 'message')
    .where('attempts', '=', 0),
);

/** What this contact wrote before and what waits for more; those that failed keep to their own time. */
export async function waitingEvents(
  tx: Tx,
  contactId: string,
  arrived: readonly InboxEvent[],
): Promise<InboxEvent[]> {
  const rows = await pendingMessagesOf(tx, contactId);
  const known = new Set(arrived.map(({ id }) => id));
  return rows.filter(({ id }) => !known.has(id)).map(inboxEvent);
}

const knownKeys = prepared((db, keys: string) =>
  db
    .selectFrom('event')
    .select(['id', 'key'])
    .where('key', 'in', eachOf(keys))
    .where(sql<boolean>`state <> 'pending'`),
);
const deleteEvents = prepared((db, ids: string) =>
  db.deleteFrom('event').where('id', 'in', eachOf(ids) as never),
);
const liftHolds = prepared((db, ids: string) =>
  db.deleteFrom('hold').where('event_id', 'in', eachOf(ids) as never),
);
const setDone = prepared((db, ids: string, contactId: string | null) =>
  db
    .updateTable('event')
    .set({ state: 'done', error: null, contact_id: sql`coalesce(${contactId}, contact_id)` })
    .where('id', 'in', eachOf(ids) as never),
);

/**
 * Drops what Meta has delivered before (Meta docs: webhooks/overview, duplicates): known by its key among the
 * events whose turn is over, among `waiting`, and among its own neighbours. Returns the others, without those
 * that another turn of the same person has taken along meanwhile.
 */
export async function dropRepeated(
  tx: Tx,
  events: readonly InboxEvent[],
  waiting: readonly InboxEvent[] = [],
): Promise<InboxEvent[]> {
  const keys = JSON.stringify(events.map(({ key }) => key));
  const first = new Map((await knownKeys(tx, keys)).map(({ id, key }) => [key, id]));
  const done = new Set(first.values());
  for (const { id, key } of waiting) first.set(key, id);
  for (const { id, key } of events) if (!first.has(key)) first.set(key, id);
  const repeated = events.filter(({ id, key }) => first.get(key) !== id).map(({ id }) => id);
  if (repeated.length > 0) {
    await deleteEvents(tx, JSON.stringify(repeated));
    await liftHolds(tx, JSON.stringify(repeated));
  }
  return events.filter(({ id, key }) => first.get(key) === id && !done.has(id));
}

/** The event gets its turn later, together with what its person writes until then. */
export async function keepWaiting(
  tx: Tx,
  id: number,
  until: number,
  contactId: string | null,
): Promise<void> {
  await tx
    .updateTable('event')
    .set({ ready_at: until, ...(contactId !== null && { contact_id: contactId }) })
    .where('id', '=', id)
    .execute();
}

/** Marks events done and lifts their holds: what they asked for has taken effect in the same commit. */
export async function finishEvents(
  tx: Tx,
  events: readonly InboxEvent[],
  contactId: string | null,
): Promise<void> {
  if (events.length === 0) return;
  const ids = JSON.stringify(events.map(({ id }) => id));
  await setDone(tx, ids, contactId);
  await liftHolds(tx, ids);
}

/** Puts something of our own making (a due timer, a closed ticket) on the same way as what Meta sends. */
export async function addInternalEvent(
  tx: Tx,
  event: { key: string; field: string; contactId: string; at: number; payload: unknown; now: number },
): Promise<void> {
  await tx
    .insertInto('event')
    .values({
      key: event.key,
      kind: 'internal',
      field: event.field,
      waba_id: '',
      number_id: null,
      contact_id: event.contactId,
      at: event.at,
      received_at: event.now,
      identities: '[]',
      standby: 0,
      payload: JSON.stringify(event.payload),
      state: 'pending',
      ready_at: event.now,
      attempts: 0,
      error: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  announce(tx, { type: 'inbox' });
}
