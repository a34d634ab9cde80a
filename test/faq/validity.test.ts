import { expect, test } from '@jest/globals';
import { createFaq, type FaqEntry } from '../../src/faq/index.js';

const entry = (id: string, question: string, more: Partial<FaqEntry> = {}): FaqEntry => ({
  id,
  question: { id: question, en: question },
  answer: { id: 'Jawaban.', en: 'Answer.' },
  ...more,
});
const faq = createFaq([
  entry('old', 'Berapa biaya kurban kambing?', { validUntil: '2026-05-31' }),
  entry('new', 'Berapa harga kurban kambing tahun depan?', { validFrom: '2026-06-01' }),
  entry('hours', 'Jam buka kantor?'),
]);

test.each([
  ['2026-05-31', 'old'],
  ['2026-06-01', 'new'],
])('on %s the exact words find %s', (day, id) => {
  const { decision, answers } = faq.lookup('berapa biaya kurban kambing', 'id', day);
  expect(decision === 'answer' ? answers[0]?.id : undefined).toBe(id);
  expect(answers.map((one) => one.id)).not.toContain(day === '2026-05-31' ? 'new' : 'old');
});

test('an entry without days is always current, an unknown one never', () => {
  expect(faq.isCurrent('hours', '1999-01-01')).toBe(true);
  expect(faq.isCurrent('gone', '2026-06-01')).toBe(false);
  expect([faq.isCurrent('old', '2026-05-31'), faq.isCurrent('old', '2026-06-01')]).toEqual([true, false]);
});
