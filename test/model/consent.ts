import type { ConsentAct } from '../../src/consent/act.js';
import type { Block, BlockKind } from '../../src/consent/blocks.js';
import {
  contactEvent,
  isTopicEvent,
  type Standing,
  stepBlocks,
  stepTopic,
  type TopicStanding,
} from '../../src/consent/standing.js';
import { mergeStandings } from '../../src/consent/stricter.js';
import type { Deed } from './acts.js';
import type { Fault } from './faults.js';
import { type Contact, NOW, second } from './state.js';

const TOPIC = 'info-zakat';
const WORLD = { now: NOW, environment: 'live' } as const;

/** What the real machine works on, with what the model leaves out filled in. */
function standingOf({ topic, blocks }: Contact): Standing {
  const row: TopicStanding | null = topic && {
    ...topic,
    version: 1,
    asked: 0,
    expiresAt: null,
    environment: 'live',
    evidence: '{}',
    topicVersion: null,
  };
  return {
    topics: new Map(row ? [[TOPIC, row]] : []),
    blocks: new Map(blocks.map(([kind, since, until]): [BlockKind, Block] => [kind, { since, until }])),
  };
}

function withStanding(contact: Contact, { topics, blocks }: Standing): Contact {
  const row = topics.get(TOPIC);
  return {
    ...contact,
    topic: row ? { state: row.state, before: row.before, since: row.since } : null,
    blocks: [...blocks].map(([kind, { since, until }]) => [kind, since, until] as const).sort(),
  };
}

const done = new Map<string, Contact>();

/** The contact after a deed, by the program's own machine. */
export function act(contact: Contact, deed: Deed, faults: ReadonlySet<Fault>): Contact {
  const key = JSON.stringify([contact, deed, [...faults]]);
  const known = done.get(key);
  if (known) return known;
  let standing = standingOf(contact);
  for (const event of deed.events ?? []) standing = take(standing, event, deed, faults);
  const names = deed.says === 'erase' ? [] : contact.names;
  const made = { ...withStanding(contact, standing), names };
  done.set(key, made);
  return made;
}

function take(
  standing: Standing,
  event: ConsentAct['event'],
  deed: Deed,
  faults: ReadonlySet<Fault>,
): Standing {
  const has = (fault: Fault) => faults.has(fault);
  const isYes = event === 'REQUEST' || event === 'CONFIRM';
  if (event === 'NUMBER_CHANGED' && has('a change of number keeps the yes')) return standing;
  if (
    event === 'SUSPEND' &&
    has('a doubt after a stop is not recorded') &&
    standing.blocks.has('withdrawn_all')
  )
    return standing;
  if (isYes && has('an older yes lifts the stop')) {
    standing.blocks.delete('withdrawn_all');
    if (standing.topics.get(TOPIC)?.state === 'unsubscribed') standing.topics.delete(TOPIC);
  }
  if (isYes && has('a yes lifts the stop of WhatsApp')) standing.blocks.delete('platform_stop');
  const taken: ConsentAct = {
    event,
    topics: deed.all || event === 'SUSPEND' || event === 'CLEAR' ? 'all' : [TOPIC],
    at: second(deed.at + (isYes && has('a tie goes to the yes') ? 1 : 0)),
    source: 'text',
    actor: 'customer',
    evidence: {},
  };
  const changes =
    isTopicEvent(event) && (standing.topics.has(TOPIC) || event === 'WITHDRAW' || isYes)
      ? [stepTopic(standing, TOPIC, taken, event, WORLD).change]
      : [];
  const ofContact = contactEvent(taken, changes, NOW);
  if (ofContact) stepBlocks(standing, ofContact, NOW);
  return standing;
}

/** The first contact after Meta has shown that the second is the same person, by the program's own rule. */
export function merge(ours: Contact, theirs: Contact, faults: ReadonlySet<Fault>): Contact {
  const kept = standingOf(ours);
  if (faults.has('of two contacts the milder consent wins')) {
    if (theirs.topic?.state === 'subscribed' && theirs.blocks.length === 0) {
      return { ...ours, topic: theirs.topic, blocks: [], names: [...ours.names, ...theirs.names] };
    }
  } else mergeStandings(kept, standingOf(theirs), NOW);
  const made = withStanding(ours, kept);
  return { ...made, names: [...ours.names, ...theirs.names], toldStop: ours.toldStop || theirs.toldStop };
}

/** The platform's stop, as the answer to a message. */
export const ANSWERED_STOP: Deed = {
  words: 'the answer 131050',
  says: 'platform stop',
  at: 500,
  of: 0,
  road: 'system',
  events: ['PLATFORM_STOP'],
  all: true,
};
