import { describe, expect, test } from '@jest/globals';
import { DEEDS, deed } from './acts.js';
import { explore, type Found, story } from './explore.js';
import { aNewName, begin, onePerson, type Story, theOtherName, twoMessages, twoNames } from './worlds.js';

const EVERY = DEEDS.filter((name) => name !== 'link');
const OTHERS = [
  ...['stop', 'erase', 'oldYes', 'cancel', 'pause'],
  ...["stop'", "platformStop'", "doubt'", "agentStop'", "newYes'", "lapse'", "number'"],
];

/** How far each story is followed by `npm test`: to its end, within what may happen in it. */
const STORIES: [string, Story][] = [
  [
    'one person, any one thing, a crash, a failed turn, a delay, trouble with Meta',
    onePerson({ acts: 1, crashes: 1, failures: 1, delays: 1, troubles: 1 }),
  ],
  ['one person, any two things', onePerson({ acts: 2 })],
  [
    'one person, two things and a crash',
    onePerson({ acts: 2, crashes: 1 }, ['stop', 'doubt', 'agentStop', 'newYes']),
  ],
  [
    'one person, a stop, a change of number, a late yes',
    onePerson({ acts: 3 }, ['earlyStop', 'decline', 'number', 'tieYes', 'newYes']),
  ],
  [
    'two messages to one person',
    twoMessages({ acts: 1, troubles: 1 }, ['stop', 'agentStop', 'doubt', 'number']),
  ],
  ['two contacts, a crash, trouble with Meta twice', twoNames({ acts: 1, crashes: 1, troubles: 2 }, [])],
  ['two contacts, and a stop', twoNames({ acts: 2 }, ['stop', "stop'", "agentStop'"])],
  ['a name that is new, and anything else', aNewName({ acts: 2, failures: 1 }, OTHERS)],
  ['a recipient who becomes another contact, and anything else', theOtherName({ acts: 2 }, OTHERS)],
];

/** With IZIN_MODEL=deep: minutes, and gigabytes of memory. `most`: where a story is left that has no end in sight. */
const DEEP: [string, Story][] = [
  [
    'one person, any two things, and all troubles',
    onePerson({ acts: 2, crashes: 1, failures: 1, delays: 1, troubles: 1 }),
  ],
  ['one person, any three things', onePerson({ acts: 3 }, EVERY)],
  [
    'two messages, two things, a crash',
    twoMessages({ acts: 2, crashes: 1, troubles: 1 }, ['stop', 'doubt', 'number']),
  ],
  ['two contacts and anything else', twoNames({ acts: 2 }, OTHERS)],
  ['two contacts, a stop, all troubles', twoNames({ acts: 2, crashes: 1, troubles: 1 }, ['stop', "stop'"])],
  ['a new name, two more things, a crash', aNewName({ acts: 3, crashes: 1 }, OTHERS)],
  ['another contact, all troubles', theOtherName({ acts: 2, crashes: 1, failures: 1, troubles: 1 }, OTHERS)],
];
const MOST = 1_500_000;

function follow(name: string, one: Story, most?: number): Found {
  const { start, world } = begin(one);
  const began = performance.now();
  const found = explore(start, world, most);
  const { states, transitions, depth, fixedPoint } = found;
  const took = ((performance.now() - began) / 1000).toFixed(1);
  const end = fixedPoint ? 'all of them' : 'left there';
  process.stdout.write(
    `${name}: ${states} states, ${transitions} steps, depth ${depth}, ${end}, ${took} s\n`,
  );
  if (found.counterexample) throw new Error(`\n${story(found.counterexample)}`);
  return found;
}

const happened = new Set<string>();

describe('P1 P2 P4 hold in every state that the order of sending can reach', () => {
  test.each(STORIES)(
    '%s',
    (name, one) => {
      const found = follow(name, one);
      expect(found.fixedPoint).toBe(true);
      for (const words of found.happened) happened.add(words);
    },
    60_000,
  );

  test('and the model is not empty: all of this has happened somewhere', () => {
    const words = [...happened];
    for (const name of [...EVERY.map((one) => deed(one).words), deed('link').words])
      expect(words.filter((line) => line.includes(name))).not.toEqual([]);
    for (const line of [
      /bytes go to Meta/,
      /the last look refuses its permit/,
      /somebody else's or over by now/,
      /held up for more than half a second/,
      /the gate says wait/,
      /the gate says (opted_out|platform_stopped|suspended|lapsed|undeliverable|cancelled|already_attempted)/,
      /set aside: its turn failed/,
      /tried again, its turn/,
      /the program crashes/,
      /sending begins/,
      /no answer comes/,
      /Meta answers 131050/,
      /was delivered/,
      /is cancelled/,
    ])
      expect([line, words.some((one) => line.test(one))]).toEqual([line, true]);
  });
});

if (process.env.IZIN_MODEL === 'deep') {
  test.each(DEEP)('P1 P2 P4 deeper: %s', (name, one) => void follow(name, one, MOST), 1_800_000);
}
