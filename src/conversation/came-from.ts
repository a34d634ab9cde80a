import type { FlowTopic } from '../flows/index.js';
import type { Tx } from '../store/index.js';
import { countUse, findLink } from '../subscribe/links.js';
import type { Heard } from './heard.js';

/**
 * Looks up where somebody came from who wrote with a ref: its topic is the one that is asked about, unless their own
 * words name another, and its source goes into the evidence. A ref that is unknown or over changes nothing.
 */
export async function cameFrom(
  tx: Tx,
  heard: Heard,
  topics: readonly FlowTopic[],
  now: number,
): Promise<Heard> {
  const { reading } = heard;
  if (reading.kind !== 'wish' || reading.ref === undefined || !('understanding' in reading.event))
    return heard;
  const link = await findLink(tx, reading.ref, now);
  if (!link) return heard;
  await countUse(tx, link.ref);
  const named = reading.event.topics ?? [];
  const offered = topics.some(({ id }) => id === link.topic);
  const asked = named.length > 0 || !offered ? named : [link.topic];
  const event = { ...reading.event, ...(asked.length > 0 && { topics: asked }) };
  return { ...heard, reading: { ...reading, event }, link };
}
