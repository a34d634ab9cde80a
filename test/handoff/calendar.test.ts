import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadCalendar, officeAt } from '../../src/handoff/index.js';

const shipped = readFileSync('locales/calendar.yaml', 'utf8');
const at = (local: string) => Date.parse(`${local}:00+07:00`);

describe('locales/calendar.yaml', () => {
  const { calendar, faults } = loadCalendar(shipped);

  test('as shipped has no fault', () => expect(faults).toEqual([]));

  test.each([
    ['2026-08-17T10:00', 'Hari Kemerdekaan'],
    ['2026-12-24T10:00', 'cuti bersama Natal'],
    ['2027-03-26T10:00', 'Wafat Yesus Kristus'],
    ['2026-08-18T10:00', undefined],
  ])('%s', (now, holiday) => {
    const office = calendar && officeAt(calendar, at(now), 'Asia/Jakarta');
    expect(office?.open).toBe(holiday === undefined);
    expect(office?.holiday?.id).toBe(holiday);
  });

  test('in Ramadan the office closes earlier, on Fridays it prays', () => {
    if (!calendar) throw new Error('no calendar');
    expect(officeAt(calendar, at('2026-03-02T15:30'), 'Asia/Jakarta').open).toBe(false);
    expect(officeAt(calendar, at('2026-08-07T12:00'), 'Asia/Jakarta').pause?.id).toBe('salat Jumat');
  });
});

const FORM = 'tidak sesuai bentuknya';
describe('a fault names file, line and mend', () => {
  test.each<[string, string, number, string, string]>([
    ['a day in Indonesian', 'hours:\n  senin: ["08:00-17:00"]\n', 2, 'Nama `senin`', 'monday sampai sunday'],
    ['no hours', 'holidays: []\n', 1, '`hours` belum diisi', 'Tambahkan'],
    ['a time with a dot', 'hours:\n  monday:\n    - "08.00-17.00"\n', 3, FORM, '"08:00-17:00"'],
    ['closed before open', 'hours: { monday: ["17:00-08:00"] }\n', 1, FORM, 'mulai lebih dulu'],
    [
      'overlapping times',
      'hours:\n  friday: ["08:00-12:00", "11:00-17:00"]\n',
      2,
      FORM,
      'tanpa tumpang tindih',
    ],
    [
      'no such date',
      'hours: {}\nholidays:\n  - { date: 2026-02-30, name: { id: a, en: b } }\n',
      3,
      FORM,
      '2027-03-10',
    ],
    [
      'a date twice',
      'hours: {}\nholidays:\n  - { date: 2026-02-20, name: { id: a, en: b } }\n  - { date: 2026-02-20, name: { id: a, en: b } }\n',
      4,
      FORM,
      'Hapus salah satu',
    ],
    [
      'a name without English',
      'hours: {}\nholidays:\n  - { date: 2026-02-20, name: { id: a } }\n',
      3,
      'name.en',
      'Tambahkan',
    ],
    [
      'Ramadan the wrong way',
      'hours: {}\nramadan:\n  - { from: 2026-03-20, to: 2026-02-19, hours: {} }\n',
      3,
      FORM,
      '`from` tidak boleh',
    ],
    [
      'a break on no known day',
      'hours: {}\nbreaks:\n  - { days: [jumat], time: "11:30-13:00", name: { id: a, en: b } }\n',
      3,
      FORM,
      'friday',
    ],
    ['broken YAML', 'hours: {\nholidays: [\n', 2, 'tidak bisa dibaca', 'jarak di awal baris'],
  ])('%s', (_, source, line, message, mend) => {
    const { calendar, faults } = loadCalendar(source);
    expect(calendar).toBeNull();
    expect(faults[0]).toMatchObject({ file: 'locales/calendar.yaml', line, level: 'fault' });
    expect(faults[0]?.message.id).toContain(message);
    expect(faults[0]?.mend.id).toContain(mend);
  });
});
