import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readDateCell } from '../../../src/consent/import/date-cell.js';

const TODAY = '2026-01-05';
const read = (cell: string) => {
  const found = readDateCell(cell, TODAY);
  return typeof found === 'string' ? found : found.date;
};

describe('3 August 2025, as people write it:', () => {
  test.each([
    '2025-08-03',
    '2025/08/03',
    '2025-8-3',
    '20250803',
    '03/08/2025',
    '3/8/2025',
    '03-08-2025',
    '03.08.2025',
    '3-8-25',
    '3/8/25',
    '3 Agt 2025',
    '3 Agu 2025',
    '3 Agustus 2025',
    '3 AGUSTUS 2025',
    '03-Agu-25',
    '3agt2025',
    '3 Agt. 2025',
    'Minggu, 3 Agustus 2025',
    'Ahad 3 Agustus 2025',
    '3 August 2025',
    'Aug 3, 2025',
    'August 3rd, 2025',
    '3rd August 2025',
    "3 Agt '25",
    '3 Agt’25',
    'Tgl. 3 Agt 2025',
    'tanggal 3/8/2025',
    'Minggu/3 Agustus 2025',
    'Minggu, tgl 3 Agustus 2025',
    '45872',
    '45872,58',
    "'03/08/2025",
    ' 3  Agt  2025 ',
  ])('%j', (cell) => expect(read(cell)).toBe('2025-08-03'));
});

test.each([
  ['2025-08-03T10:00:00+07:00', '2025-08-03T10:00:00+07:00'],
  ['2025-08-03T10:00:00.123Z', '2025-08-03T10:00:00Z'],
  ['2025-08-03 10:00', '2025-08-03T10:00'],
  // As PostgreSQL writes it.
  ['2025-08-03 10:00:00+07', '2025-08-03T10:00:00+07:00'],
  ['2025-08-03 10:00:00.123456+0700', '2025-08-03T10:00:00+07:00'],
  ['03/08/2025 14.05', '2025-08-03T14:05'],
  ['3/8/2025 2:05:09 PM', '2025-08-03T14:05:09'],
  ['3/8/2025 12:05 AM', '2025-08-03T00:05'],
  ['3 Agustus 2025 pukul 14.05 WIB', '2025-08-03T14:05+07:00'],
  ['3 Agt 2025, 14:05 WITA', '2025-08-03T14:05+08:00'],
])('%s keeps its time', (cell, date) => expect(read(cell)).toBe(date));

describe('every month by its names:', () => {
  const NAMES = [
    ['Jan', 'Januari', 'January'],
    ['Feb', 'Februari', 'Pebruari', 'February'],
    ['Mar', 'Maret', 'March'],
    ['Apr', 'April'],
    ['Mei', 'May'],
    ['Jun', 'Juni', 'June'],
    ['Jul', 'Juli', 'July'],
    ['Agt', 'Agustus', 'August'],
    ['Sep', 'September'],
    ['Okt', 'Oktober', 'October'],
    ['Nov', 'Nopember', 'November'],
    ['Des', 'Desember', 'December'],
  ];
  test.each(
    NAMES.flatMap((names, i) => names.map((name) => [name, String(i + 1).padStart(2, '0')] as const)),
  )('%s', (name, month) => expect(read(`1 ${name} 2025`)).toBe(`2025-${month}-01`));
});

describe('what is no date says why:', () => {
  test.each([
    ['', 'missing_date'],
    ['   ', 'missing_date'],
    ['kemarin', 'invalid_date'],
    ['3 Foo 2025', 'invalid_date'],
    ['31/2/2025', 'invalid_date'],
    ['29/2/2025', 'invalid_date'],
    ['2025-02-31', 'invalid_date'],
    // The day comes first here: no month has the number 25.
    ['08/25/2025', 'invalid_date'],
    ['00/00/0000', 'invalid_date'],
    ['2025', 'invalid_date'],
    ['08/2025', 'invalid_date'],
    ['1/1/1970', 'invalid_date'],
    ['2025-08-03 25:00', 'invalid_date'],
    ['2025-08-03 24:00', 'invalid_date'],
    ['0000-00-00', 'invalid_date'],
    ['1754200000', 'invalid_date'],
    ['3 Agt', 'invalid_date'],
    ['=NOW()', 'invalid_date'],
    ['#VALUE!', 'invalid_date'],
    ['2025-08-03 jam makan', 'invalid_date'],
    ['2026-01-06', 'date_in_future'],
    ['6/1/2026', 'date_in_future'],
    ['2062-08-03', 'date_in_future'],
    ['99999', 'date_in_future'],
  ])('%j is %s', (cell, fault) => expect(read(cell)).toBe(fault));

  test('today is no future, and a zone east of ours may be a day ahead', () => {
    expect(read('5/1/2026')).toBe(TODAY);
    expect(read('2026-01-06T01:00+09:00')).toBe('2026-01-06T01:00+09:00');
  });
});

test('a day means the same in every way of writing it', () => {
  const days = fc.date({ min: new Date('1995-01-01'), max: new Date('2026-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 4 }), (day, way) => {
      const iso = day.toISOString().slice(0, 10);
      const [y, m, d] = iso.split('-').map(Number);
      const serial = Math.round((Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000);
      const long = new Intl.DateTimeFormat('id', { dateStyle: 'full', timeZone: 'UTC' }).format(day);
      const written = [iso, `${d}/${m}/${y}`, `${d}-${m}-${y}`, String(serial), long][way] ?? '';
      expect(read(written)).toBe(iso);
    }),
  );
});

test('nothing makes it fall over, and what it finds is a day that exists', () => {
  const cells = fc.oneof(fc.string(), fc.stringMatching(/^[\d/:. -]{0,20}$/));
  fc.assert(
    fc.property(cells, (cell) => {
      const found = read(cell);
      if (/^\d/.test(found))
        expect(new Date(found.slice(0, 10)).toISOString().slice(0, 10)).toBe(found.slice(0, 10));
    }),
    { numRuns: 1000 },
  );
});
