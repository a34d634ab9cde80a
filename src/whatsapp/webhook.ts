import type { Identity } from './identity.js';
import { JsonError, parseJson } from './json.js';
import { isObject, type Loose, textOf } from './loose.js';
import { messagePeople, preferencePeople, statusPeople, updatePeople } from './webhook-identities.js';
import { contentKey, messageKey, type Place, preferenceKey, statusKey } from './webhook-key.js';
import { timeOf } from './webhook-time.js';

/** One thing that happened, taken out of a webhook's body. */
export interface WebhookItem {
  /** Deduplication key, the same for every redelivery; a digest, without personal data. */
  key: string;
  kind: 'message' | 'status' | 'preference' | 'account' | 'template' | 'number' | 'error' | 'unknown';
  /** `changes[].field` as received; '' when there was none. */
  field: string;
  /** `entry[].id`; '' when there was none. */
  wabaId: string;
  /** `metadata.phone_number_id`. */
  numberId?: string;
  /** Milliseconds since the epoch of the event's own time stamp; `receivedAt` if it has none or nonsense. */
  at: number;
  /**
   * Every name of the person that the item carries; [] for things of the account.
   * Of a changed number or id only the earlier names stand here (the new ones: `readMessage().system`).
   */
  identities: Identity[];
  /** Not ours to answer: it came by `standby` or another field than `messages`. Its opt-outs count all the same. */
  standby: boolean;
  /** `{ metadata?, contact?, item }` for elements of arrays inside the value, else the value; unknown keys included. */
  payload: unknown;
}

/** The payload of an item that stood in an array. */
export interface ElementPayload {
  metadata?: Loose;
  contact?: Loose;
  item: unknown;
}

/** The body is not a webhook of WhatsApp. `reason` holds nothing of the body and may be shown to the caller. */
export class NotMetaError extends Error {
  override name = 'NotMetaError';
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Parses the raw body of a webhook; integers beyond 2^53 stay exact, as strings.
 * @throws NotMetaError when it is not JSON or nests too deeply.
 */
export function parseWebhook(raw: Buffer): unknown {
  try {
    return parseJson(raw);
  } catch (error) {
    throw new NotMetaError(error instanceof JsonError ? `body ${error.message}` : 'body unreadable');
  }
}

/**
 * Takes a webhook apart (Meta docs: webhooks/overview). Nothing is refused for being new: what is not
 * understood becomes an item of kind `unknown` that holds it whole, beside its siblings.
 * Checks the envelope by hand and reads the rest later, because every request passes here.
 * @param receivedAt milliseconds since the epoch
 * @throws NotMetaError when the body has not the form of a WhatsApp webhook.
 */
export function readWebhook(body: unknown, receivedAt: number): { items: WebhookItem[] } {
  if (!isObject(body)) throw new NotMetaError('body is not an object');
  if (body.object !== 'whatsapp_business_account')
    throw new NotMetaError('object is not whatsapp_business_account');
  const entries = body.entry;
  if (!Array.isArray(entries)) throw new NotMetaError('entry is not a list');
  const items: WebhookItem[] = [];
  for (const entry of entries) readEntry(entry, receivedAt, items);
  return { items };
}

function readEntry(entry: unknown, receivedAt: number, items: WebhookItem[]): void {
  const wabaId = isObject(entry) ? (textOf(entry.id) ?? '') : '';
  const time = isObject(entry) ? entry.time : undefined;
  const changes = isObject(entry) ? entry.changes : undefined;
  if (!Array.isArray(changes)) {
    items.push(whole('unknown', { field: '', wabaId, time }, entry, receivedAt));
    return;
  }
  for (const change of changes) {
    const field = isObject(change) ? (textOf(change.field) ?? '') : '';
    const value = isObject(change) ? change.value : undefined;
    if (isObject(value)) readValue({ field, wabaId, time }, value, receivedAt, items);
    else items.push(whole('unknown', { field, wabaId, time }, change, receivedAt));
  }
}

/** The arrays of a value whose elements are things of their own, whatever the field is called. */
const ARRAYS = ['messages', 'statuses', 'user_preferences', 'errors', 'user_id_update'] as const;
type ArrayName = (typeof ARRAYS)[number];
const BESIDE: ReadonlySet<string> = new Set(['messaging_product', 'metadata', 'contacts', ...ARRAYS]);

function readValue(place: Place, value: Loose, receivedAt: number, items: WebhookItem[]): void {
  const metadata = isObject(value.metadata) ? value.metadata : undefined;
  const numberId = metadata && textOf(metadata.phone_number_id);
  const here: Place = numberId === undefined ? place : { ...place, numberId };
  let elements = 0;
  let lists = 0;
  for (const name of ARRAYS) {
    const list = value[name];
    if (!Array.isArray(list)) continue;
    lists += 1;
    elements += list.length;
  }
  // An object without such arrays is one event, to be told by its field and its keys.
  if (lists === 0) {
    items.push(whole(kindOf(place.field, value), here, value, receivedAt));
    return;
  }
  const contacts = Array.isArray(value.contacts) ? value.contacts : [];
  const around: Surroundings = { place: here, metadata, contacts, alone: elements === 1, receivedAt };
  for (const name of ARRAYS) {
    const list = value[name];
    if (Array.isArray(list)) for (const element of list) items.push(readElement(name, element, around));
  }
  const rest = remainder(value);
  if (rest) items.push(unknownElement(rest, around));
}

/** What stands beside the arrays we know, or in their place but is no array. */
function remainder(value: Loose): Loose | undefined {
  let rest: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    if (BESIDE.has(key) && (key === 'messaging_product' || key === 'metadata' || Array.isArray(value[key])))
      continue;
    rest ??= Object.create(null) as Record<string, unknown>;
    rest[key] = value[key];
  }
  return rest && { ...rest };
}

