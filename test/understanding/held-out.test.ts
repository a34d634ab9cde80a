import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { confusion, figures, parseUtterances } from '../../src/understanding/evaluate.js';

const read = (name: string) =>
  parseUtterances(readFileSync(new URL(`./data/utterances.${name}.tsv`, import.meta.url), 'utf8'));

const SETS = {
  'held-out': read('held-out'),
  'held-out-2': read('held-out-2'),
  dev: read('dev'),
  own: read('own'),
  batches: [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((number) => read(`batch-${number}`)),
};

/** Failures show figures only: no sentence of a held-out set may be seen by who writes the rules. */
describe.each(Object.entries(SETS))('P2 understanding, measured on the %s sentences', (_name, sentences) => {
  const { optOutsCaught, optOutRight, ordinarySuspended, recall, precision } = figures(confusion(sentences));

  test('opt-outs are found', () => {
    expect(optOutsCaught.share).toBeGreaterThanOrEqual(0.98);
  });

  test('what is called an opt-out is one', () => {
    expect(optOutRight.share).toBeGreaterThanOrEqual(0.985);
  });

  test('ordinary messages are not held', () => {
    expect(ordinarySuspended.share).toBeLessThanOrEqual(0.03);
  });

  test.each(['opt_in', 'handoff', 'data_rights', 'language'] as const)('%s is found and right', (intent) => {
    expect(recall[intent].share).toBeGreaterThanOrEqual(0.92);
    expect(precision[intent].share).toBeGreaterThanOrEqual(0.95);
  });
});
