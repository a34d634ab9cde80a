import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Budget } from '../../src/account/budget.js';

const DAY = 24 * 3600_000;
const NOW = Date.UTC(2026, 7, 3, 3);

const spent = (...people: [who: string, at: number][]) => {
  const budget = new Budget();
  for (const [who, at] of people) budget.spend(who, at);
  return budget;
};

describe('P6 the budget of unique people in a moving day', () => {
  const three = () => spent(['a', NOW - 3], ['b', NOW - 2], ['c', NOW - 1]);

  test.each<[string, Budget, string, number | null, number | null]>([
    ['room', three(), 'd', 4, null],
    ['full', three(), 'd', 3, NOW - 3 + DAY],
    ['more than full, after the limit was lowered', three(), 'd', 2, NOW - 3 + DAY],
    ['full, but written to today already', three(), 'b', 3, null],
    ['no limit', three(), 'd', null, null],
    ['nobody at all', new Budget(), 'd', 0, NOW + DAY],
    ['a day ago to the moment is free', spent(['a', NOW - DAY]), 'd', 1, null],
    ['a moment less is not', spent(['a', NOW - DAY + 1]), 'd', 1, NOW + 1],
    [
      'who is written to again counts from then',
      spent(['a', NOW - 9], ['b', NOW - 8], ['a', NOW - 1]),
      'd',
      2,
      NOW - 8 + DAY,
    ],
  ])('%s', (_name, budget, who, limit, freeAt) => {
    expect(budget.freeAt(who, limit, NOW)).toBe(freeAt);
  });

  test.each<[string, string[], string, number, number | null]>([
    ['room beside them', ['d'], 'e', 5, null],
    ['full with them', ['d', 'e'], 'f', 5, NOW - 3 + DAY],
    ['they were written to before, and count once', ['a', 'd'], 'e', 5, null],
    ['one of them', ['d', 'e'], 'e', 5, null],
    ['nobody was written to before', [], 'd', 0, NOW - 3 + DAY],
  ])('beside others of the round: %s', (_name, others, who, limit, freeAt) => {
    expect(three().freeAt(who, limit, NOW, new Set(others))).toBe(freeAt);
  });

  test('used counts people, not messages, and forgets them after a day', () => {
    const budget = spent(['a', NOW], ['a', NOW + 1], ['b', NOW + 2]);
    expect([
      budget.used(NOW + 2),
      budget.used(NOW + DAY),
      budget.used(NOW + 1 + DAY),
      budget.used(NOW + 2 + DAY),
    ]).toEqual([2, 2, 1, 0]);
  });

  test('never more people in a day than the limit, whoever asks when', () => {
    const ask = fc.record({
      who: fc.integer({ min: 0, max: 12 }).map(String),
      wait: fc.integer({ min: 0, max: DAY / 3 }),
    });
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (asks, limit) => {
        const budget = new Budget();
        const written: { who: string; at: number }[] = [];
        let now = NOW;
        for (const { who, wait } of asks) {
          now += wait;
          const free = budget.freeAt(who, limit, now);
          if (free !== null) {
            expect(free).toBeGreaterThan(now);
            continue;
          }
          budget.spend(who, now);
          written.push({ who, at: now });
          const today = new Set(written.filter(({ at }) => at > now - DAY).map((one) => one.who));
          expect(today.size).toBeLessThanOrEqual(limit);
          expect(budget.used(now)).toBe(today.size);
        }
      }),
    );
  });
});
