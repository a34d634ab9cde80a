import type { ConsentAct, ConsentChange } from './act.js';
import {
  BLOCK_KINDS,
  type Block,
  type BlockChange,
  type BlockKind,
  blockChange,
  type ContactEvent,
  stands,
} from './blocks.js';
import type { Environment } from './evidence.js';
import { type ConsentState, GRANT_LIFE, step, type TopicEvent } from './machine.js';

/** Where a contact stands, read inside the transaction that changes it. */
export interface Standing {
  topics: Map<string, TopicStanding>;
  blocks: Map<BlockKind, Block>;
}

export interface TopicStanding {
  state: ConsentState;
  before: ConsentState | null;
  since: number;
  version: number;
  asked: number;
  expiresAt: number | null;
  environment: Environment;
  /** JSON: the act that led here. */
  evidence: string;
  /** What of the topic they were asked about last: its version; null while it is the newest. */
  topicVersion: number | null;
}

const TOPIC_EVENTS = [
  'REQUEST',
  'CONFIRM',
  'DECLINE',
  'WITHDRAW',
  'LAPSE',
  'EXPIRE',
  'NUMBER_CHANGED',
] as const;
export type TopicEventName = (typeof TOPIC_EVENTS)[number];
export const isTopicEvent = (event: ConsentAct['event']): event is TopicEventName =>
  (TOPIC_EVENTS as readonly string[]).includes(event);

/** Where somebody stands of whom nothing is recorded. */
export const nowhere = (): Standing => ({ topics: new Map(), blocks: new Map() });

interface Context {
  now: number;
  environment: Environment;
}

/** What an act does to one topic; pure but for `standing`, which it moves on. `row` is null without effect. */
export function stepTopic(
  standing: Standing,
  topic: string,
  act: ConsentAct,
  event: TopicEventName,
  context: Context,
): { change: ConsentChange; row: TopicStanding | null } {
  const known = standing.topics.get(topic);
  const state = known?.state ?? 'unknown';
  const next = step(state, memoryOf(standing, known, context.now), topicEvent(act, event, context.now));
  const change = { topic, from: state, to: next.to, effect: next.accepted };
  if (!next.accepted) return { change, row: null };
  const row: TopicStanding = {
    state: next.to,
    before: next.before,
    since: next.since,
    version: (known?.version ?? 0) + 1,
    asked: next.to === 'pending' && state === 'pending' ? (known?.asked ?? 0) : 0,
    expiresAt: next.expiresAt,
    environment: context.environment,
    evidence: JSON.stringify({ source: act.source, actor: act.actor, at: act.at, wording: act.wording }),
    // What is asked now is the newest; the answer is to what was asked.
    topicVersion: event === 'REQUEST' ? (act.topicVersion ?? null) : (known?.topicVersion ?? null),
  };
  standing.topics.set(topic, row);
  return { change, row };
}

/** What a contact-wide event does to the blocks; pure but for `standing`, which it moves on. */
export function stepBlocks(
  standing: Standing,
  event: ContactEvent,
  now: number,
): { change: ConsentChange; did: BlockChange | null } {
  const did = blockChange(standing.blocks, event);
  const from = blocksThatStand(standing, now);
  if (did?.set) standing.blocks.set(did.set.kind, did.set.block);
  for (const kind of did?.lift ?? []) standing.blocks.delete(kind);
  return { change: { topic: null, from, to: blocksThatStand(standing, now), effect: did !== null }, did };
}

/** What an act means for the whole contact, after what it did to the topics; null: nothing. */
export function contactEvent(act: ConsentAct, changes: ConsentChange[], now: number): ContactEvent | null {
  const at = act.at;
  switch (act.event) {
    case 'WITHDRAW':
      return act.topics === 'all' ? { type: 'WITHDRAW', at } : null;
    case 'CONFIRM':
      return isYes(act, changes, now) ? { type: 'CONFIRM', at } : null;
    case 'PAUSE':
      return { type: 'PAUSE', at, until: act.until ?? at };
    case 'REQUEST':
    case 'DECLINE':
    case 'LAPSE':
    case 'EXPIRE':
    case 'NUMBER_CHANGED':
    case 'LINK':
      return null;
    default:
      return { type: act.event, at };
  }
}

/** A yes counts for the person too where it subscribed, or was said again to what they have already. */
function isYes(act: ConsentAct, changes: ConsentChange[], now: number): boolean {
  return (
    changes.some((change) => change.effect) ||
    (act.actor === 'customer' &&
      now - act.at <= GRANT_LIFE &&
      changes.some((change) => change.to === 'subscribed'))
  );
}

function memoryOf(standing: Standing, known: TopicStanding | undefined, now: number) {
  const stops = [
    standing.blocks.get('withdrawn_all')?.since,
    known?.state === 'unsubscribed' ? known.since : undefined,
  ].filter((at) => at !== undefined);
  return {
    before: known?.before ?? null,
    // Nothing was entered in the future; a clock may have been ahead.
    since: Math.min(known?.since ?? 0, now),
    stoppedAt: stops.length > 0 ? Math.max(...stops) : null,
    blocked: BLOCK_KINDS.some((kind) => stands(standing.blocks, kind, now)),
  };
}

function topicEvent(act: ConsentAct, event: TopicEventName, now: number): TopicEvent {
  const own = act.actor === 'customer';
  if (event === 'REQUEST') return { type: event, at: act.at, own };
  if (event === 'CONFIRM') return { type: event, at: act.at, own, proven: act.proven === true, now };
  return { type: event, at: act.at };
}

/** How the ledger writes down the state of a whole contact: the blocks that stand, in a fixed order. */
export function blocksThatStand({ blocks }: Pick<Standing, 'blocks'>, now: number): string | null {
  return BLOCK_KINDS.filter((kind) => stands(blocks, kind, now)).join(' ') || null;
}
