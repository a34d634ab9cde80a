import type { Tx } from '../store/index.js';
import { type Block, type BlockKind, type Blocks, blockChange, type ContactEvent } from './blocks.js';
import type { ConsentAct, ConsentChange } from './act.js';
import type { Environment } from './evidence.js';
import { appendToLedger } from './ledger.js';
import { type ConsentState, step, type TopicEvent } from './machine.js';

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
}

const TOPIC_EVENTS = ['REQUEST', 'CONFIRM', 'DECLINE', 'WITHDRAW', 'LAPSE', 'EXPIRE', 'NUMBER_CHANGED'] as const;
const isTopicEvent = (event: ConsentAct['event']): event is (typeof TOPIC_EVENTS)[number] =>
  (TOPIC_EVENTS as readonly string[]).includes(event);

export async function loadStanding(tx: Pick<Tx, 'selectFrom'>, contactId: string): Promise<Standing> {
  const consents = await tx.selectFrom('consent').selectAll().where('contact_id', '=', contactId).execute();
  const blocks = await tx.selectFrom('block').selectAll().where('contact_id', '=', contactId).execute();
  return {
    topics: new Map(
      consents.map((row) => [
        row.topic,
        {
          state: row.state as ConsentState,
          before: row.before as ConsentState | null,
          since: row.since,
          version: row.version,
          asked: row.asked,
          expiresAt: row.expires_at,
          environment: row.environment as Environment,
        },
      ]),
    ),
    blocks: new Map(blocks.map((row) => [row.kind as BlockKind, { since: row.since, until: row.until }])),
  };
}

/**
 * The one way to change consent. Runs the machine for each topic, writes the states, the blocks and the
 * ledger in the caller's transaction, and leaves a record even where the act has no effect.
 * A WITHDRAW of `all` also covers topics that do not exist yet.
 */
export async function changeConsent(
  tx: Tx,
  contactId: string,
  standing: Standing,
  act: ConsentAct,
  context: { now: number; environment: Environment },
): Promise<ConsentChange[]> {
  const changes: ConsentChange[] = [];
  if (isTopicEvent(act.event)) {
    const topics = act.topics === 'all' ? [...standing.topics.keys()] : act.topics;
    for (const topic of topics) {
      changes.push(await changeTopic(tx, contactId, standing, topic, act, act.event, context));
    }
  }
  const ofContact = contactEvent(act, changes);
  if (ofContact) changes.push(await changeBlocks(tx, contactId, standing, ofContact));
  for (const change of changes) await appendToLedger(tx, contactId, act, change, context);
  return changes;
}

function contactEvent(act: ConsentAct, changes: ConsentChange[]): ContactEvent | null {
  const at = act.at;
  switch (act.event) {
    case 'WITHDRAW':
      return act.topics === 'all' ? { type: 'WITHDRAW', at } : null;
    case 'CONFIRM':
      return changes.some((change) => change.effect) ? { type: 'CONFIRM', at } : null;
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

async function changeTopic(
  tx: Tx,
  contactId: string,
  standing: Standing,
  topic: string,
  act: ConsentAct,
  event: (typeof TOPIC_EVENTS)[number],
  context: { now: number; environment: Environment },
): Promise<ConsentChange> {
  const known = standing.topics.get(topic);
  const state = known?.state ?? 'unknown';
  const next = step(state, memoryOf(standing, known), topicEvent(act, event, context.now));
  const change = { topic, from: state, to: next.to, effect: next.accepted };
  if (!next.accepted) return change;
  const row: TopicStanding = {
    state: next.to,
    before: next.before,
    since: next.since,
    version: (known?.version ?? 0) + 1,
    asked: next.to === 'pending' && state === 'pending' ? (known?.asked ?? 0) : 0,
    expiresAt: next.expiresAt,
    environment: context.environment,
  };
  standing.topics.set(topic, row);
  const evidence = JSON.stringify({ source: act.source, actor: act.actor, at: act.at, wording: act.wording });
  const values = {
    state: row.state,
    before: row.before,
    since: row.since,
    version: row.version,
    expires_at: row.expiresAt,
    asked: row.asked,
    environment: row.environment,
    evidence,
  };
  await tx
    .insertInto('consent')
    .values({ contact_id: contactId, topic, ...values })
    .onConflict((conflict) => conflict.columns(['contact_id', 'topic']).doUpdateSet(values))
    .execute();
  return change;
}

function memoryOf(standing: Standing, known: TopicStanding | undefined) {
  const stops = [
    standing.blocks.get('withdrawn_all')?.since,
    known?.state === 'unsubscribed' ? known.since : undefined,
  ].filter((at) => at !== undefined);
  return {
    before: known?.before ?? null,
    since: known?.since ?? 0,
    stoppedAt: stops.length > 0 ? Math.max(...stops) : null,
    blocked: isBlocked(standing.blocks),
  };
}

function isBlocked(blocks: Blocks): boolean {
  return ['withdrawn_all', 'suspended', 'undeliverable', 'erased'].some((kind) => blocks.has(kind as BlockKind)) ||
    blocks.get('platform_stop')?.until === null;
}

function topicEvent(act: ConsentAct, event: (typeof TOPIC_EVENTS)[number], now: number): TopicEvent {
  const own = act.actor === 'customer';
  if (event === 'REQUEST') return { type: event, at: act.at, own };
  if (event === 'CONFIRM') return { type: event, at: act.at, own, now };
  return { type: event, at: act.at };
}

async function changeBlocks(
  tx: Tx,
  contactId: string,
  standing: Standing,
  event: ContactEvent,
): Promise<ConsentChange> {
  const change = blockChange(standing.blocks, event);
  const before = [...standing.blocks.keys()].sort().join(' ');
  if (change?.set) {
    const { kind, block } = change.set;
    standing.blocks.set(kind, block);
    await tx
      .insertInto('block')
      .values({ contact_id: contactId, kind, ...block })
      .onConflict((conflict) => conflict.columns(['contact_id', 'kind']).doUpdateSet({ ...block }))
      .execute();
  }
  for (const kind of change?.lift ?? []) {
    standing.blocks.delete(kind);
    await tx.deleteFrom('block').where('contact_id', '=', contactId).where('kind', '=', kind).execute();
  }
  const after = [...standing.blocks.keys()].sort().join(' ');
  return { topic: null, from: before || null, to: after || null, effect: change !== null };
}
