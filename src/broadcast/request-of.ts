import type { Actor, Evidence, Source } from '../consent/evidence.js';
import { sourceInWords } from '../consent/in-words.js';
import { sourceOf } from '../consent/origin.js';
import type { OutsideRequest } from './ask-once.js';

/** What an integrator calls their form stands in the message; a whole paragraph does not. */
const SOURCE_LENGTH = 60;

/** What the message that asks for a yes says of a request, from its record. */
export function requestOf(record: {
  at: number;
  source: Source;
  actor: Actor;
  evidence: Evidence;
}): Pick<OutsideRequest, 'reference' | 'date' | 'source'> {
  const { source, evidence } = record;
  const { at: date, name } = sourceOf({ ...record, event: 'REQUEST', evidence: JSON.stringify(evidence) });
  const called = name !== null && name.length <= SOURCE_LENGTH && !name.includes('\n') ? name : null;
  const words = (language: 'id' | 'en') => called ?? sourceInWords(source, language);
  return { reference: referenceOf(evidence), date, source: { id: words('id'), en: words('en') } };
}

/** Names the proof; what a note says stays in the ledger. */
function referenceOf({ reference, scan, source: _, ...rest }: Evidence): string | null {
  if (typeof reference === 'string' && reference !== '') return reference;
  if (typeof scan === 'string') return scan;
  return Object.keys(rest).length > 0 ? 'ledger' : null;
}
