import { describe, expect, test } from '@jest/globals';
import { decide, POSSIBLE, SURE } from '../../src/faq/decide.js';
import type { Fit, Ranking } from '../../src/faq/search.js';

function near(id: string, total: number): Fit {
  return { id, total, phrase: total, cover: total };
}

const CLEAR: Ranking = { fits: [near('a', 1), near('b', 0.3)], refused: 0, substance: 1 };

describe('decide', () => {
  test.each<[what: string, ranking: Ranking, decision: string]>([
    ['a clear first', CLEAR, 'answer'],
    ['nothing found', { ...CLEAR, fits: [] }, 'none'],
    ['a weak first', { ...CLEAR, fits: [near('a', 0.5), near('b', 0.4)] }, 'suggest'],
    ['a faint first', { ...CLEAR, fits: [near('a', 0.2)], substance: 0.2 }, 'none'],
    ['a tie', { ...CLEAR, fits: [near('a', 1), near('b', 0.97)] }, 'suggest'],
    ['a vague word', { ...CLEAR, substance: 0.1 }, 'suggest'],
    [
      'a refused phrasing that is nearer',
      { ...CLEAR, fits: [near('a', 0.6), near('b', 0.3)], refused: 0.9 },
      'suggest',
    ],
  ])('%s: %j is %s', (_, ranking, decision) => {
    expect(decide(ranking, undefined).decision).toBe(decision);
  });

  test('scores by the chance that the first is right, the others in proportion', () => {
    const { answers } = decide(CLEAR, undefined);
    const [first, second] = answers;
    expect(first?.score).toBeGreaterThan(SURE);
    expect(second?.score).toBeCloseTo((first?.score ?? 0) * 0.3, 10);
    expect(POSSIBLE).toBeLessThan(SURE);
  });

  test('offers no more than three', () => {
    const fits = ['a', 'b', 'c', 'd'].map((id, at) => near(id, 0.5 - at / 100));
    expect(decide({ ...CLEAR, fits }, undefined).answers.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('a phrasing written down word for word comes first, whatever else is near', () => {
    const { answers, decision } = decide(CLEAR, { id: 'b' });
    expect(decision).toBe('answer');
    expect(answers.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(answers[0]?.score).toBe(0.99);
  });

  test('a phrasing marked as not answered gets an honest no', () => {
    expect(decide(CLEAR, 'refused').decision).toBe('none');
  });
});
