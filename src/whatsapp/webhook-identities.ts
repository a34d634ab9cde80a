import { addIdentity, bsuidIdentity, type Identity, parentIdentity, phoneIdentity } from './identity.js';
import { isObject, type Loose, objectOf, textOf } from './loose.js';

/** The person of an item: every name it carries, and the sibling of `contacts[]` that describes them. */
export interface People {
  identities: Identity[];
  contact?: Loose;
}

/** The author of a message. */
export function messagePeople(message: Loose, contacts: readonly unknown[], alone: boolean): People {
  const identities: Identity[] = [];
  addIdentity(identities, phoneIdentity(message.from));
  addIdentity(identities, bsuidIdentity(message.from_user_id));
  addIdentity(identities, parentIdentity(message.from_parent_user_id));
  if (isObject(message.system)) {
    const { previous, next } = systemPeople(message);
    for (const identity of previous) addIdentity(identities, identity);
    // A change that names nobody known before still has to lead somewhere.
    if (identities.length === 0) for (const identity of next) addIdentity(identities, identity);
    return { identities };
  }
  return withContact(identities, contacts, alone);
}

/** The person a message of ours went to. In groups `recipient_id` is the group, not a person. */
export function statusPeople(status: Loose, contacts: readonly unknown[], alone: boolean): People {
  const identities: Identity[] = [];
  const inGroup = status.recipient_type === 'group';
  addIdentity(identities, phoneIdentity(status[inGroup ? 'recipient_participant_id' : 'recipient_id']));
  addIdentity(identities, bsuidIdentity(status.recipient_user_id));
  addIdentity(identities, parentIdentity(status.recipient_parent_user_id));
  return withContact(identities, contacts, alone);
}

/** The person who changed what they want to hear. */
export function preferencePeople(preference: Loose, contacts: readonly unknown[], alone: boolean): People {
  return withContact(namesOf(preference), contacts, alone);
}

/** `wa_id`, `user_id`, `parent_user_id`, as contacts and preferences carry them. */
function namesOf(value: Loose): Identity[] {
  const identities: Identity[] = [];
  addIdentity(identities, phoneIdentity(value.wa_id));
  addIdentity(identities, bsuidIdentity(value.user_id));
  addIdentity(identities, parentIdentity(value.parent_user_id));
  return identities;
}

/**
 * Adds what the sibling `contacts[]` knows of the same person: the one that shares a name with the element,
 * or the only one there is. A single contact with another BSUID is somebody else.
 */
function withContact(identities: Identity[], contacts: readonly unknown[], alone: boolean): People {
  if (contacts.length === 0) return { identities };
  for (const contact of contacts) {
    if (!isObject(contact)) continue;
    const names = namesOf(contact);
    const only = alone && contacts.length === 1;
    if (only ? contradicts(identities, names) : !shares(identities, names)) continue;
    for (const name of names) addIdentity(identities, name);
    return { identities, contact };
  }
  return { identities };
}

function shares(own: readonly Identity[], names: readonly Identity[]): boolean {
  return names.some((name) => own.some((known) => known.kind === name.kind && known.value === name.value));
}

function contradicts(own: readonly Identity[], names: readonly Identity[]): boolean {
  return names.some((name) =>
    own.some((known) => name.kind === 'bsuid' && known.kind === 'bsuid' && known.value !== name.value),
  );
}

/** The names before and after a change, of a `system` message (Meta docs: webhooks/reference/messages/system). */
export interface Change {
  previous: Identity[];
  next: Identity[];
}

/** `system.body` is free text and never read. `customer` and `new_wa_id` stand in older payloads. */
export function systemPeople(message: Loose): Change {
  const system = objectOf(message.system);
  const previous: Identity[] = [];
  addIdentity(previous, phoneIdentity(message.from));
  addIdentity(previous, bsuidIdentity(message.from_user_id));
  addIdentity(previous, parentIdentity(message.from_parent_user_id));
  addIdentity(previous, phoneIdentity(system.customer));
  addIdentity(previous, bsuidIdentity(system.previous_user_id));
  addIdentity(previous, parentIdentity(system.previous_parent_user_id));
  const named = [phoneIdentity(system.new_wa_id), ...namesOf(system)];
  return { previous, next: without(named, previous) };
}

/** The same change as an event of its own, which older documents describe and some providers still forward. */
export function updateChange(update: Loose): Change {
  const user = objectOf(update.user_id);
  const parent = objectOf(update.parent_user_id);
  const previous: Identity[] = [];
  addIdentity(previous, bsuidIdentity(user.previous));
  addIdentity(previous, parentIdentity(parent.previous));
  const named = [bsuidIdentity(user.current), parentIdentity(parent.current)];
  // Whether the phone is the earlier or the later one is not said: with nothing else known it is the earlier.
  if (previous.length === 0) addIdentity(previous, phoneIdentity(textOf(update.wa_id)));
  else named.push(phoneIdentity(textOf(update.wa_id)));
  return { previous, next: without(named, previous) };
}

export function updatePeople(update: Loose): People {
  const { previous, next } = updateChange(update);
  return { identities: previous.length > 0 ? previous : next };
}

function without(named: (Identity | undefined)[], previous: readonly Identity[]): Identity[] {
  const next: Identity[] = [];
  for (const identity of named) {
    if (identity && !shares(previous, [identity])) addIdentity(next, identity);
  }
  return next;
}
