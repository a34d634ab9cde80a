import { describe, expect, test } from '@jest/globals';
import { createFaq } from '../../src/faq/index.js';
import { questions, shipped } from './shipped.js';

/** Questions that nobody read while the FAQ was written; docs/measures/faq.md has the figures. */
describe.each(['held-out', 'held-out-2'] as const)('the questions of %s', (set) => {
  const faq = createFaq(shipped.entries);
  const asked = questions(set).map((question) => ({
    ...question,
    ...faq.lookup(question.text, question.language),
  }));
  const known = asked.filter(({ id }) => id !== 'none');
  const unknown = asked.filter(({ id }) => id === 'none');
  const answered = known.filter(({ decision }) => decision === 'answer');
  const share = (part: unknown[], whole: unknown[]) => part.length / whole.length;

  test('there are enough of both kinds', () => {
    expect(known.length).toBeGreaterThan(90);
    expect(unknown.length).toBeGreaterThan(25);
  });

  test('the right entry comes first in three of four', () => {
    expect(
      share(
        known.filter(({ id, answers }) => answers[0]?.id === id),
        known,
      ),
    ).toBeGreaterThanOrEqual(0.75);
  });

  test('the right entry is among three in nine of ten', () => {
    const found = known.filter(({ id, answers }) => answers.some((answer) => answer.id === id));
    expect(share(found, known)).toBeGreaterThanOrEqual(0.9);
  });

  test('at least half are answered outright, and then rightly', () => {
    expect(share(answered, known)).toBeGreaterThanOrEqual(0.5);
    const right = answered.filter(({ id, answers }) => answers[0]?.id === id);
    expect(share(right, answered)).toBeGreaterThanOrEqual(0.92);
  });

  test('of those without an entry at most one in ten is answered outright', () => {
    expect(
      share(
        unknown.filter(({ decision }) => decision === 'answer'),
        unknown,
      ),
    ).toBeLessThanOrEqual(0.1);
  });
});
