import type { BroadcastEvent } from '../../src/broadcast/machine.js';
import type { ConsentAct } from '../../src/consent/act.js';

/** What an act says, for the judge that knows nothing of the program: see `oracle.ts`. */
export type Says =
  | 'stop'
  | 'platform stop'
  | 'doubt'
  | 'yes'
  | 'resume'
  | 'clear'
  | 'erase'
  | 'moved'
  | 'nothing';

/** Something that happens to the program from outside. `at`: the second of the story in which it was said. */
export interface Deed {
  words: string;
  says: Says;
  at: number;
  /** The contact whose name it came under, as things stand at the beginning. */
  of: number;
  /**
   * `webhook`: stored with its hold, 200, and a turn of its own. `call`: durable, then permits, then the answer (API,
   * agent, link, erasure). `system`: our own doing, permits taken back with the commit. `link`: Meta shows that
   * the second contact is the first. `broadcast`: staff.
   */
  road: 'webhook' | 'call' | 'system' | 'link' | 'broadcast';
  /** A possible stop stands in it. */
  holds?: boolean;
  events?: readonly ConsentAct['event'][];
  all?: boolean;
  move?: BroadcastEvent['type'];
}

const nobody = { says: 'nothing', at: 7, of: 0 } as const;
const chat = { road: 'webhook', of: 0, holds: true } as const;
const WORDS: Record<string, Deed> = {
  stop: { ...chat, words: 'BERHENTI', says: 'stop', at: 5, events: ['WITHDRAW'], all: true },
  earlyStop: { ...chat, words: 'an early BERHENTI', says: 'stop', at: 4, events: ['WITHDRAW'], all: true },
  topicStop: { ...chat, words: 'a stop of the topic', says: 'stop', at: 5, events: ['WITHDRAW'] },
  platformStop: {
    ...chat,
    words: "WhatsApp's own stop",
    says: 'platform stop',
    at: 5,
    events: ['PLATFORM_STOP'],
  },
  statusStop: {
    ...chat,
    words: 'a status with 131050',
    says: 'platform stop',
    at: 5,
    events: ['PLATFORM_STOP'],
  },
  resume: {
    ...chat,
    words: 'WhatsApp lets us write again',
    says: 'resume',
    at: 6,
    holds: false,
    events: ['PLATFORM_RESUME'],
  },
  resumeTie: {
    ...chat,
    words: 'the same in the second of the stop',
    says: 'resume',
    at: 5,
    holds: false,
    events: ['PLATFORM_RESUME'],
  },
  doubt: { ...chat, words: 'a doubt ("spam!!")', says: 'doubt', at: 6, events: ['SUSPEND'] },
  clear: { ...chat, words: '"keep sending"', says: 'clear', at: 7, events: ['CLEAR'] },
  decline: { ...chat, words: '"no, thank you"', says: 'stop', at: 6, events: ['DECLINE'] },
  oldYes: {
    ...chat,
    words: 'an older yes',
    says: 'yes',
    at: 3,
    holds: false,
    events: ['REQUEST', 'CONFIRM'],
  },
  tieYes: {
    ...chat,
    words: 'a yes in the second of the stop',
    says: 'yes',
    at: 5,
    holds: false,
    events: ['REQUEST', 'CONFIRM'],
  },
  newYes: { ...chat, words: 'a newer yes', says: 'yes', at: 8, holds: false, events: ['REQUEST', 'CONFIRM'] },
  agentStop: {
    words: 'a stop by API, agent or link',
    says: 'stop',
    at: 5,
    of: 0,
    road: 'call',
    events: ['WITHDRAW'],
    all: true,
  },
  erase: { words: 'an erasure', says: 'erase', at: 7, of: 0, road: 'call', events: ['ERASE'], all: true },
  number: {
    ...nobody,
    words: 'a change of number',
    says: 'moved',
    road: 'system',
    events: ['NUMBER_CHANGED'],
    all: true,
  },
  lost: {
    ...nobody,
    words: 'the number is undeliverable',
    road: 'system',
    events: ['UNDELIVERABLE'],
    all: true,
  },
  lapse: { ...nobody, words: 'the subscription lapses', road: 'system', events: ['LAPSE'], all: true },
  link: { ...nobody, words: 'Meta shows that the two contacts are one person', road: 'link' },
  pause: { ...nobody, words: 'staff pause the broadcast', road: 'broadcast', move: 'PAUSE' },
  resumed: { ...nobody, words: 'staff let it go on', road: 'broadcast', move: 'RESUME' },
  cancel: { ...nobody, words: 'staff cancel the broadcast', road: 'broadcast', move: 'CANCEL' },
};

/** A deed by name; `stop'`: the same under the name of the second contact. */
export function deed(name: string): Deed {
  const plain = WORDS[name.replace("'", '')];
  if (!plain) throw new Error(`no deed is called ${name}`);
  return name.endsWith("'") ? { ...plain, words: `${plain.words} (under the other name)`, of: 1 } : plain;
}

export const DEEDS = Object.keys(WORDS);
