import { hash } from 'node:crypto';
import { arrayOf, isObject, type Loose, objectOf, textOf } from './loose.js';

/**
 * Deduplication keys (reference: webhook handling check list, 2), the same for every redelivery.
 * They are digests, because a wamid encodes the phone number and the keys outlive the message.
 */
function digest(kind: string, ...parts: (string | undefined)[]): string {
  return `${kind}:${hash('sha256', parts.join('\n'), 'base64url')}`;
}

export interface Place {
  field: string;
  wabaId: string;
  numberId?: string;
  /** `entry[].time`, where present. */
  time?: unknown;
}

/** By number and message id. A message without an id is known by its content. */
export function messageKey(place: Place, item: Loose, standby: boolean): string {
  const id = textOf(item.id);
  if (id === undefined) return contentKey('message', place, item);
  // The same message on `standby` and on `messages` counts as two: only the second may be answered.
  return digest('message', place.numberId ?? place.wabaId, standby ? 'standby' : '', id);
}

/** By message id and status; a failure also by its codes, so that a later 131050 is never taken for a repeat. */
export function statusKey(place: Place, item: Loose): string {
  const id = textOf(item.id);
  if (id === undefined) return contentKey('status', place, item);
  const codes = arrayOf(item.errors).map((error) => textOf(objectOf(error).code) ?? '?');
  return digest('status', place.numberId ?? place.wabaId, id, textOf(item.status), ...codes);
}

/** By person, category, value and time. */
export function preferenceKey(place: Place, item: Loose): string {
  const person = textOf(item.user_id) ?? textOf(item.wa_id) ?? textOf(item.parent_user_id);
  if (person === undefined) return contentKey('preference', place, item);
  const what = [item.category, item.value, item.signup_id, item.timestamp];
  return digest('preference', place.wabaId, person, ...what.map(textOf));
}

/** By the content and the time of the entry, for everything that carries no id of its own. */
export function contentKey(kind: string, place: Place, content: unknown): string {
  return digest(
    kind,
    place.wabaId,
    place.numberId,
    place.field,
    textOf(place.time),
    JSON.stringify(ordered(content)) ?? '',
  );
}

/** The value with the keys of every object in order: a redelivery need not keep Meta's. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  return Object.keys(value)
    .sort()
    .map((key) => [key, ordered(value[key])]);
}
