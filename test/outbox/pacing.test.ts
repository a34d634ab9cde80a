import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Limiter } from '../../src/outbox/limiter.js';
import { grants, nextAt, PAIR_RATE, spend, throughputRate } from '../../src/outbox/pacing.js';

describe('P6 a rate with a burst', () => {
  const rates = fc.record({
    interval: fc.integer({ min: 1, max: 1000 }),
    burst: fc.integer({ min: 1, max: 20 }),
  });

  test('never lets through more than its burst and its share of any span', () => {
    fc.assert(
      fc.property(rates, fc.array(fc.nat(500), { minLength: 1, maxLength: 30 }), (rate, gaps) => {
        let now = 0;
        let at = 0;
        const gone: number[] = [];
        for (const gap of gaps) {
          now += gap;
          const n = grants(rate, at, now);
          expect(n).toBeLessThanOrEqual(rate.burst);
          at = spend(rate, at, n, now);
          for (let i = 0; i < n; i += 1) gone.push(now);
          // Taken all there was: the next one has to wait, and not for longer than one interval.
          expect(nextAt(rate, at)).toBeGreaterThan(now);
          expect(nextAt(rate, at)).toBeLessThanOrEqual(now + rate.interval);
        }
        const tooMany = gone.some((from, i) =>
          gone.some((to, j) => j > i && j - i + 1 > rate.burst + (to - from) / rate.interval + 1e-6),
        );
        expect(tooMany).toBe(false);
      }),
    );
  });

  test('is free again after a rest', () => {
    fc.assert(
      fc.property(rates, fc.nat(200), (rate, n) => {
        const at = spend(rate, 0, n, 0);
        expect(grants(rate, at, at)).toBe(rate.burst);
      }),
    );
  });

  test.each([
    [1, 1000, 1],
    [60, 1000 / 60, 15],
    [1000, 1, 250],
  ])('%i a second', (perSecond, interval, burst) => {
    expect(throughputRate(perSecond)).toEqual({ interval, burst });
  });
});

describe('the limiter', () => {
  test('without a rate lets everything through', () => {
    const limiter = new Limiter(null);
    limiter.take(1000, 0);
    expect(limiter.available(77, 0)).toBe(77);
    expect(limiter.delay(0)).toBe(0);
  });

  test('counts what was taken', () => {
    const limiter = new Limiter({ interval: 100, burst: 3 });
    expect(limiter.available(10, 0)).toBe(3);
    limiter.take(3, 0);
    expect(limiter.available(10, 0)).toBe(0);
    expect(limiter.delay(0)).toBe(100);
    expect(limiter.available(10, 100)).toBe(1);
    expect(limiter.delay(100)).toBe(0);
  });

  test('lends one person 45, then one in 6 s, and nobody else pays for it', () => {
    const limiter = new Limiter(null);
    for (let i = 0; i < PAIR_RATE.burst; i += 1) {
      expect(limiter.pairDelay('a', 0)).toBe(0);
      limiter.takePair('a', 0);
    }
    expect(limiter.pairDelay('a', 0)).toBe(6000);
    expect(limiter.pairDelay('a', 6000)).toBe(0);
    expect(limiter.pairDelay('b', 0)).toBe(0);
  });

  test('forgets people whose debt is paid, never the others', () => {
    const limiter = new Limiter(null);
    for (let i = 0; i < 46; i += 1) limiter.takePair('busy', 400_000);
    for (let i = 0; i < 50_001; i += 1) limiter.takePair(`p${i}`, i === 0 ? 0 : 400_000);
    limiter.takePair('last', 400_000);
    expect(limiter.pairDelay('busy', 400_000)).toBeGreaterThan(0);
  });
});
