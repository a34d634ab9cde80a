import { describe, expect, test } from '@jest/globals';
import { answer, matchChoice } from '../../src/understanding/index.js';

describe('answer', () => {
  test.each([
    'ya',
    'iya',
    'y',
    'Boleh',
    'setuju',
    'oke',
    'OK',
    'nggih',
    'mangga',
    'yes',
    'Ya, setuju',
    'iya boleh kak',
    'yes please',
    'saya setuju',
    'yaaa',
  ])('%j is a yes', (text) => {
    expect(answer(text)).toBe('yes');
  });

  test.each([
    'tidak',
    'gak',
    'nggak',
    'ora',
    'henteu',
    'no',
    'Tidak, terima kasih',
    'ga usah',
    'tidak setuju',
    'no thanks',
    'tidak jadi',
    'nggak dulu deh',
  ])('%j is a no', (text) => {
    expect(answer(text)).toBe('no');
  });

  test.each([
    ['1', 1],
    ['2.', 2],
    ['1️⃣', 1],
    ['no 2', 2],
    ['nomor dua', 2],
    ['yang kedua', 2],
    ['pilih 3 ya', 3],
  ])('%j is the number %i', (text, number) => {
    expect(answer(text)).toBe(number);
  });

  test.each([
    '👍',
    '🙏',
    '',
    'gapapa',
    'tidak apa-apa',
    'saya mau 3 box',
    '1 atau 2',
    'ya berhenti',
    'boleh kirim ke Bandung?',
    'halo',
    'ya saya mau tanya dulu soal zakat',
  ])('%j is no answer', (text) => {
    expect(answer(text)).toBeUndefined();
  });
});

describe('matchChoice', () => {
  const titles = ['Ya, setuju', 'Tidak, terima kasih', 'Pilih topik'];

  test.each([
    ['1', 0],
    ['nomor 2', 1],
    ['Ya, setuju', 0],
    ['ya setuju', 0],
    ['YA', 0],
    ['oke', 0],
    ['setuju', 0],
    ['gak', 1],
    ['tidak', 1],
    ['nggak, makasih', 1],
    ['pilih', 2],
    ['topik', 2],
    ['pilih topik', 2],
    ['plih topik', 2],
    ['Pilih', 2],
  ])('%j is choice %i', (text, index) => {
    expect(matchChoice(text, titles)).toBe(index);
  });

  test.each(['4', '0', '👍', 'halo', ''])('%j is none of them', (text) => {
    expect(matchChoice(text, titles)).toBeUndefined();
  });

  test('what fits two choices fits none', () => {
    expect(matchChoice('info', ['Info zakat', 'Info kurban'])).toBeUndefined();
    expect(matchChoice('kurban', ['Info zakat', 'Info kurban'])).toBe(1);
    expect(matchChoice('ya', ['Info zakat', 'Info kurban'])).toBeUndefined();
  });

  test('a long title is matched by its beginning', () => {
    expect(matchChoice('laporan', ['Laporan penyaluran bulanan', 'Info zakat'])).toBe(0);
  });
});
