import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Sheet, type SheetOptions } from '../../src/documents/index.js';
import { printable } from '../../src/documents/printable.js';
import { wrap } from '../../src/documents/wrap.js';
import { pagesOf, textOf } from './pdf-text.js';

const OPTIONS: SheetOptions = {
  title: 'Salinan data Anda',
  owner: 'Yayasan Amanah',
  language: 'id',
  createdAt: 0,
  footer: 'per 3 Mei 2026',
  pageOf: (page, pages) => `Halaman ${page} dari ${pages}`,
  unprintable: 'tidak dapat dicetak',
};

test.each([
  ['Siti Rahma', 'Siti Rahma'],
  ['Ṣābir Łukasz ﬁ', 'Ṣābir Łukasz fi'],
  ['Nguyễn', 'Nguyen'],
  ['ꦱꦸꦂꦪ', 'ꦱꦸꦂꦪ'],
  ['王小明 Siti', '[*] Siti'],
  ['𝓢𝓲𝓽𝓲', 'Siti'],
  ['🌸bundanya arka👩‍👧🏽🌸', '[*]bundanya arka[*]'],
  ['السلام عليكم ya', 'السلام عليكم ya'],
  ['a\u200Bb\u0000c\tz\r\nd', 'ab c z\nd'],
  ['Rp1.500.000 – “ya” €5…', 'Rp1.500.000 – “ya” €5…'],
])('%j is printed as %j', (text, shown) => expect(printable(text)).toBe(shown));

test('lines are never wider than they may be, and nothing is lost', () => {
  const text = fc.stringMatching(/^[a-z ]{0,80}$/);
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 12 }), (words, width) => {
      const lines = wrap(words, width, (part) => part.length);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(words.replaceAll(' ', ''));
    }),
  );
});

describe('a sheet', () => {
  test('holds what was written, with its frame on each page', async () => {
    const sheet = new Sheet(OPTIONS);
    sheet.title('Yang kami simpan tentang Anda.');
    sheet.heading('Data diri');
    sheet.facts([['Nama', 'Siti 🌸']]);
    sheet.quote('Boleh kami kirim info?', 'sejak 3 Mei 2026');
    const long = Array.from({ length: 900 }, (_, i) => `kata${i}`).join(' ');
    await sheet.table(
      [
        { title: 'Waktu', share: 1 },
        { title: 'Isi', share: 3 },
      ],
      [...Array.from({ length: 60 }, (_, i) => [`${i}`, `pesan nomor ${i}`]), ['akhir', long]],
    );
    const pdf = await sheet.finish();
    const text = textOf(pdf);
    const pages = pagesOf(pdf);
    expect(pages).toBeGreaterThan(2);
    for (const part of ['Salinan data Anda', 'Siti [*]', 'Boleh kami kirim info?', 'tidak dapat dicetak'])
      expect(text).toContain(part);
    for (let i = 0; i < 60; i += 1) expect(text).toContain(`pesan nomor ${i}`);
    for (let i = 0; i < 900; i += 1) expect(text).toContain(`kata${i}`);
    for (let page = 1; page <= pages; page += 1) expect(text).toContain(`Halaman ${page} dari ${pages}`);
  });

  test('takes any text there is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (text) => {
        const sheet = new Sheet({ ...OPTIONS, title: text, footer: text });
        sheet.title(text);
        sheet.facts([[text, text]]);
        sheet.quote(text, text);
        await sheet.table([{ title: text, share: 1 }], [[text]]);
        expect((await sheet.finish()).subarray(0, 5).toString()).toBe('%PDF-');
      }),
      { numRuns: 40 },
    );
  });
});
