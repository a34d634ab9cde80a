import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calculate, readCalculation } from '../../src/flows/calculation.js';

const KNOWN: Record<string, unknown> = {
  savings: 100_000_000,
  gold: 85_000_000,
  debts: 15_000_000,
  'fact.nisab-maal': 'Rp170.000.000',
  'fact.rice': '2,5 kg',
  word: 'banyak',
};
const known = (name: string) => KNOWN[name];

describe('declared sums', () => {
  test.each<[string, number | undefined]>([
    ['{{savings}} * 2.5%', 2_500_000],
    ['({{savings}} + {{gold}} - {{debts}}) * 2.5%', 4_250_000],
    ['{{savings}} - {{gold}} - {{debts}}', 0],
    ['2 + 3 * 4', 14],
    ['100 / 8 / 5', 3],
    ['1 / 3', 0],
    ['{{fact.nisab-maal}} / 12', 14_166_667],
    ['0.1 + 0.2 + 0.2', 1],
    ['{{ savings }}', 100_000_000],
    ['{{savings}} / 0', undefined],
    ['{{savings}} * {{savings}}', undefined],
    ['{{nobody}} + 1', undefined],
    ['{{word}} + 1', undefined],
    ['{{fact.rice}} * 4', undefined],
    ['', undefined],
    ['{{savings}} x 2', undefined],
    ['2,5%', undefined],
    ['1 +', undefined],
    ['(1', undefined],
    ['1)', undefined],
    ['1 2', undefined],
    ['-1', undefined],
    ['process.exit()', undefined],
  ])('%s', (sum, result) => {
    expect(calculate(sum, known)).toBe(result);
  });

  test('ten parentheses deep and three hundred characters long, no more', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}1${')'.repeat(depth)}`;
    expect(readCalculation(nested(10))).toBeDefined();
    expect(readCalculation(nested(11))).toBeUndefined();
    expect(readCalculation(`1${' + 1'.repeat(74)}`)).toBeDefined();
    expect(readCalculation(`1${' + 1'.repeat(75)}`)).toBeUndefined();
  });

  test('reckons as JavaScript does', () => {
    const number = fc.integer({ min: 1, max: 999 }).map(String);
    const { sum } = fc.letrec<{ sum: string }>((tie) => ({
      sum: fc.oneof(
        { maxDepth: 3 },
        number,
        fc
          .tuple(tie('sum'), fc.constantFrom('+', '-', '*'), tie('sum'))
          .map((parts) => `(${parts.join(' ')})`),
        fc.tuple(number, fc.constantFrom('+', '-', '*'), number).map((parts) => parts.join(' ')),
      ),
    }));
    fc.assert(
      fc.property(sum, (text) => {
        const result = calculate(text, known);
        if (result === undefined) return;
        // biome-ignore lint/security/noGlobalEval: the other opinion, on digits and signs alone
        expect(result).toBe(Number(globalThis.eval(text).toPrecision(15)));
      }),
    );
  });

  test('whatever is written, it is a number within bounds or nothing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        const result = calculate(text, known);
        expect(result === undefined || Math.abs(result) <= 1e15).toBe(true);
      }),
    );
  });
});
