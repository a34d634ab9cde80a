import { eachOf, inserting, prepared, type Tx } from '../store/index.js';
import type { ConsentAct, ConsentChange } from './act.js';
import { BLOCK_KINDS, type Block, type BlockKind, blockChange, type ContactEvent, stands } from './blocks.js';
import type { Environment } from './evidence.js';
import { appendAllToLedger } from './ledger.js';
import { type ConsentState, GRANT_LIFE, step, type TopicEvent } from './machine.js';
import { registerAct } from './rights-requests.js';
import { wordingOf } from './wording.js';

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
type TopicEventName = (typeof TOPIC_EVENTS)[number];
const isTopicEvent = (event: ConsentAct['event']): event is TopicEventName =>
  (TOPIC_EVENTS as readonly string[]).includes(event);

const consentsOf = prepared((db, contacts: string) =>
  db.selectFrom('consent').selectAll().where('contact_id', 'in', eachOf(contacts)),
);
const blocksOf = prepared((db, contacts: string) =>
  db.selectFrom('block').selectAll().where('contact_id', 'in', eachOf(contacts)),
);

export async function loadStanding(tx: Pick<Tx, 'executeQuery'>, contactId: string): Promise<Standing> {
  return (await loadStandings(tx, [contactId])).get(contactId) ?? nowhere();
}

/** Where each of these contacts stands. */
export async function loadStandings(
  tx: Pick<Tx, 'executeQuery'>,
  contactIds: readonly string[],
): Promise<Map<string, Standing>> {
  const contacts = JSON.stringify(contactIds);
  const standings = new Map(contactIds.map((id) => [id, nowhere()]));
  for (const row of await consentsOf(tx, contacts)) {
    standings.get(row.contact_id)?.topics.set(row.topic, {
      state: row.state as ConsentState,
      before: row.before as ConsentState | null,
      since: row.since,
      version: row.version,
      asked: row.asked,
      expiresAt: row.expires_at,
      environment: row.environment as Environment,
      evidence: row.evidence,
      topicVersion: row.topic_version,
    });
  }
  for (const row of await blocksOf(tx, contacts)) {
    standings.get(row.contact_id)?.blocks.set(row.kind as BlockKind, { since: row.since, until: row.until });
  }
  return standings;
}

/** Where somebody stands of whom nothing is recorded. */
export const nowhere = (): Standing => ({ topics: new Map(), blocks: new Map() });

interface Context {
  now: number;
  environment: Environment;
}

/**
 * The one way to change consent. Runs the machine for each topic, writes the states, the blocks and the
 * ledger in the caller's transaction, and leaves a record even where the act has no effect.
 * A WITHDRAW of `all` stops every topic there is, and by its block those that do not exist yet.
 */
export async function changeConsent(
  tx: Tx,
  contactId: string,
  standing: Standing,
  act: ConsentAct,
  context: Context,
): Promise<ConsentChange[]> {
  const changes: ConsentChange[] = [];
  const wordings = new Map<ConsentChange, string | undefined>();
  if (isTopicEvent(act.event)) {
    for (const topic of await topicsOf(tx, standing, act)) {
      const wording = await wordingOf(tx, contactId, topic, act, standing.topics.get(topic), context.now);
      const worded = { ...act, ...(wording !== undefined && { wording }) };
      const change = await changeTopic(tx, contactId, standing, topic, worded, act.event, context);
      wordings.set(change, wording);
      changes.push(change);
    }
  }
  const ofContact = contactEvent(act, changes, context.now);
  if (ofContact) {
    if (ofContact.type === 'CONFIRM') await keepStopped(tx, contactId, standing, act, context);
    const block = await changeBlocks(tx, contactId, standing, ofContact, context.now);
    if (act.event !== 'CONFIRM' || block.effect) changes.push(block);
  }
  await appendAllToLedger(
    tx,
    changes.map((change) => {
      const wording = wordings.get(change);
      return { contactId, act: wording === undefined ? act : { ...act, wording }, change };
    }),
    context,
  );
  await registerAct(tx, contactId, act, changes, context.now);
  return changes;
}

