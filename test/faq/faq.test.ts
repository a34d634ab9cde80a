import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createFaq, type FaqEntry } from '../../src/faq/index.js';
import { shipped } from './shipped.js';

function entry(id: string, question: string, more: Partial<FaqEntry> = {}): FaqEntry {
  return { id, question: { id: question, en: question }, answer: { id: 'Ya.', en: 'Yes.' }, ...more };
}

describe('createFaq', () => {
  test('without entries knows nothing', () => {
    expect(createFaq([]).lookup('jam buka', 'id')).toEqual({ answers: [], decision: 'none' });
  });

  test('with a single entry answers its question and not others', () => {
    const faq = createFaq([entry('hours', 'Jam berapa toko buka?')]);
    expect(faq.lookup('kak, jam berapa toko buka ya', 'id')).toEqual({
      answers: [{ id: 'hours', score: 0.99 }],
      decision: 'answer',
    });
    expect(faq.lookup('cuaca besok bagaimana', 'id')).toEqual({ answers: [], decision: 'none' });
  });

  test('a phrasing in two entries is answered by neither as if it were sure', () => {
    const faq = createFaq([
      entry('one', 'Harga gula'),
      entry('two', 'Harga gula'),
      entry('three', 'Ukuran sepatu'),
    ]);
    const { answers, decision } = faq.lookup('harga gula', 'id');
    expect(decision).not.toBe('answer');
    expect(answers.map(({ id }) => id).sort()).toEqual(['one', 'two']);
  });

  test('what staff mark as not answered is not answered, nor what is like it', () => {
    const question = 'Bagaimana mendaftar beasiswa?';
    const others = [entry('hours', 'Jam berapa buka?'), entry('address', 'Di mana alamatnya?')];
    const bare = createFaq([entry('scholarship', question), ...others]);
    const marked = createFaq([
      entry('scholarship', question, { not: { id: ['uang beasiswa belum cair'] } }),
      ...others,
    ]);
    expect(marked.lookup('uang beasiswa belum cair', 'id').decision).toBe('none');
    const before = bare.lookup('min uang beasiswa bulan ini belum cair', 'id').answers[0]?.score ?? 0;
    const after = marked.lookup('min uang beasiswa bulan ini belum cair', 'id').answers[0]?.score ?? 1;
    expect(after).toBeLessThan(before);
  });

  test('the language asked for wins between equal phrasings', () => {
    const faq = createFaq([
      { ...entry('indonesian', 'Lorem promo ipsum'), question: { id: 'promo katalog', en: 'lorem ipsum' } },
      { ...entry('english', 'Lorem promo ipsum'), question: { id: 'lorem ipsum', en: 'promo katalog' } },
      entry('other', 'Ukuran sepatu'),
    ]);
    expect(faq.lookup('katalog promo', 'id').answers[0]?.id).toBe('indonesian');
    expect(faq.lookup('katalog promo', 'en').answers[0]?.id).toBe('english');
  });

  test('gives the same answer whenever it is asked', () => {
    const faq = createFaq(shipped.entries);
    const text = 'zakat emas yang dipakai';
    expect(faq.lookup(text, 'id')).toEqual(faq.lookup(text, 'id'));
  });
});

describe('whatever is asked', () => {
  const faq = createFaq(shipped.entries);
  const words = shipped.entries.flatMap(({ question }) => `${question.id} ${question.en}`.split(' '));
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc
      .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 })), { maxLength: 30 })
      .map((list) => list.join(' ')),
  );

  test('there are at most three answers, distinct, best first, each scored within 0..1', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('id' as const, 'en' as const), (question, language) => {
        const { answers, decision } = faq.lookup(question, language);
        expect(answers.length).toBeLessThanOrEqual(3);
        expect(new Set(answers.map(({ id }) => id)).size).toBe(answers.length);
        const scores = answers.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const score of scores) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
        if (answers.length === 0) expect(decision).toBe('none');
      }),
      { numRuns: 500 },
    );
  });

  test('a very long text takes no longer than a chat message', () => {
    const long = 'zakat fitrah berapa '.repeat(50_000);
    expect(faq.lookup(long, 'id')).toEqual(faq.lookup(long.slice(0, 500), 'id'));
  });
});
