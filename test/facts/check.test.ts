import { describe, expect, test } from '@jest/globals';
import { checkOutgoing, isPlain } from '../../src/facts/check.js';
import type { Fact } from '../../src/facts/fact.js';
import { createRegistry } from '../../src/facts/registry.js';

const about = { source: 'surat bank', owner: 'keuangan' };
const facts: Fact[] = [
  { id: 'rekening-zakat', kind: 'account', value: '000 100 0001', bank: 'BSC', holder: 'Amanah', ...about },
  { id: 'rekening-lama', kind: 'account', value: '000 100 0999', expires: '2025-12-31', ...about },
  { id: 'va', kind: 'account', value: '8808 1*', ...about },
  { id: 'qris', kind: 'qris', value: 'ID1020304050607', ...about },
  { id: 'situs', kind: 'domain', value: 'amanah.example', ...about },
  { id: 'telepon', kind: 'phone', value: '(021) 555-0100', ...about },
  { id: 'fitrah-jakarta', kind: 'figure', value: 'Rp45.000', expires: '2025-12-31', ...about },
  {
    id: 'nisab',
    kind: 'figure',
    value: { id: 'Rp85 juta', en: 'Rp85 million' },
    expires: '2026-12-31',
    ...about,
  },
];
const NOW = Date.UTC(2026, 0, 5, 3);
const registry = createRegistry(facts, { timezone: 'Asia/Jakarta' });
const found = (text: string, known: string[] = []) =>
  checkOutgoing(text, registry, NOW, known).map(({ code, at, length }) => [
    code,
    text.slice(at, at + length),
  ]);

describe('refused', () => {
  test.each<[string, string, string]>([
    ['another account', 'Transfer ke BCA 123 456 7890 ya', 'unknown_account'],
    ['a short one where payment is spoken of', 'rekening 12345678 a.n. Budi', 'unknown_account'],
    ['one glued to its bank', 'BCA-1234567890', 'unknown_account'],
    [
      'a bare one: its bank may stand in the message before',
      'ini nomornya kak 1234567890',
      'unknown_account',
    ],
    ['one written like an amount', 'norek 123.456.789.012', 'unknown_account'],
    ['one with full-width digits', 'rekening １２３４５６７８９０', 'unknown_account'],
    ['one digit of ours changed', 'Rekening zakat: 000 100 0002', 'unknown_account'],
    ['an account whose time is over', 'Rekening 000 100 0999', 'expired_fact'],
    ['a donation to a number', 'Kirim donasi ke 1234567890', 'unknown_account'],
    ['an e-wallet', 'DANA 0812 3456 7890 a.n. Budi', 'unknown_account'],
    ['an e-wallet under our phone number', 'Kirim ke OVO (021) 555-0100', 'unknown_account'],
    ['another phone', 'Telepon 0812-3456-7890', 'unknown_phone'],
    ['another phone, from abroad', 'Call +62 812 3456 7890', 'unknown_phone'],
    ['a link', 'Klik https://amanah-zakat.com/donasi', 'unknown_link'],
    ['a bare link', 'buka amanah.id/donasi ya', 'unknown_link'],
    ['a short link', 'bit.ly/zakat-2026', 'unknown_link'],
    ['ours as the beginning of another', 'https://amanah.example.evil.com/', 'unknown_link'],
    ['ours as a user name', 'https://amanah.example@evil.com/x', 'unknown_link'],
    ['ours with a look-alike letter', 'https://аmanah.example/donasi', 'unknown_link'],
    ['ours as the end of another', 'notamanah.example/donasi', 'unknown_link'],
    ['an address of numbers', 'http://192.168.10.20/login', 'unknown_link'],
    ['e-mail', 'kirim ke zakat@gmail.com', 'unknown_link'],
    ['somebody else on WhatsApp', 'https://wa.me/6281234567890', 'unknown_phone'],
    ['a QRIS id', 'QRIS kami ID9999999999999', 'unknown_qris'],
    [
      'a QRIS code',
      '00020101021126610014COM.GO-JEK.WWW01189360091430000000000215ID99999999999990303UMI',
      'unknown_qris',
    ],
    ['a reference to nothing', 'Transfer ke {{fact.rekening-x}}', 'unknown_fact'],
    ['a part that the fact lacks', '{{fact.situs.bank}}', 'unknown_fact'],
    ['a reference whose time is over', 'Fitrah {{fact.fitrah-jakarta}}', 'expired_fact'],
    ['a figure whose time is over, written out', 'Fitrah di Jakarta Rp45.000 per jiwa', 'expired_fact'],
  ])('%s', (_, text, code) => {
    expect(found(text).map(([one]) => one)).toEqual([code]);
    expect(isPlain(text)).toBe(false);
  });
});

