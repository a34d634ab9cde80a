import { announce, eachOf, inserting, prepared, type Tx } from '../store/index.js';
import type { ConsentAct, ConsentChange } from './act.js';
import type { Block, BlockKind, ContactEvent } from './blocks.js';
import type { Environment } from './evidence.js';
import { appendAllToLedger } from './ledger.js';
import type { ConsentState } from './machine.js';
import { registerAct } from './rights-requests.js';
import {
  contactEvent,
  isTopicEvent,
  nowhere,
  type Standing,
  stepBlocks,
  stepTopic,
  type TopicEventName,
  type TopicStanding,
} from './standing.js';
import { wordingOf } from './wording.js';

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

interface Context {
  now: number;
  environment: Environment;
}

/**
 * The one way to change consent. Runs the machine for each topic, writes the states, the blocks and the
 * ledger in the caller's transaction, and leaves a record even where the act has no effect; where it has one, whoever
 * listens hears of it.
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
  if (changes.some(({ effect }) => effect)) announce(tx, { type: 'consent', contactId });
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

/** Stores where a topic stands. For consent's own parts: the ledger is theirs to write beside it. */
export async function writeTopic(
  tx: Tx,
  contactId: string,
  topic: string,
  row: TopicStanding,
): Promise<void> {
  await writeTopics(tx, [{ contactId, topic, row }]);
}

/** The same for many; `importId`: the list that they come from. */
export async function writeTopics(
  tx: Tx,
  topics: readonly { contactId: string; topic: string; row: TopicStanding }[],
  importId: string | null = null,
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
      import_id: importId,
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
  'import_id',
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

async function changeBlocks(
  tx: Tx,
  contactId: string,
  standing: Standing,
  event: ContactEvent,
  now: number,
): Promise<ConsentChange> {
  const { change, did } = stepBlocks(standing, event, now);
  if (did?.set) await writeBlock(tx, contactId, did.set.kind, did.set.block);
  for (const kind of did?.lift ?? []) {
    await tx.deleteFrom('block').where('contact_id', '=', contactId).where('kind', '=', kind).execute();
  }
  return change;
}
