import { DEEDS, deed } from './acts.js';
import type { Fault } from './faults.js';
import { type Contact, type Left, type State, second } from './state.js';
import { NAMES, type World } from './steps.js';

/** Who is there at the beginning, and what may happen. */
export interface Story {
  /** A contact each: has it said yes? */
  people: readonly ('subscribed' | 'unknown')[];
  /** The messages that wait: which broadcast, to whom. */
  messages: readonly { broadcast: number; contact: number }[];
  deeds: readonly string[];
  left: Partial<Left>;
}

const ONE = [{ broadcast: 0, contact: 0 }] as const;
const OF_ONE = DEEDS.filter((name) => name !== 'link');

/** Anything that can happen to one person with one message. */
export const onePerson = (left: Partial<Left>, deeds: readonly string[] = OF_ONE): Story => ({
  people: ['subscribed'],
  messages: ONE,
  deeds,
  left,
});
/** Two messages of two broadcasts to one person: what the answer to the one means for the other. */
export const twoMessages = (left: Partial<Left>, deeds: readonly string[]): Story => ({
  people: ['subscribed'],
  messages: [...ONE, { broadcast: 1, contact: 0 }],
  deeds,
  left,
});
/** Two contacts, both recipients of one broadcast, of whom Meta may show that they are one person. */
export const twoNames = (left: Partial<Left>, deeds: readonly string[]): Story => ({
  people: ['subscribed', 'subscribed'],
  messages: [...ONE, { broadcast: 0, contact: 1 }],
  deeds: ['link', ...deeds],
  left,
});
/** The same, but only the second contact, which becomes the first, is a recipient. */
export const theOtherName = (left: Partial<Left>, deeds: readonly string[]): Story => ({
  people: ['subscribed', 'subscribed'],
  messages: [{ broadcast: 0, contact: 1 }],
  deeds: ['link', ...deeds],
  left,
});
/** One recipient, and a name that nobody knows yet: theirs, as Meta may show. */
export const aNewName = (left: Partial<Left>, deeds: readonly string[]): Story => ({
  people: ['subscribed', 'unknown'],
  messages: ONE,
  deeds: ['link', ...deeds],
  left,
});

export function begin(story: Story, faults: readonly Fault[] = []): { start: State; world: World } {
  const contact = (kind: Story['people'][number], i: number): Contact => ({
    topic: kind === 'subscribed' ? { state: 'subscribed', before: null, since: second(1) } : null,
    blocks: [],
    names: [NAMES[i] ?? ''],
    into: null,
    toldStop: false,
  });
  const start: State = {
    contacts: story.people.map(contact),
    acts: story.deeds.map(() => ({ stage: 'not yet', turn: 'waits', hold: false })),
    rows: story.messages.map((one) => ({ ...one, state: 'queued', reason: null, tried: false })),
    flights: story.messages.map(() => null),
    broadcasts: [...new Set(story.messages.map(({ broadcast }) => broadcast))].map(() => 'running'),
    started: true,
    bytes: story.messages.map(() => 0),
    left: { acts: 0, crashes: 0, failures: 0, delays: 0, troubles: 0, ...story.left },
  };
  return { start, world: { deeds: story.deeds.map(deed), faults: new Set(faults) } };
}
