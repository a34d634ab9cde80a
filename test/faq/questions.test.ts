import { describe, expect, test } from '@jest/globals';
import {
  clusterQuestions,
  entrySnippet,
  loadFaq,
  maskPersonal,
  phrasingsSnippet,
} from '../../src/faq/index.js';

test.each([
  ['hubungi saya di 0812-3456-7890 ya', 'hubungi saya di ••• ya'],
  ['+62 812 3456 7890', '•••'],
  ['wa saya 081234567890.', 'wa saya •••.'],
  ['NIK 3273010101900001', 'NIK •••'],
  ['rekening 123 456 7890 atas nama saya', 'rekening ••• atas nama saya'],
  ['surel ayu.lestari@contoh.example', 'surel •••'],
  ['lihat https://contoh.example/u/ayu?id=1 kak', 'lihat ••• kak'],
  ['zakat 1.500.000 untuk 3 orang tahun 2026', 'zakat 1.500.000 untuk 3 orang tahun 2026'],
  ['zakat 1500000', 'zakat •••'],
  ['jam 08.00-17.00', 'jam 08.00-17.00'],
])('%s -> %s', (text, masked) => expect(maskPersonal(text)).toBe(masked));

describe('clusters', () => {
  const sizes = (...texts: string[]) =>
    clusterQuestions(texts.map((text) => ({ text }))).map(({ questions }) =>
      questions.map(({ text }) => text),
    );

  test('what means the same stands together, also across languages; the most asked first', () => {
    expect(
      sizes(
        'kak ada parkir motor?',
        'ada ambulans gak',
        'bisa pinjam ambulans?',
        'ambulans dong',
        'parkir motor di mana',
      ),
    ).toEqual([
      ['ada ambulans gak', 'bisa pinjam ambulans?', 'ambulans dong'],
      ['kak ada parkir motor?', 'parkir motor di mana'],
    ]);
    expect(sizes('alamat kantor', 'office address')).toHaveLength(1);
  });
  test('words that say nothing are only like themselves', () => {
    expect(sizes('???', 'apa itu', '???')).toEqual([['???', '???'], ['apa itu']]);
  });
  test('no questions, no clusters', () => expect(sizes()).toEqual([]));
});

describe('snippets', () => {
  test('a new entry loads as it is', () => {
    const snippet = entrySnippet(
      ['ada ambulans: 24 jam?', 'bisa pinjam "ambulans" kak', 'ada ambulans: 24 jam?'],
      'id',
      (id) => id === 'ambulans-jam' || !id.includes('-'),
    );
    const { entries, faults } = loadFaq(snippet, 'faq.yaml');
    expect(faults).toEqual([]);
    expect(entries).toEqual([
      {
        id: expect.stringMatching(/^[a-z0-9-]+$/),
        question: { id: 'ada ambulans: 24 jam?', en: 'WRITE HERE' },
        answer: { id: 'TULIS DI SINI', en: 'WRITE HERE' },
        also: { id: ['bisa pinjam "ambulans" kak'] },
      },
    ]);
  });
  test('a taken id gets a number', () => {
    const first = loadFaq(
      entrySnippet(['???'], 'en', () => false),
      '',
    ).entries[0]?.id;
    expect(first).toBe('question');
    expect(
      loadFaq(
        entrySnippet(['???'], 'en', (id) => id === first),
        '',
      ).entries[0]?.id,
    ).toBe('question-2');
  });
  test('phrasings for an entry that there is', () => {
    expect(phrasingsSnippet(['a b', 'c'], 'en')).toBe('also:\n  en:\n    - a b\n    - c\n');
  });
});
