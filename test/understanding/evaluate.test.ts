import { describe, expect, test } from '@jest/globals';
import { confusion, figures, parseUtterances, report, wilson } from '../../src/understanding/evaluate.js';

const TSV = [
  'label\tlang\tkind\ttext',
  'opt_out\tid\tx\tBERHENTI',
  'opt_out\tid\tx\tHalo.\\nJangan kirim lagi',
  'opt_out\tid\tx\tsesuatu yang lain',
  'suspend\tid\tx\tspam!!',
  'other\tid\tx\tberapa nisabnya?',
  'other\tid\tx\tspam!!',
  '',
].join('\n');

describe('measuring', () => {
  test('sentences are read with their line breaks', () => {
    expect(parseUtterances(TSV)[1]).toEqual({
      label: 'opt_out',
      lang: 'id',
      kind: 'x',
      place: '',
      text: 'Halo.\nJangan kirim lagi',
    });
  });

  test('the figures count what they say', () => {
    const { optOutsCaught, optOutRight, ordinarySuspended, recall } = figures(
      confusion(parseUtterances(TSV)),
    );
    expect([optOutsCaught.hits, optOutsCaught.of]).toEqual([2, 3]);
    expect([optOutRight.hits, optOutRight.of]).toEqual([2, 2]);
    expect([ordinarySuspended.hits, ordinarySuspended.of]).toEqual([1, 2]);
    expect(recall.handoff.of).toBe(0);
  });

  test("Wilson's interval", () => {
    expect(wilson(95, 100)).toMatchObject({
      share: 0.95,
      low: expect.closeTo(0.8882, 3),
      high: expect.closeTo(0.9785, 3),
    });
    expect(wilson(0, 10)).toMatchObject({ low: 0, high: expect.closeTo(0.2775, 3) });
    expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 });
  });

  test('the report shows counts and never a sentence', () => {
    const page = report('Title', confusion(parseUtterances(TSV)));
    expect(page).toContain('## Title');
    expect(page).toContain('66.7 % (2/3');
    expect(page).not.toMatch(/nisab|BERHENTI|Jangan/);
  });
});
