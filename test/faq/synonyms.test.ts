import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createFaq, type FaqEntry, loadSynonyms } from '../../src/faq/index.js';

const load = (source: string) => loadSynonyms(source, 'synonyms.yaml');

describe('loadSynonyms', () => {
  test('reads groups of both languages', () => {
    const source = '- id: [Ambulans, mobil jenazah]\n  en: [hearse]\n- en: [pool, swimming pool]\n';
    expect(load(source)).toEqual({
      synonyms: [
        ['ambulans', 'mobil jenazah', 'hearse'],
        ['pool', 'swimming pool'],
      ],
      faults: [],
    });
  });

  test.each([
    ['ambulans', 'Each part holds words'],
    ['- ambulans', 'Each part holds words'],
    ['- id: ambulans', 'Each part holds words'],
    ['- de: [auto, wagen]', 'Each part holds words'],
    ['- id: [ambulans]', 'at least two words'],
    ['- id: [ambulans, mobil jenazah gratis]', 'one or two words'],
    ['- id: [ambulans, "!!"]', 'one or two words'],
    ['- id: [kapok, berhenti]', '"berhenti" is a word that stops'],
    ['- en: [leave, unsubscribe]', '"unsubscribe" is a word that stops'],
    ['- id: [a1, ambulans]\n- id: [ambulans, b1]', '"ambulans" already stands'],
    ['- id: [a, b', 'spaces at the start'],
  ])('%j is refused', (source, why) => {
    const { faults } = load(source);
    expect(faults).toMatchObject([{ level: 'error', message: { en: expect.stringContaining(why) } }]);
  });

  test('the shipped file has no fault', () => {
    expect(load(readFileSync('locales/synonyms.yaml', 'utf8')).faults).toEqual([]);
  });
});

describe('the search', () => {
  const entry = (id: string, question: string): FaqEntry => ({
    id,
    question: { id: question, en: question },
    answer: { id: 'x', en: 'x' },
  });
  const entries = [
    entry('ambulance', 'Apakah ada layanan ambulans?'),
    entry('hours', 'Jam buka kantor?'),
    entry('give', 'Bagaimana cara berdonasi?'),
  ];
  const first = (text: string, groups: string[][]) =>
    createFaq(entries, groups).lookup(text, 'id').answers[0]?.id;

  test.each<[text: string, groups: string[][], id: string]>([
    ['layanan mobil jenazah', [['ambulans', 'mobil jenazah']], 'ambulance'],
    ['ada hearse', [['ambulans', 'hearse']], 'ambulance'],
    // A word of ours gives its meaning.
    ['markas jam berapa', [['markas', 'kantor']], 'hours'],
  ])('finds %s by the words of staff', (text, groups, id) => {
    expect(first(text, groups)).toBe(id);
  });
  test('and not without them', () => expect(first('ada hearse', [])).toBeUndefined());
});
