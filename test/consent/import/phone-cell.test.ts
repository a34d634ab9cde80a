import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readPhoneCell } from '../../../src/consent/import/phone-cell.js';

const read = (cell: string) => {
  const found = readPhoneCell(cell, 'ID');
  return typeof found === 'string' ? found : [found.phone.value, ...found.others.map(({ value }) => value)];
};
const SITI = '6281234567890';
const BUDI = '6285611112222';

describe('one number, as people write it:', () => {
  test.each([
    '081234567890',
    '81234567890',
    '6281234567890',
    '+6281234567890',
    '+62 812-3456-7890',
    '0812 3456 7890',
    '0812.3456.7890',
    '0812–3456–7890',
    '(0812) 3456 7890',
    '(+62) 812 3456 7890',
    "'081234567890",
    "'+6281234567890",
    '"081234567890"',
    '="081234567890"',
    ' 0812\u00a03456\u00a07890 ',
    '\u202a+62 812-3456-7890\u202c',
    '０８１２３４５６７８９０',
    '+62 0812 3456 7890',
    '+62(0)812-3456-7890',
    '0062 812 3456 7890',
    'WA: 081234567890',
    'Hp. 0812 3456 7890',
    'wa.me/6281234567890',
    'https://wa.me/6281234567890',
    '081234567890 (Bu Siti)',
    '081234567890 a.n. Siti',
    'https://wa.me/6281234567890?text=halo',
    'https://api.whatsapp.com/send?phone=6281234567890&text=halo',
    'tel:+6281234567890',
    '6281234567890@c.us',
    '📱 081234567890 ✅',
    '8.1234567890E+10',
    'O81234567890',
    '6.281.234.567.890',
    '6,281,234,567,890',
    '6281234567890.0',
    '6281234567890,00',
    '6,281234567890E+12',
    '6.281234567890e12',
    '0812-3456-7890/91',
    '081234567890 081234567890',
  ])('%j', (cell) => expect(read(cell)).toEqual([SITI]));
});

describe('two numbers in a cell: the first mobile one counts, the other is kept:', () => {
  test.each([
    '0812-3456-7890 / 0856-1111-2222',
    '0812-3456-7890/0856-1111-2222',
    '081234567890, 085611112222',
    '081234567890,085611112222',
    '081234567890;085611112222',
    '081234567890 dan 085611112222',
    '081234567890 atau 085611112222',
    '081234567890\n085611112222',
    '081234567890   085611112222',
    '0812-3456-7890 0856-1111-2222',
    '081234567890 (WA) / 085611112222 (kantor)',
    '081234567890 (istri 0856-1111-2222)',
    'wa.me/6281234567890 / wa.me/6285611112222',
    'HP 081234567890 WA 085611112222',
  ])('%j', (cell) => expect(read(cell)).toEqual([SITI, BUDI]));

  test('three are three', () => {
    expect(read('081234567890 085611112222 0878-1111-2222')).toEqual([SITI, BUDI, '6287811112222']);
  });

  test('a landline in front of it is not written to', () => {
    expect(read('021-5551234 / 0812-3456-7890')).toEqual([SITI, '62215551234']);
  });
});

test.each([
  ['+6281000000000', '6281000000000'],
  ['081000000000', '6281000000000'],
  ['6281210000000', '6281210000000'],
])('%s, with all its zeros, is a number', (cell, value) => expect(read(cell)).toEqual([value]));

describe('numbers from abroad:', () => {
  test.each([
    ['+60 12-345 6789', '60123456789'],
    ['0060 12-345 6789', '60123456789'],
    ['60123456789', '60123456789'],
    ['+65 9123 4567', '6591234567'],
    ['6591234567', '6591234567'],
    ['+966 50 123 4567', '966501234567'],
    ['+1 415 555 2671', '14155552671'],
  ])('%s', (cell, value) => expect(read(cell)).toEqual([value]));
});

describe('what is no number says why:', () => {
  test.each([
    ['', 'missing_phone'],
    ['  ', 'missing_phone'],
    ["'", 'missing_phone'],
    ['6,28E+12', 'lost_digits'],
    ['6.28E+12', 'lost_digits'],
    ['6,28123E+12', 'lost_digits'],
    ['8.12346E+11', 'lost_digits'],
    ['6.28123456789E+12', 'lost_digits'],
    // Rounded, and read back as a number.
    ['6280000000000', 'lost_digits'],
    ['6281000000000.00', 'lost_digits'],
    ['81000000000', 'lost_digits'],
    ['6.280.000.000.000', 'lost_digits'],
    ['1E+308', 'invalid_phone'],
    ['#N/A', 'invalid_phone'],
    ['=cmd|calc!A1', 'invalid_phone'],
    ['08l234567890', 'invalid_phone'],
    ['abc', 'invalid_phone'],
    ['-', 'invalid_phone'],
    ['0', 'invalid_phone'],
    ['tidak ada', 'invalid_phone'],
    ['12', 'invalid_phone'],
    ['0812', 'invalid_phone'],
    ['081234567', 'invalid_phone'],
    ['08123456789012', 'invalid_phone'],
    ['6281234567890.5', 'invalid_phone'],
    ['1234567890123456789', 'invalid_phone'],
    ['siti@example.org', 'invalid_phone'],
    ['0812345678901'.repeat(20), 'invalid_phone'],
  ])('%j is %s', (cell, fault) => expect(read(cell)).toBe(fault));
});

const mobile = fc
  .tuple(
    fc.constantFrom('811', '812', '813', '821', '852', '857', '878', '895'),
    fc.stringMatching(/^\d{6,9}$/),
  )
  .map(([prefix, rest]) => prefix + rest)
  // Without its zero or plus such a number has been rounded.
  .filter((number) => !number.endsWith('0'.repeat(9)));

test('a number means the same in every way of writing it', () => {
  const ways: ((n: string) => string)[] = [
    (n) => `0${n}`,
    (n) => n,
    (n) => `62${n}`,
    (n) => `+62${n}`,
    (n) => `+62 ${n.slice(0, 3)}-${n.slice(3, 7)}-${n.slice(7)}`,
    (n) => `'0${n.slice(0, 3)}.${n.slice(3)}`,
    (n) => `6,2${n}E+${n.length + 1}`,
  ];
  fc.assert(
    fc.property(mobile, fc.constantFrom(...ways), (number, way) => {
      expect(read(way(number))).toEqual([`62${number}`]);
    }),
  );
});

test('a rounded number is never guessed', () => {
  fc.assert(
    fc.property(mobile, fc.integer({ min: 1, max: 6 }), (number, digits) => {
      const full = `62${number}`;
      const rounded = `${full[0]},${full.slice(1, 1 + digits)}E+${full.length - 1}`;
      expect(read(rounded)).toBe('lost_digits');
    }),
  );
});

test('nothing makes it fall over, and what it finds are digits', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d +().,/Ee-]{0,60}$/)),
      (cell) => {
        const found = read(cell);
        if (Array.isArray(found)) for (const one of found) expect(one).toMatch(/^[1-9]\d{5,14}$/);
      },
    ),
    { numRuns: 1000 },
  );
});
