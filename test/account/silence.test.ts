import { describe, expect, test } from '@jest/globals';
import { Silence } from '../../src/account/silence.js';

const MINUTE = 60_000;

/** So many accepted messages, the first at 0, the last `over` ms later. */
function accepted(count: number, over = 0): Silence {
  const silence = new Silence();
  for (let i = 0; i < count; i++) silence.accepted((over * i) / count);
  return silence;
}

describe('P6 webhooks that have fallen silent', () => {
  test.each<[string, number, number, boolean]>([
    ['a hundred messages and five minutes', 100, 5 * MINUTE, true],
    ['a message less', 99, 5 * MINUTE, false],
    ['a moment less', 100, 5 * MINUTE - 1, false],
    ['none at all', 0, 60 * MINUTE, false],
  ])('%s: %p', (_name, count, now, noticed) => {
    expect(accepted(count).noticed(now)).toBe(noticed);
  });

  test('counts from the first message that nothing was heard of', () => {
    expect(accepted(100, 4 * MINUTE).noticed(5 * MINUTE)).toBe(true);
  });

  test('is noticed once, and its end is told once', () => {
    const silence = accepted(100);
    expect([silence.noticed(5 * MINUTE), silence.noticed(6 * MINUTE)]).toEqual([true, false]);
    expect([silence.heard(), silence.heard()]).toEqual([true, false]);
  });

  test('one status starts it all over', () => {
    const silence = accepted(99);
    expect(silence.heard()).toBe(false);
    silence.accepted(10 * MINUTE);
    expect(silence.noticed(20 * MINUTE)).toBe(false);
    for (let i = 0; i < 99; i++) silence.accepted(11 * MINUTE);
    expect([silence.noticed(15 * MINUTE - 1), silence.noticed(15 * MINUTE)]).toEqual([false, true]);
  });

  test('can come again', () => {
    const silence = accepted(100);
    silence.noticed(5 * MINUTE);
    silence.heard();
    for (let i = 0; i < 100; i++) silence.accepted(10 * MINUTE);
    expect(silence.noticed(15 * MINUTE)).toBe(true);
  });
});