describe('not refused', () => {
  test.each<[string, string]>([
    ['our account', 'Zakat: 000 100 0001 a.n. Amanah'],
    ['our account, written together', 'rekening 0001000001'],
    ['a virtual account of our biller', 'VA Anda 8808 1234 5678 9012'],
    ['our QRIS', 'NMID ID1020304050607'],
    ['our site', 'https://amanah.example/donasi?x=1'],
    ['our site, in bold', 'Buka *amanah.example/donasi*.'],
    ['a page below our site', 'donasi.amanah.example'],
    ['our e-mail', 'lapor@amanah.example'],
    ['our phone', 'Telepon (021) 555-0100'],
    ['our phone from abroad', '+62 21 5550100'],
    ['our number on WhatsApp', 'wa.me/62215550100'],
    ['references', '{{fact.rekening-zakat}} {{fact.rekening-zakat.bank}} {{fact.nisab}}'],
    ['an amount that only looks like one whose time is over', 'Donasi Rp45.000 sudah kami terima'],
    ['a sentence without a space after its stop', 'Baik kak.Silakan.Di kantor kami ada.To sum up'],
    ['abbreviations', 'a.n. Yayasan, dll., s.d. 17.00, Jl.Contoh No.10'],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  test('a number that the reader knows: their own phone, the reference of their order', () => {
    const text = 'Kami telepon di 0812-3456-7890 tentang 1234567890123 ya';
    expect(found(text).map(([code]) => code)).toEqual(['unknown_phone', 'unknown_account']);
    expect(found(text, ['6281234567890', '1234567890123'])).toEqual([]);
  });
});

test('it tells where', () => {
  expect(found('Transfer ke BCA 123 456 7890, atau lewat evil.com ya.')).toEqual([
    ['unknown_account', '123 456 7890'],
    ['unknown_link', 'evil.com'],
  ]);
});

describe('the version', () => {
  test('changes when a fact ends, and not before', () => {
    const ends = Date.UTC(2026, 11, 31, 17);
    expect(registry.version(NOW)).toBe(registry.version(ends - 1));
    expect(registry.version(ends)).not.toBe(registry.version(NOW));
    expect(registry.value('nisab', 'en', ends - 1)).toBe('Rp85 million');
    expect(registry.value('nisab', 'en', ends)).toBeUndefined();
  });

  test('is that of the values', () => {
    const same = createRegistry(structuredClone(facts), {
      timezone: 'Asia/Jakarta',
    });
    expect(same.version(NOW)).toBe(registry.version(NOW));
    const other = createRegistry(facts.slice(1), { timezone: 'Asia/Jakarta' });
    expect(other.version(NOW)).not.toBe(registry.version(NOW));
  });
});

test('most texts name nothing', () => {
  const text =
    'Baik, petugas kami akan membalas di chat ini. Anda berikutnya. Silakan tulis pertanyaan Anda.';
  expect(isPlain(text)).toBe(true);
});

test.each<[string, string]>([
  ['digits', '1'],
  ['digits and dots', '1.1.'],
  ['labels', 'a-'],
  ['e-mail', 'a.a@'],
  ['schemes', 'a://'],
  ['brackets', '(1'],
  ['requests', 'kirim otp '],
  ['claims', 'kami dari polisi '],
  ['calls', 'bunuh semua '],
])('no text of %s takes long', (_, piece) => {
  const text = piece.repeat(4096 / piece.length);
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    checkOutgoing(text, registry, NOW);
    return performance.now() - began;
  });
  // Quadratic work takes a hundred each time; on a busy machine the best counts.
  expect(Math.min(...times)).toBeLessThan(60);
});
