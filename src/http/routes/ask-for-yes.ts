import { askOnce } from '../../broadcast/ask-once.js';
import { requestOf } from '../../broadcast/request-of.js';
import type { Actor, Evidence, Source } from '../../consent/evidence.js';
import type { Tx } from '../../store/index.js';
import type { ApiDeps } from '../deps.js';

/** Double opt-in: requests that stand now are followed by the one message that asks for a yes, where it may be sent. */
export async function askForYes(
  { orgName, sources, numberId, now }: ApiDeps,
  tx: Tx,
  contactId: string,
  topics: readonly string[],
  record: { source: Source; actor: Actor; evidence: Evidence },
): Promise<void> {
  const asker = { org: orgName, timezone: sources.timezone, numberId };
  const request = { ...requestOf({ ...record, at: now() }), contactId, stranger: false };
  for (const topic of topics) await askOnce(tx, { ...request, topic }, asker, now());
}
