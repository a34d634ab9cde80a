import { expect, test } from '@jest/globals';
import { draftOf, factOf } from '../../console/src/sandbox/facts/draft.js';
import { foundFacts, standingOf } from '../../console/src/sandbox/facts/fact-words.js';
import type { Fact } from '../../console/src/sandbox/izin-types.js';
import { spacedPhone } from '../../console/src/sandbox/phone-words.js';

const ACCOUNT: Fact = {
  id: 'rekening-zakat',
  kind: 'account',
  value: '000 100 0001',
  bank: 'Bank Contoh',
  source: 'surat',
  owner: 'keuangan',
};
const FIGURE: Fact = {
  id: 'nisab',
  kind: 'figure',
  value: { id: 'Rp90.000.000', en: 'Rp90,000,000' },
  source: 'SK',
  owner: 'dewan syariah',
  expires: '2026-05-31',
};

// 00.30 in Jakarta is still the day before in UTC.
const MIDNIGHT = Date.parse('2026-05-31T00:30:00+07:00');

test.each([
  ['no end', undefined, { is: 'endless' }],
  ['today is the last day', '2026-05-31', { is: 'soon', day: '2026-05-31', days: 0 }],
  ['yesterday was', '2026-05-30', { is: 'over', day: '2026-05-30' }],
  ['in 14 days', '2026-06-14', { is: 'soon', day: '2026-06-14', days: 14 }],
  ['in 15 days', '2026-06-15', { is: 'holds', day: '2026-06-15' }],
])('%s', (_, expires, standing) => {
  const fact = expires === undefined ? {} : { expires };
  expect(standingOf(fact, MIDNIGHT, 'Asia/Jakarta')).toEqual(standing);
});

test('a fact comes out of the form as it went in, and an empty field is none', () => {
  expect(factOf(draftOf(ACCOUNT))).toEqual(ACCOUNT);
  expect(factOf(draftOf(FIGURE))).toEqual(FIGURE);
  expect(factOf({ ...draftOf(ACCOUNT), bank: ' ', value: ' 000 100 0002 ' })).toEqual({
    id: 'rekening-zakat',
    kind: 'account',
    value: '000 100 0002',
    source: 'surat',
    owner: 'keuangan',
  });
  expect(factOf({ ...draftOf(FIGURE), valueEn: 'Rp90.000.000' }).value).toBe('Rp90.000.000');
});

test('facts are found by whatever stands in them, accounts first', () => {
  expect(foundFacts([FIGURE, ACCOUNT], '').map(({ id }) => id)).toEqual(['rekening-zakat', 'nisab']);
  expect(foundFacts([FIGURE, ACCOUNT], 'SYARIAH')).toEqual([FIGURE]);
  expect(foundFacts([FIGURE, ACCOUNT], 'tidak ada')).toEqual([]);
});

test.each([
  ['+6281234567890', '+62 812-3456-7890'],
  ['+628123456789', '+62 812-3456-789'],
  ['+14155550100', '+14155550100'],
])('%s is read as %s', (phone, words) => {
  expect(spacedPhone(phone)).toBe(words);
});
