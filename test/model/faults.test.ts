import { expect, test } from '@jest/globals';
import { explore, story } from './explore.js';
import { FAULTS, type Fault } from './faults.js';
import { aNewName, begin, onePerson, type Story, theOtherName, twoMessages, twoNames } from './worlds.js';

const acts = (n: number) => ({ acts: n });

/** Each mistake, in a story in which it can do harm, and the promise that it breaks there. */
const MISTAKES: [promise: string, faults: Fault[], Story][] = [
  ['P2', ['a stop revokes nothing'], onePerson(acts(1), ['stop'])],
  ['P2', ['the 200 goes out before the permits are revoked'], onePerson(acts(1), ['platformStop'])],
  ['P2', ['the 200 goes out before the event is durable'], onePerson({ acts: 1, crashes: 1 }, ['stop'])],
  ['P2', ['the reading is taken after the facts'], onePerson(acts(1), ['stop'])],
  ['P2', ['the last look is left out'], onePerson(acts(1), ['topicStop'])],
  ['P2', ['something is awaited between the last look and the bytes'], onePerson(acts(1), ['stop'])],
  ['P2', ['holds are not read'], onePerson(acts(1), ['stop'])],
  ['P2', ['the hold is lifted when the webhook is answered'], onePerson(acts(1), ['doubt'])],
  ['P2', ['the hold of a failed event is lifted'], onePerson({ acts: 1, failures: 1 }, ['stop'])],
  [
    'P2',
    ['holds are kept in memory only', 'sending begins before the inbox is read'],
    onePerson({ acts: 1, crashes: 1 }, ['stop']),
  ],
  ['P1', ['the gate is not asked'], onePerson(acts(1), ['lapse', 'number'])],
  ['P1', ['what comes back leaves by its old permit'], onePerson(acts(1), ['agentStop'])],
  ['P4', ['the attempt is written after the bytes'], onePerson({ crashes: 1 }, [])],
  ['P4', ['an unknown message is sent again after a crash'], onePerson({ crashes: 1 }, [])],
  ['P4', ['a time-out counts as not sent'], onePerson({ troubles: 1 }, [])],
  ['P2', ['a tie goes to the yes'], onePerson(acts(2), ['stop', 'tieYes'])],
  ['P2', ['an older yes lifts the stop'], onePerson(acts(2), ['stop', 'oldYes'])],
  ['P2', ['a yes lifts the stop of WhatsApp'], onePerson(acts(2), ['platformStop', 'newYes'])],
  ['P2', ['a doubt after a stop is not recorded'], onePerson(acts(3), ['earlyStop', 'doubt', 'tieYes'])],
  ['P2', ['an answer with 131050 leaves other permits alone'], twoMessages({ troubles: 1 }, [])],
  ['P2', ['a link revokes nothing'], twoNames(acts(2), ["stop'"])],
  ['P2', ['a link revokes nothing'], aNewName(acts(2), ["stop'"])],
  ['P2', ['of two contacts the milder consent wins'], twoNames(acts(2), ['stop'])],
  ['P4', ['both messages of a person stay after a link'], twoNames(acts(1), [])],
  ['P4', ['a message that comes back does not ask after the other one'], twoNames(acts(1), [])],
  ['P4', ['a claimed message is judged as its old contact'], theOtherName(acts(1), [])],
  ['P1', ['a change of number keeps the yes'], onePerson(acts(1), ['number'])],
  ['P2', ['a stop by API answers before it revokes'], onePerson(acts(1), ['agentStop'])],
];

test.each(MISTAKES)('%s the model finds: %j', (promise, faults, one) => {
  const right = begin(one);
  expect(explore(right.start, right.world).counterexample).toBeNull();
  const { start, world } = begin(one, faults);
  const { counterexample } = explore(start, world);
  if (counterexample === null) throw new Error('it found nothing');
  if (process.env.IZIN_MODEL) process.stdout.write(`\n${faults.join(', ')}\n${story(counterexample)}\n`);
  expect(counterexample.broken.slice(0, 2)).toBe(promise);
});

test('every mistake is looked for', () => {
  expect(new Set(MISTAKES.flatMap(([, faults]) => faults))).toEqual(new Set(FAULTS));
});
