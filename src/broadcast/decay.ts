import { type DecayRules, decayed, type Signs } from '../consent/decay.js';
import { listTopics } from '../consent/topics.js';
import { readSetting, type Store, writeSetting } from '../store/index.js';
import { type LapseContext, lapseAndAsk } from './lapses.js';
import { signsOf } from './signs.js';

export interface DecayOptions extends Omit<LapseContext, 'now'> {
  store: Store;
  now: () => number;
  rules: DecayRules;
}

/** How far the present round is; `ended` null while it runs. Kept under this name among the settings. */
interface Round {
  began: number;
  topic: string;
  cursor: string;
  lapsed: number;
  asked: number;
  ended: number | null;
}

const NAME = 'decay';
const DAY = 24 * 60 * 60 * 1000;
/** Subscribers in a page: a handful of statements of a few ms. */
const PAGE = 50;
/** A run does no more than this, ms; the next one goes on. */
const SLICE = 500;
/** Reads and replies are only known while webhooks come in; and Meta's clock tells whether ours is right. */
const TRUSTED = 3 * DAY;

/**
 * Looks once a day at every subscriber, a slice at a time, and ends the consents that nobody uses any more.
 * A crash or a restart goes on behind the last slice. Does nothing while webhooks are silent or the clock is off.
 */
export async function decayConsents(options: DecayOptions): Promise<void> {
  const { store, rules } = options;
  if (rules.unread === null && rules.silence === null) return;
  const now = options.now();
  const round = await presentRound(store, now);
  if (!round || !(await isTrusted(options, now))) return;
  const until = performance.now() + SLICE;
  while (round.ended === null && performance.now() < until) {
    await page(options, round);
    await new Promise((next) => setImmediate(next));
  }
  await store.write(async (tx) => {
    await writeSetting(tx, NAME, JSON.stringify(round));
    if (round.ended === null || round.lapsed === 0) return;
    const detail = JSON.stringify({ message: 'decay', lapsed: round.lapsed, asked: round.asked });
    await tx.insertInto('account_event').values({ at: now, kind: 'NOTICE', detail }).execute();
  });
}

/** The round that runs, or a new one when the last began a day ago; undefined: it is not time yet. */
async function presentRound(store: Store, now: number): Promise<Round | undefined> {
  const saved = await readSetting(store.read, NAME);
  const last = saved === undefined ? undefined : (JSON.parse(saved) as Round);
  if (last?.ended === null) return last;
  // A clock that was ahead does not put the next round off.
  if (last && Math.abs(now - last.began) < DAY) return undefined;
  return { began: now, topic: '', cursor: '', lapsed: 0, asked: 0, ended: null };
}

async function isTrusted({ store, environment }: DecayOptions, now: number): Promise<boolean> {
  if (environment === 'sandbox') return true;
  const newest = await store.read
    .selectFrom('event')
    .select('at')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest !== undefined && Math.abs(now - newest.at) < TRUSTED;
}

async function page(options: DecayOptions, round: Round): Promise<void> {
  const { store, rules } = options;
  const now = options.now();
  const topics = (await listTopics(store.read)).map(({ id }) => id).sort();
  const topic = topics.find((id) => id >= round.topic);
  if (topic === undefined) {
    round.ended = now;
    return;
  }
  if (topic !== round.topic) Object.assign(round, { topic, cursor: '' });
  const rows = await store.read
    .selectFrom('consent')
    .select(['contact_id', 'since'])
    .where('topic', '=', topic)
    .where('state', '=', 'subscribed')
    .where('contact_id', '>', round.cursor)
    .orderBy('contact_id')
    .limit(PAGE)
    .execute();
  const people = rows.map((row) => ({ contactId: row.contact_id, since: Math.min(row.since, now) }));
  const last = people.at(-1);
  if (!last) {
    // Behind every other topic that begins with this one's name.
    round.topic = `${topic}!`;
    return;
  }
  const signs = await signsOf(store.read, topic, people);
  const due = people.filter(({ contactId }) => isDue(signs.get(contactId), rules, now));
  if (due.length > 0) await lapse(options, round, topic, due, now);
  round.cursor = last.contactId;
}

const isDue = (signs: Signs | undefined, rules: DecayRules, now: number) =>
  signs !== undefined && decayed(signs, rules, now) !== undefined;

/** Looks again inside the transaction: they may have read or replied in the last moment. */
async function lapse(
  { store, rules, environment, asker }: DecayOptions,
  round: Round,
  topic: string,
  due: readonly { contactId: string; since: number }[],
  now: number,
): Promise<void> {
  const done = await store.write(async (tx) => {
    const signs = await signsOf(tx, topic, due);
    const counts = { lapsed: 0, asked: 0 };
    for (const { contactId } of due) {
      const theirs = signs.get(contactId);
      const reason = theirs && decayed(theirs, rules, now);
      if (!reason) continue;
      const evidence = { reason, unread: theirs.unread, lastSign: new Date(theirs.lastSign).toISOString() };
      const context = { now, environment, asker };
      const asked = await lapseAndAsk(tx, contactId, topic, evidence, rules.action === 'ask', context);
      counts.lapsed += Number(asked !== undefined);
      counts.asked += Number(asked === true);
    }
    return counts;
  });
  round.lapsed += done.lapsed;
  round.asked += done.asked;
}
