import { type FaqEntry, FIQH } from './entry.js';
import { MESSAGES, type Message } from './faults.js';
import { daysAfter } from './valid.js';

/** So long before an answer ends staff are told, days. */
const NOTICE = 14;

interface Care {
  level: 'error' | 'warning';
  path: (string | number)[];
  message: Message;
}

/**
 * What an entry needs of its keepers on a day (`2026-12-31`): an end that is near, a review that is overdue, an
 * adviser who is missing, follow-ups that lead nowhere. `ids`: of all entries.
 */
export function careFor(entry: FaqEntry, ids: ReadonlySet<string>, day: string): Care[] {
  const { id, validFrom, validUntil, reviewBy, owner } = entry;
  const name = `"${id}"`;
  const found: Care[] = [];
  const warn = (path: Care['path'], message: Message) => found.push({ level: 'warning', path, message });
  if (validFrom !== undefined && validUntil !== undefined && validUntil < validFrom)
    found.push({ level: 'error', path: ['validUntil'], message: MESSAGES.endsFirst(name) });
  else if (validUntil !== undefined && validUntil < day)
    warn(['validUntil'], MESSAGES.ended(name, validUntil));
  else if (validUntil !== undefined && validUntil < daysAfter(day, NOTICE))
    warn(['validUntil'], MESSAGES.endsSoon(name, validUntil));
  if (reviewBy !== undefined && reviewBy < day) warn(['reviewBy'], MESSAGES.reviewDue(name, reviewBy, owner));
  if (entry.category === FIQH && entry.adviser === undefined) warn(['category'], MESSAGES.noAdviser(name));
  entry.followUps?.forEach((other, at) => {
    if (other !== id && ids.has(other)) return;
    found.push({ level: 'error', path: ['followUps', at], message: MESSAGES.noFollowUp(name, other) });
  });
  return found;
}
