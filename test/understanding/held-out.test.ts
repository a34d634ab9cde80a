import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { confusion, figures, parseUtterances } from '../../src/understanding/evaluate.js';

const measured = (name: string) =>
  figures(
    confusion(
      parseUtterances(readFileSync(new URL(`./data/utterances.${name}.tsv`, import.meta.url), 'utf8')),
    ),
  );

/** Failures show figures only: no sentence of the held-out set may be seen by who writes the rules. */
describe.each(['held-out', 'dev', 'own'])('P2 understanding, measured on the %s sentences', (name) => {
  const { optOutsCaught, optOutRight, ordinarySuspended, recall, precision } = measured(name);

  test('opt-outs are found', () => {
    expect(optOutsCaught.share).toBeGreaterThanOrEqual(0.95);
  });

  test('what is called an opt-out is one', () => {
    expect(optOutRight.share).toBeGreaterThanOrEqual(0.97);
  });

  test('ordinary messages are not held', () => {
    expect(ordinarySuspended.share).toBeLessThanOrEqual(0.05);
  });

  test.each(['opt_in', 'handoff', 'data_rights', 'language'] as const)('%s is found and right', (intent) => {
    expect(recall[intent].share).toBeGreaterThanOrEqual(0.8);
    expect(precision[intent].share).toBeGreaterThanOrEqual(0.9);
  });
});
