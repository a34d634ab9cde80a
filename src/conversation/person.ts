import { sql } from 'kysely';
import { changeConsent, loadStanding } from '../consent/change.js';
import type { Environment } from '../consent/evidence.js';
import { meetContact } from '../consent/link.js';
import type { Linked } from '../consent/linked.js';
import { inheritStops, mergeContacts } from '../consent/merge.js';
import { learnIdentities, ownersOf, supersedeIdentities } from '../contacts/resolve.js';
import { type ConversationState, emptyConversation, LANGUAGE_CODE, type Spoken } from '../flows/index.js';
import { prepared, type Tx } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';
import type { InboundMessage } from '../whatsapp/inbound.js';
import type { Person } from './facts.js';
import type { InboxEvent } from './inbox-event.js';

export interface Context {
  now: number;
  environment: Environment;
  linked: Linked;
}

/** The contact that these events are of, in one row: found or made, links learnt, what is known loaded. */
export interface Loaded extends Person {
  state: ConversationState;
  /** The last thing that we sent was a broadcast. */
  afterBroadcast: boolean;
  knownLanguage: Spoken | null;
  /** Staff shut them out. */
  blocked: boolean;
  /** The release that the conversation is on, and when anything last happened in it; null before the first turn. */
  begun: { release: string; updatedAt: number } | null;
}

/** Whom we have met. */
export interface Met {
  id: string;
  /** Made a moment ago: nothing is known of them. */
  isNew: boolean;
}

/** Finds out who wrote, and merges what Meta has shown to be one person. */
export async function meet(tx: Tx, events: readonly InboxEvent[], context: Context): Promise<Met> {
  const known = events.find((event) => event.contactId !== null)?.contactId;
  const identities = events.flatMap((event) => event.identities);
  if (identities.length === 0) {
    if (known) return { id: known, isNew: false };
    throw new NobodyError('an event names nobody');
  }
  const at = Math.max(...events.map((event) => event.at));
  const { contactId, created } = await meetContact(tx, identities, { ...context, at });
  return { id: contactId, isNew: created };
}

/** An event of a person that names nobody: kept, counted, of no effect. */
export class NobodyError extends Error {
  override readonly name = 'NobodyError';
}

/**
 * A person's number or id changed: the new one is theirs, stops travel along, grants do not. Who has the new id
 * already is the same person; who only had the new number before is somebody else, whose stops it keeps.
 */
export async function changeNumber(
  tx: Tx,
  contactId: string,
  message: InboundMessage,
  context: Context,
): Promise<void> {
  const next: Identity[] = message.system?.newIdentities ?? [];
  if (next.length === 0) return;
  const others = (await ownersOf(tx, next)).filter((one) => one.contactId !== contactId);
  const same = new Set(others.filter(({ kind }) => kind !== 'phone').map((one) => one.contactId));
  for (const other of same) await mergeContacts(tx, contactId, other, context);
  const before = others.find((one) => !same.has(one.contactId));
  if (before) await inheritStops(tx, before.contactId, contactId, context);
  await learnIdentities(tx, contactId, next, context.now);
  const left = message.system?.previousIdentities ?? [];
  await supersedeIdentities(tx, contactId, { next, left }, message.at);
  const standing = await loadStanding(tx, contactId);
  await changeConsent(
    tx,
    contactId,
    standing,
    {
      event: 'NUMBER_CHANGED',
      topics: 'all',
      at: message.at,
      source: 'system',
      actor: 'meta',
      evidence: { message: message.id },
    },
    context,
  );
  const involved = [contactId, ...same, ...(before ? [before.contactId] : [])];
  context.linked.takeBack(tx, involved);
}

/**
 * Of the phone numbers the one seen last; when a broadcast last went to them, and when anything else did. Nothing
 * is sorted: to set up sorting costs more than the rest of the statement.
 */
const personOf = prepared((db, contactId: string, numberId: string) =>
  db
    .selectFrom('contact')
    .leftJoin('conversation', 'conversation.contact_id', 'contact.id')
    .leftJoin('window', (join) =>
      join.onRef('window.contact_id', '=', 'contact.id').on('window.number_id', '=', numberId),
    )
    .where('contact.id', '=', contactId)
    .select([
      'contact.name',
      'contact.zone',
      'contact.language',
      'contact.blocked_at',
      'conversation.state',
      'conversation.release',
      'conversation.updated_at',
      'window.last_inbound_at',
    ])
    .select((nested) => [
      nested
        .selectFrom('identity')
        .select('value')
        .where('contact_id', '=', contactId)
        .where('kind', '=', 'phone')
        .where('superseded_at', 'is', null)
        .where('last_seen', '=', (same) =>
          same
            .selectFrom('identity')
            .select((select) => select.fn.max('last_seen').as('last'))
            .where('contact_id', '=', contactId)
            .where('kind', '=', 'phone')
            .where('superseded_at', 'is', null),
        )
        .limit(1)
        .as('phone'),
      nested
        .selectFrom('outbox')
        .select('attempted_at')
        .where('contact_id', '=', contactId)
        .where(sql<boolean>`purpose in ('marketing', 'permission') and attempted_at is not null`)
        .where('broadcast_id', 'is not', null)
        .orderBy('attempted_at', 'desc')
        .limit(1)
        .as('broadcast_at'),
      nested
        .selectFrom('outbox')
        .select('attempted_at')
        .where('contact_id', '=', contactId)
        .where('broadcast_id', 'is', null)
        .where('attempted_at', 'is not', null)
        .orderBy('created_at', 'desc')
        .limit(1)
        .as('answered_at'),
    ]),
);

/** @throws NobodyError when there is no such contact */
export async function loadPerson(tx: Tx, contactId: string, numberId: string): Promise<Loaded> {
  const [row] = await personOf(tx, contactId, numberId);
  if (!row) throw new NobodyError('there is no such contact');
  const knownLanguage = row.language !== null && LANGUAGE_CODE.test(row.language) ? row.language : null;
  return {
    contactId,
    numberId,
    name: row.name,
    zone: row.zone,
    knownLanguage,
    language: knownLanguage ?? 'id',
    blocked: row.blocked_at !== null,
    standing: await loadStanding(tx, contactId),
    lastInboundAt: row.last_inbound_at,
    phone: row.phone,
    state: row.state === null ? emptyConversation() : (JSON.parse(row.state) as ConversationState),
    begun:
      row.release === null || row.updated_at === null
        ? null
        : { release: row.release, updatedAt: row.updated_at },
    afterBroadcast: row.broadcast_at !== null && row.broadcast_at >= (row.answered_at ?? 0),
  };
}

/** They wrote to us: the 24 h window of this number counts from their newest message. */
export async function openWindow(tx: Tx, person: Loaded, at: number): Promise<void> {
  if (person.lastInboundAt !== null && person.lastInboundAt >= at) return;
  person.lastInboundAt = at;
  await saveWindow(tx, person.contactId, person.numberId, at);
}

const saveWindow = prepared((db, contactId: string, numberId: string, at: number) =>
  db
    .insertInto('window')
    .values({ contact_id: contactId, number_id: numberId, last_inbound_at: at })
    .onConflict((conflict) =>
      conflict.columns(['contact_id', 'number_id']).doUpdateSet({ last_inbound_at: at }),
    ),
);
