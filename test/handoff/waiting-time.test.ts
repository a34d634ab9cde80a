import { expect, test } from '@jest/globals';
import { honest, waitingMinutes } from '../../src/handoff/waiting-time.js';

const minute = 60_000;
const answered = (...pairs: [opened: number, replied: number][]) =>
  pairs.map(([opened, replied]) => ({ openedAt: opened * minute, firstReplyAt: replied * minute }));

test.each([
  ['nobody was answered yet', 1, answered(), undefined],
  ['too few to tell', 1, answered([0, 5], [10, 15]), undefined],
  ['a free desk answers each after four minutes', 1, answered([0, 4], [60, 64], [120, 124]), 4],
  ['third in line waits three times as long, rounded up', 3, answered([0, 4], [60, 64], [120, 124]), 15],
  [
    'a queue moves from reply to reply, not from opening to reply',
    1,
    answered([0, 2], [0, 4], [0, 6], [0, 8]),
    2,
  ],
  ['a night between tells nothing', 1, answered([0, 900], [1000, 1003], [1100, 1103], [1200, 1203]), 3],
  ['an answer within seconds is still a minute', 1, answered([0, 0], [5, 5], [9, 9]), 1],
  ['beyond three hours nobody knows', 50, answered([0, 4], [60, 64], [120, 124]), undefined],
])('%s', (_, position, recent, minutes) => {
  expect(waitingMinutes(position, recent)).toBe(minutes);
});

test.each([
  ['a time before closing is told', 10, 10, { position: 3, minutes: 10 }],
  ['one after closing is not known', 11, 10, { position: 3 }],
  ['with no closing it is told', 11, undefined, { position: 3, minutes: 11 }],
])('%s', (_, minutes, closesIn, told) => {
  const office = { open: true, ...(closesIn !== undefined && { closesAt: 5 + closesIn * minute }) };
  expect(honest({ position: 3, minutes }, office, 5)).toEqual(told);
});
