import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAmount } from '../../src/understanding/amount.js';

describe('sums as people write them', () => {
  test.each<[string, number]>([
    ['1,5jt', 1_500_000],
    ['1.5jt', 1_500_000],
    ['1.5 juta/bulan', 1_500_000],
    ['1,25 juta', 1_250_000],
    ['500rb', 500_000],
    ['500 rebu', 500_000],
    ['50k', 50_000],
    ['Rp 2.500.000', 2_500_000],
    ['Rp2.500.000,-', 2_500_000],
    ['rp.2.500.000', 2_500_000],
    ['Rp2,500,000', 2_500_000],
    ['Rp 2.500.000,00', 2_500_000],
    ['2500000', 2_500_000],
    ['2 500 000', 2_500_000],
    ['2 juta', 2_000_000],
    ['2 JUTA', 2_000_000],
    ['2 juta 500 ribu', 2_500_000],
    ['sepuluh juta', 10_000_000],
    ['sejuta', 1_000_000],
    ['seribu', 1_000],
    ['sebelas juta', 11_000_000],
    ['dua belas juta', 12_000_000],
    ['dua puluh lima juta', 25_000_000],
    ['dua ratus ribu', 200_000],
    ['seratus lima puluh ribu', 150_000],
    ['satu juta dua ratus lima puluh ribu', 1_250_000],
    ['satu setengah juta', 1_500_000],
    ['setengah juta', 500_000],
    ['seribu lima ratus', 1_500],
    ['2 miliar', 2_000_000_000],
    ['1,2 milyar', 1_200_000_000],
    ['1.250rb', 1_250_000],
    ['kira-kira 5 juta kak', 5_000_000],
    ['gaji saya 7jt per bulan', 7_000_000],
    ['two million five hundred thousand', 2_500_000],
    ['twenty five million', 25_000_000],
    ['1.5 million', 1_500_000],
    ['Rp500', 500],
    ['0', 0],
    ['nol', 0],
    ['tidak ada', 0],
    ['ga ada', 0],
    ['none', 0],
    ['５００ｒｂ', 500_000],
  ])('%s', (text, amount) => {
    expect(readAmount(text)).toBe(amount);
  });

  test.each([
    ['', 'nothing'],
    ['zakat', 'no number'],
    ['5', 'millions or rupiah?'],
    ['lima', 'the same in words'],
    ['1,5', 'of what?'],
    ['5m', 'miliar or million?'],
    ['1,5 M', 'the same'],
    ['1.500 juta', 'a thousand and a half, or one and a half?'],
    ['dua juta lima ratus', 'by the book or as people say it?'],
    ['1 juta 500', 'the same in digits'],
    ['2-3 juta', 'a range'],
    ['2 atau 3 juta', 'two sums'],
    ['5 juta 2 juta', 'two sums'],
    ['500rb 2jt', 'the wrong way round'],
    ['-5 juta', 'a debt'],
    ['seceng', 'slang that not everybody knows'],
    ['10 gram', 'no money'],
    ['2 orang', 'no money'],
    ['12 juta setahun', 'another span'],
    ['100 ribu per hari', 'another span'],
    ['juta', 'how many?'],
    ['dua tiga juta', 'a range in words'],
    ['1.50.000', 'slips of the finger'],
    ['1,234.5.6', 'slips of the finger'],
    ['9999999999999999', 'more than anybody has'],
    ['$500', 'another money'],
  ])('%s is asked again: %s', (text) => {
    expect(readAmount(text)).toBeUndefined();
  });
});

const sums = fc.integer({ min: 1_000, max: 999_999_999_999 });

describe('laws', () => {
  test('what a machine writes is read back, in both languages', () => {
    fc.assert(
      fc.property(sums, fc.constantFrom('id-ID', 'en-GB'), (sum, tag) => {
        expect(readAmount(`Rp${sum.toLocaleString(tag)}`)).toBe(sum);
        expect(readAmount(String(sum))).toBe(sum);
      }),
    );
  });

  test('short forms mean what they stand for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 99 }), (whole, part) => {
        const digits = `${whole},${String(part).padStart(2, '0')}`;
        expect(readAmount(`${digits}jt`)).toBe(whole * 1e6 + part * 1e4);
        expect(readAmount(`${whole} ribu`)).toBe(whole * 1e3);
      }),
    );
  });

  test('number words are read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 999 }), (juta, ribu) => {
        const words = `${inWords(juta)} juta${ribu > 0 ? ` ${inWords(ribu)} ribu` : ''}`;
        expect([words, readAmount(words)]).toEqual([words, juta * 1e6 + ribu * 1e3]);
      }),
    );
  });

  test('whatever comes, it is a whole sum within bounds or nothing, and soon', () => {
    const words = fc.constantFrom(
      'juta',
      'rb',
      'ratus',
      'belas',
      'puluh',
      'dua',
      '1.5',
      '2.000',
      'rp',
      'setengah',
      '-',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.array(words).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const amount = readAmount(text);
        if (amount === undefined) return;
        expect(Number.isSafeInteger(amount) && amount >= 0 && amount <= 1e15).toBe(true);
      }),
      { numRuns: 500 },
    );
    const before = performance.now();
    readAmount('1 000 '.repeat(700));
    readAmount('9'.repeat(4096));
    expect(performance.now() - before).toBeLessThan(200);
  });
});

const UNITS = ['', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'];

/** 1 to 999 as one writes them. */
function inWords(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const tens = Math.floor(rest / 10);
  const below = (): string => {
    if (rest === 10) return 'sepuluh';
    if (rest === 11) return 'sebelas';
    if (tens === 1) return `${UNITS[rest % 10]} belas`;
    return `${tens > 0 ? `${UNITS[tens]} puluh ` : ''}${UNITS[rest % 10]}`;
  };
  const first = hundreds === 0 ? '' : hundreds === 1 ? 'seratus ' : `${UNITS[hundreds]} ratus `;
  return `${first}${below()}`.trim();
}