/** A yes to one topic lifts the withdrawal of everything; the topics that came since stay withdrawn. */
async function keepStopped(
  tx: Tx,
  contactId: string,
  standing: Standing,
  act: ConsentAct,
  context: Context,
): Promise<void> {
  const stop = standing.blocks.get('withdrawn_all');
  if (!stop) return;
  const topics = (await existingTopics(tx)).filter((topic) => !standing.topics.has(topic));
  const { message } = act.evidence;
  const evidence = { carried: 'withdrawn_all', ...(message !== undefined && { message }) };
  const carried = { event: 'WITHDRAW', topics, at: stop.since, source: 'system', actor: 'system' } as const;
  await changeConsent(tx, contactId, standing, { ...carried, evidence }, context);
}

async function topicsOf(tx: Tx, standing: Standing, act: ConsentAct): Promise<Iterable<string>> {
  if (act.topics !== 'all') return new Set(act.topics);
  if (act.event !== 'WITHDRAW') return [...standing.topics.keys()];
  return new Set([...standing.topics.keys(), ...(await existingTopics(tx))]);
}

async function existingTopics(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('topic').select('id').orderBy('position').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

function contactEvent(act: ConsentAct, changes: ConsentChange[], now: number): ContactEvent | null {
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

async function changeTopic(
  tx: Tx,
  contactId: string,
  standing: Standing,
  topic: string,
  act: ConsentAct,
  event: TopicEventName,
  context: Context,
): Promise<ConsentChange> {
  const { change, row } = stepTopic(standing, topic, act, event, context);
  if (row) await writeTopic(tx, contactId, topic, row);
  return change;
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

/** Stores where a topic stands. For consent's own parts: the ledger is theirs to write beside it. */
export async function writeTopic(
  tx: Tx,
  contactId: string,
  topic: string,
  row: TopicStanding,
): Promise<void> {
  await writeTopics(tx, [{ contactId, topic, row }]);
}

/** The same for many. */
export async function writeTopics(
  tx: Tx,
  topics: readonly { contactId: string; topic: string; row: TopicStanding }[],
): Promise<void> {
  const newest = topics.some(({ row }) => row.topicVersion === null) ? await versionsOf(tx) : [];
  const versions = new Map(newest.map(({ id, version }) => [id, version]));
  await upsertConsents(
    tx,
    topics.map(({ contactId, topic, row: { expiresAt, topicVersion, ...row } }) => ({
      contact_id: contactId,
      topic,
      expires_at: expiresAt,
      topic_version: topicVersion ?? versions.get(topic) ?? null,
      ...row,
    })),
  );
}

const versionsOf = prepared((db) => db.selectFrom('topic').select(['id', 'version']));

const CONSENT_VALUES = [
  'state',
  'before',
  'since',
  'version',
  'expires_at',
  'asked',
  'environment',
  'evidence',
  'topic_version',
] as const;
const upsertConsents = inserting('consent', ['contact_id', 'topic', ...CONSENT_VALUES], (insert) =>
  insert.onConflict((conflict) =>
    conflict.columns(['contact_id', 'topic']).doUpdateSet((row) => ({
      ...Object.fromEntries(CONSENT_VALUES.map((name) => [name, row.ref(`excluded.${name}`)])),
      // Why nobody asked belongs to the request before.
      not_asked: null,
    })),
  ),
);

/** Stores a block of a contact; as `writeTopic`. */
export async function writeBlock(tx: Tx, contactId: string, kind: BlockKind, block: Block): Promise<void> {
  await tx
    .insertInto('block')
    .values({ contact_id: contactId, kind, ...block })
    .onConflict((conflict) => conflict.columns(['contact_id', 'kind']).doUpdateSet({ ...block }))
    .execute();
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

async function changeBlocks(
  tx: Tx,
  contactId: string,
  standing: Standing,
  event: ContactEvent,
  now: number,
): Promise<ConsentChange> {
  const change = blockChange(standing.blocks, event);
  const from = blocksThatStand(standing, now);
  if (change?.set) {
    const { kind, block } = change.set;
    standing.blocks.set(kind, block);
    await writeBlock(tx, contactId, kind, block);
  }
  for (const kind of change?.lift ?? []) {
    standing.blocks.delete(kind);
    await tx.deleteFrom('block').where('contact_id', '=', contactId).where('kind', '=', kind).execute();
  }
  return { topic: null, from, to: blocksThatStand(standing, now), effect: change !== null };
}

/** How the ledger writes down the state of a whole contact: the blocks that stand, in a fixed order. */
export function blocksThatStand({ blocks }: Pick<Standing, 'blocks'>, now: number): string | null {
  return BLOCK_KINDS.filter((kind) => stands(blocks, kind, now)).join(' ') || null;
}
