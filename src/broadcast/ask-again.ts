import { findTopic } from '../consent/topics.js';
import { readSetting, readSettingsUnder, type Store, writeSetting } from '../store/index.js';
import { type LapseContext, lapseAndAsk } from './lapses.js';
import { askingTemplates } from './permission.js';

/** Asking the subscribers of older versions of a topic anew. Times in ms. */
export interface AskAgain {
  topic: string;
  /** Who agreed to an older one is asked. */
  version: number;
  /** Who wanted it. */
  actor: string;
  beganAt: number;
  endedAt: number | null;
  asked: number;
  cursor: string;
}

const PREFIX = 'ask-again:';
const PAGE = 50;
/** A run does no more than this, ms. */
const SLICE = 500;

/**
 * Begins to ask everybody who agreed to an older version; those who agreed to the present one are left alone.
 * Undefined: the topic has no approved template that could ask.
 */
export async function beginAskAgain(
  store: Store,
  topicId: string,
  actor: string,
  now: number,
): Promise<AskAgain | undefined> {
  return store.write(async (tx) => {
    const topic = await findTopic(tx, topicId);
    if (!topic || (await askingTemplates(tx, topic, 'renew')).length === 0) return undefined;
    const known = await readAskAgain(tx, topicId);
    // Asked twice, it goes on as it is.
    if (known?.endedAt === null && known.version === topic.version) return known;
    const { version } = topic;
    const work: AskAgain = {
      topic: topicId,
      version,
      actor,
      beganAt: now,
      endedAt: null,
      asked: 0,
      cursor: '',
    };
    await writeSetting(tx, PREFIX + topicId, JSON.stringify(work));
    return work;
  });
}

export async function readAskAgain(
  read: Parameters<typeof readSetting>[0],
  topic: string,
): Promise<AskAgain | undefined> {
  const value = await readSetting(read, PREFIX + topic);
  return value === undefined ? undefined : (JSON.parse(value) as AskAgain);
}

export interface AskAgainOptions extends Omit<LapseContext, 'now'> {
  store: Store;
  now: () => number;
}

/** Goes on with what staff have begun, a slice at a time, behind the last page also after a crash. */
export async function askAgain(options: AskAgainOptions): Promise<void> {
  const { store } = options;
  const until = performance.now() + SLICE;
  for (const value of await readSettingsUnder(store.read, PREFIX)) {
    let work: AskAgain | undefined = JSON.parse(value) as AskAgain;
    while (work && work.endedAt === null && performance.now() < until) {
      work = await askPage(options, work);
      await new Promise((next) => setImmediate(next));
    }
  }
}

/** One page, in the commit that notes how far it is; undefined: nobody can be asked now. */
async function askPage(options: AskAgainOptions, work: AskAgain): Promise<AskAgain | undefined> {
  const { store, environment, asker } = options;
  const now = options.now();
  return store.write(async (tx) => {
    const topic = await findTopic(tx, work.topic);
    // Without a template nobody would be asked, so nobody's consent may end.
    if (!topic || topic.archivedAt !== null || (await askingTemplates(tx, topic, 'renew')).length === 0)
      return undefined;
    const rows = await tx
      .selectFrom('consent')
      .select(['contact_id', 'topic_version'])
      .where('topic', '=', work.topic)
      .where('state', '=', 'subscribed')
      .where('contact_id', '>', work.cursor)
      .orderBy('contact_id')
      .limit(PAGE)
      .execute();
    let { asked } = work;
    for (const { contact_id: contactId, topic_version: version } of rows) {
      if ((version ?? 1) >= work.version) continue;
      const evidence = { reason: 'terms_changed', from: version ?? 1, to: work.version };
      const sent = await lapseAndAsk(tx, contactId, work.topic, evidence, true, { now, environment, asker });
      asked += Number(sent === true);
    }
    const cursor = rows.at(-1)?.contact_id ?? work.cursor;
    const next = { ...work, asked, cursor, endedAt: rows.length < PAGE ? now : null };
    await writeSetting(tx, PREFIX + work.topic, JSON.stringify(next));
    return next;
  });
}
