import { describe, expect, test } from '@jest/globals';
import { forms } from '../../src/flows/index.js';

const AT = Date.UTC(2026, 7, 3, 1, 0);

describe('forms', () => {
  test.each([
    ['Asia/Jakarta', '3 Agustus 2026', 'Senin', '08.00', 'WIB', '8 am'],
    ['Asia/Makassar', '3 Agustus 2026', 'Senin', '09.00', 'WITA', '9 am'],
    ['Asia/Jayapura', '3 Agustus 2026', 'Senin', '10.00', 'WIT', '10 am'],
    ['Asia/Kuala_Lumpur', '3 Agustus 2026', 'Senin', '09.00', 'UTC+8', '9 am'],
  ])('%s', (zone, date, weekday, clock, name, english) => {
    expect(forms.date(AT, zone, 'id')).toBe(date);
    expect(forms.weekday(AT, zone, 'id')).toBe(weekday);
    expect(forms.clock(AT, zone, 'id')).toBe(clock);
    expect(forms.zone(AT, zone)).toBe(name);
    expect(forms.clock(AT, zone, 'en')).toBe(english);
  });

  test.each([
    [3, 'malam'],
    [4, 'pagi'],
    [10, 'pagi'],
    [11, 'siang'],
    [14, 'siang'],
    [15, 'sore'],
    [17, 'sore'],
    [18, 'malam'],
  ])('%i o’clock is %s', (hour, part) => {
    expect(forms.partOfDay(Date.UTC(2026, 0, 2, hour, 59) - 7 * 3600_000, 'Asia/Jakarta')).toBe(part);
  });

  test.each([
    [1_500_000, 'Rp1.500.000', 'Rp1,500,000', 'Rp1,5 juta', 'Rp1.5 million'],
    [300_000, 'Rp300.000', 'Rp300,000', 'Rp300 ribu', 'Rp300,000'],
    [1_234_567, 'Rp1.234.567', 'Rp1,234,567', 'Rp1.234.567', 'Rp1,234,567'],
    [2_000_000_000, 'Rp2.000.000.000', 'Rp2,000,000,000', 'Rp2 miliar', 'Rp2 billion'],
    [500, 'Rp500', 'Rp500', 'Rp500', 'Rp500'],
  ])('money %i', (value, id, en, shortId, shortEn) => {
    expect([forms.rupiah(value, 'id'), forms.rupiah(value, 'en')]).toEqual([id, en]);
    expect([forms.shortRupiah(value, 'id'), forms.shortRupiah(value, 'en')]).toEqual([shortId, shortEn]);
  });

  test.each([
    ['6281234567890', '0812-3456-7890', '0812-xxxx-7890'],
    ['447700900123', '+447700900123', '+4477-xxxx-0123'],
  ])('phone %s', (digits, whole, masked) => {
    expect(forms.phone(digits)).toBe(whole);
    expect(forms.maskedPhone(digits)).toBe(masked);
  });

  test('lists', () => {
    expect(forms.list(['Info Zakat', 'Laporan'], 'id')).toBe('Info Zakat dan Laporan');
    expect(forms.list(['A', 'B', 'C'], 'en')).toBe('A, B and C');
  });
});