interface Surroundings {
  place: Place;
  metadata: Loose | undefined;
  contacts: readonly unknown[];
  /** The value holds exactly one element, so that a single contact can only be its own. */
  alone: boolean;
  receivedAt: number;
}

function readElement(name: ArrayName, element: unknown, around: Surroundings): WebhookItem {
  if (!isObject(element)) return unknownElement(element, around);
  const { place, contacts, alone } = around;
  const standby = place.field !== 'messages';
  switch (name) {
    case 'messages': {
      if (!isMessage(element) || isEcho(element, around.metadata)) return unknownElement(element, around);
      const people = messagePeople(element, contacts, alone);
      return item('message', messageKey(place, element, standby), element, people, around);
    }
    case 'statuses': {
      if (textOf(element.id) === undefined && textOf(element.status) === undefined)
        return unknownElement(element, around);
      return item(
        'status',
        statusKey(place, element),
        element,
        statusPeople(element, contacts, alone),
        around,
      );
    }
    case 'user_preferences': {
      if (textOf(element.value) === undefined) return unknownElement(element, around);
      const people = preferencePeople(element, contacts, alone);
      return item('preference', preferenceKey(place, element), element, people, around);
    }
    case 'user_id_update':
      return item('message', contentKey('message', place, element), element, updatePeople(element), around);
    case 'errors':
      return item('error', contentKey('error', place, element), element, { identities: [] }, around);
  }
}

/** Something of a message must be there: who, which, or what. */
function isMessage(element: Loose): boolean {
  return (
    textOf(element.id) !== undefined ||
    textOf(element.type) !== undefined ||
    textOf(element.from) !== undefined ||
    textOf(element.from_user_id) !== undefined
  );
}

/** What the business itself wrote is nobody's opt-out, however many times it says STOP. */
function isEcho(element: Loose, metadata: Loose | undefined): boolean {
  const from = element.from;
  const own = metadata?.display_phone_number;
  if (typeof from !== 'string' || typeof own !== 'string') return false;
  return from === own || from.replace(/\D/g, '') === own.replace(/\D/g, '');
}

function item(
  kind: WebhookItem['kind'],
  key: string,
  element: Loose,
  people: { identities: Identity[]; contact?: Loose },
  around: Surroundings,
): WebhookItem {
  const { place, metadata, receivedAt } = around;
  const payload: ElementPayload = { item: element };
  if (metadata) payload.metadata = metadata;
  if (people.contact) payload.contact = people.contact;
  return {
    key,
    kind,
    field: place.field,
    wabaId: place.wabaId,
    ...(place.numberId === undefined ? {} : { numberId: place.numberId }),
    at: timeOf(element.timestamp ?? place.time, receivedAt),
    identities: people.identities,
    standby: place.field !== 'messages' && (kind === 'message' || kind === 'status'),
    payload,
  };
}

function unknownElement(element: unknown, around: Surroundings): WebhookItem {
  const { place, metadata, receivedAt } = around;
  const payload: ElementPayload = metadata ? { metadata, item: element } : { item: element };
  return { ...whole('unknown', place, element, receivedAt), payload };
}

/** An item that is the value itself. */
function whole(kind: WebhookItem['kind'], place: Place, value: unknown, receivedAt: number): WebhookItem {
  return {
    key: contentKey(kind, place, value),
    kind,
    field: place.field,
    wabaId: place.wabaId,
    ...(place.numberId === undefined ? {} : { numberId: place.numberId }),
    at: timeOf(place.time ?? (isObject(value) ? value.timestamp : undefined), receivedAt),
    identities: [],
    standby: place.field === 'standby',
    payload: value,
  };
}

const KINDS: Readonly<Record<string, WebhookItem['kind']>> = {
  account_update: 'account',
  account_alerts: 'account',
  account_review_update: 'account',
  business_capability_update: 'account',
  message_template_status_update: 'template',
  message_template_quality_update: 'template',
  message_template_components_update: 'template',
  template_category_update: 'template',
  template_correct_category_detection: 'template',
  phone_number_quality_update: 'number',
  phone_number_name_update: 'number',
  business_username_updates: 'number',
  security: 'number',
};

/** Meta's own samples carry wrong field names, so that telling keys decide where the field says nothing. */
function kindOf(field: string, value: Loose): WebhookItem['kind'] {
  if ('message_template_name' in value || 'message_template_id' in value) return 'template';
  if ('restriction_info' in value || 'violation_info' in value || 'ban_info' in value) return 'account';
  return Object.hasOwn(KINDS, field) ? (KINDS[field] ?? 'unknown') : 'unknown';
}
