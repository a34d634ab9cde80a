import { describe, expect, test } from '@jest/globals';
import { createPairRate, createThroughput } from '../../src/sandbox/rates.js';

describe('the pair rate', () => {
  const passed = (rate: ReturnType<typeof createPairRate>, phone: string, now: number, tries: number) =>
    Array.from({ length: tries }, () => rate(phone, now)).filter(Boolean).length;

  test('lets 45 pass at once, and the debt is paid at one per 6 s', () => {
    const rate = createPairRate();
    expect(passed(rate, 'a', 0, 60)).toBe(45);
    expect(passed(rate, 'a', 5999, 5)).toBe(0);
    expect(passed(rate, 'a', 6000, 5)).toBe(1);
    expect(passed(rate, 'a', 6000 + 45 * 6000, 60)).toBe(45);
  });
  test('is each person for itself', () => {
    const rate = createPairRate();
    passed(rate, 'a', 0, 60);
    expect(rate('b', 0)).toBe(true);
  });
  test('forgives when the clock was moved back by days', () => {
    const rate = createPairRate();
    rate('a', 86_400_000);
    expect(rate('a', 0)).toBe(true);
  });
});

describe('the throughput', () => {
  test('refills with time', () => {
    const rate = createThroughput(() => 10);
    const passed = (now: number) => Array.from({ length: 30 }, () => rate('', now)).filter(Boolean).length;
    expect([passed(0), passed(0), passed(500), passed(10_000)]).toEqual([10, 0, 5, 10]);
  });
  test('null lets everything pass', () => {
    const rate = createThroughput(() => null);
    expect(Array.from({ length: 1000 }, () => rate('', 0)).every(Boolean)).toBe(true);
  });
});
