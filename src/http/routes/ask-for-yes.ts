import { askOnce } from '../../broadcast/ask-once.js';
import type { Actor, Evidence, Source } from '../../consent/evidence.js';
import { sourceInWords } from '../../consent/in-words.js';
import { sourceOf } from '../../consent/origin.js';
import type { Tx } from '../../store/index.js';
import type { ApiDeps } from '../deps.js';

/** What an integrator calls their form stands in the message; a whole paragraph does not. */
const SOURCE_LENGTH = 60;

/** Double opt-in: requests that stand now are followed by the one message that asks for a yes, where it may be sent. */
export async function askForYes(
  { orgName, sources, numberId, now }: ApiDeps,
  tx: Tx,
  contactId: string,
  topics: readonly string[],
  { source, actor, evidence }: { source: Source; actor: Actor; evidence: Evidence },
): Promise<void> {
  const record = { event: 'REQUEST', at: now(), source, actor, evidence: JSON.stringify(evidence) };
  const { at: date, name } = sourceOf(record);
  const called = name !== null && name.length <= SOURCE_LENGTH && !name.includes('\n') ? name : null;
  const words = (language: 'id' | 'en') => called ?? sourceInWords(source, language);
  const asker = { org: orgName, timezone: sources.timezone, numberId };
  const request = {
    contactId,
    reference: referenceOf(evidence),
    date,
    source: { id: words('id'), en: words('en') },
    stranger: false,
  };
  for (const topic of topics) await askOnce(tx, { ...request, topic }, asker, now());
}

/** Names the proof; what a note says stays in the ledger. */
function referenceOf({ reference, scan, source: _, ...rest }: Evidence): string | null {
  if (typeof reference === 'string' && reference !== '') return reference;
  if (typeof scan === 'string') return scan;
  return Object.keys(rest).length > 0 ? 'ledger' : null;
}
