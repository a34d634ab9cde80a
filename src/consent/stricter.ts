import type { ConsentChange } from './act.js';
import type { Block, BlockKind, Blocks } from './blocks.js';
import type { ConsentState } from './machine.js';
import { blocksThatStand, type Standing, type TopicStanding } from './standing.js';

/** How little a state allows; on linking two contacts the stricter one wins. `unknown` says nothing at all. */
const STRICTNESS: Record<ConsentState, number> = {
  unknown: 0,
  subscribed: 1,
  pending: 2,
  lapsed: 3,
  declined: 4,
  unsubscribed: 5,
};

/**
 * Where the topic stands for the two together; pure. The stricter wins, of two alike the one entered later;
 * a withdrawal of everything, of either, binds what the other had.
 */
function stricterTopic(
  ours: TopicStanding | undefined,
  theirs: TopicStanding | undefined,
  blocks: Blocks,
): TopicStanding | undefined {
  const row = stricterOf(ours, theirs);
  const stop = blocks.get('withdrawn_all');
  if (!row || !stop || row.state === 'unsubscribed') return row;
  const since = Math.max(row.since, stop.since);
  return { ...row, state: 'unsubscribed', before: null, since, expiresAt: null };
}

function stricterOf(ours: TopicStanding | undefined, theirs: TopicStanding | undefined) {
  if (!ours || !theirs) return ours ?? theirs;
  const more = STRICTNESS[theirs.state] - STRICTNESS[ours.state];
  const [row, other] =
    more > 0 || (more === 0 && theirs.since > ours.since) ? [theirs, ours] : [ours, theirs];
  const floor = [row, other].map(floorOf).toSorted((a, b) => STRICTNESS[b] - STRICTNESS[a])[0] ?? 'unknown';
  if (row.state === 'pending') {
    const before = STRICTNESS[floor] > STRICTNESS.pending ? floor : row.before;
    const asked = Math.max(row.asked, other.state === 'pending' ? other.asked : 0);
    return before === row.before && asked === row.asked ? row : { ...row, before, asked };
  }
  // The no of the one also answers what the other was asked before it, and what lay behind its question.
  const since = Math.max(row.since, other.since);
  const state = STRICTNESS[floor] > STRICTNESS[row.state] ? floor : row.state;
  return since === row.since && state === row.state ? row : { ...row, state, since };
}

/** Where a topic falls back to when its question stays unanswered: a stop behind a question is no weaker. */
export function floorOf({ state, before }: Pick<TopicStanding, 'state' | 'before'>): ConsentState {
  return state === 'pending' ? (before ?? 'unknown') : state;
}

/** Every block stays, for as long as the longer one does. */
function stricterBlock(ours: Block | undefined, theirs: Block): Block {
  if (!ours) return theirs;
  const until = ours.until === null || theirs.until === null ? null : Math.max(ours.until, theirs.until);
  return { since: Math.max(ours.since, theirs.since), until };
}

/**
 * Of two contacts that are one person: where the survivor stands then, which `kept` becomes; pure but for that.
 * Returns what has changed for it, the blocks of the whole contact last.
 */
export function mergeStandings(
  kept: Standing,
  given: Standing,
  now: number,
): { changes: ConsentChange[]; topics: Map<string, TopicStanding>; blocks: Map<BlockKind, Block> } {
  const from = blocksThatStand(kept, now);
  const blocks = new Map<BlockKind, Block>();
  for (const [kind, theirs] of given.blocks) {
    const block = stricterBlock(kept.blocks.get(kind), theirs);
    kept.blocks.set(kind, block);
    blocks.set(kind, block);
  }
  const changes: ConsentChange[] = [];
  const topics = new Map<string, TopicStanding>();
  for (const topic of new Set([...kept.topics.keys(), ...given.topics.keys()])) {
    const ours = kept.topics.get(topic);
    const theirs = given.topics.get(topic);
    const row = stricterTopic(ours, theirs, kept.blocks);
    if (!row || row === ours) continue;
    const moved = { ...row, version: Math.max(ours?.version ?? 0, theirs?.version ?? 0) + 1 };
    kept.topics.set(topic, moved);
    topics.set(topic, moved);
    changes.push({ topic, from: ours?.state ?? 'unknown', to: row.state, effect: true });
  }
  changes.push({ topic: null, from, to: blocksThatStand(kept, now), effect: true });
  return { changes, topics, blocks };
}
