import { BLOCK_KINDS, stands } from '../consent/blocks.js';
import { changeConsent, type Environment, loadStanding } from '../consent/index.js';
import type { Tx } from '../store/index.js';
import { type Asker, askPermission } from './permission.js';

export interface LapseContext {
  now: number;
  environment: Environment;
  asker: Asker;
}

/**
 * Ends a consent and asks once whether it is still wanted, in the caller's transaction. Until they answer nothing is
 * sent about this topic. Returns whether the question is on its way; undefined when they were not subscribed.
 */
export async function lapseAndAsk(
  tx: Tx,
  contactId: string,
  topic: string,
  evidence: { reason: string; [detail: string]: unknown },
  ask: boolean,
  { now, environment, asker }: LapseContext,
): Promise<boolean | undefined> {
  const standing = await loadStanding(tx, contactId);
  const known = standing.topics.get(topic);
  if (known?.state !== 'subscribed') return undefined;
  const act = {
    event: 'LAPSE',
    topics: [topic],
    at: now,
    source: 'system',
    actor: 'system',
    evidence,
  } as const;
  await changeConsent(tx, contactId, standing, act, { now, environment });
  // Who has stopped or left in any way is not asked; who is on a break is asked when it ends.
  const blocked = BLOCK_KINDS.some((kind) => kind !== 'paused_until' && stands(standing.blocks, kind, now));
  if (!ask || blocked) return false;
  const pause = standing.blocks.get('paused_until');
  const asking = {
    contactId,
    kind: 'renew',
    reference: `${topic}#${known.version}`,
    date: known.since,
    source: { id: 'WhatsApp', en: 'WhatsApp' },
    notBefore: Math.max(now, pause?.until ?? 0),
  } as const;
  return (await askPermission(tx, topic, asking, asker, now)) !== undefined;
}
