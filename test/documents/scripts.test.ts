import { expect, test } from '@jest/globals';
import PDFDocument from 'pdfkit';
import { Sheet } from '../../src/documents/index.js';
import { fontFile, piecesOf, type Script, scriptOf } from '../../src/documents/scripts.js';

/** What pdfkit keeps of an embedded typeface. */
interface Embedded {
  _font: { font: { hasGlyphForCodePoint: (code: number) => boolean } };
}

test.each<Script>(['latin', 'arabic', 'javanese'])(
  'the typefaces of %s hold every letter we count on',
  (script) => {
    const letters = Array.from({ length: 0xffff }, (_, code) => code).filter(
      (code) => (code < 0xd800 || code > 0xdfff) && scriptOf(String.fromCodePoint(code)) === script,
    );
    expect(letters.length).toBeGreaterThan(80);
    for (const face of ['plain', 'bold', 'mono'] as const) {
      const { font } = (new PDFDocument().font(fontFile(script, face)) as unknown as Embedded)._font;
      const missing = letters.filter((code) => !font.hasGlyphForCodePoint(code));
      expect(missing.map((code) => code.toString(16))).toEqual([]);
    }
  },
);

test.each([
  ['Siti Rahma', ['Siti Rahma']],
  ['Šukrān', ['Šukr', 'ā', 'n']],
  ['Bapak محمد عبد الله (donatur)', ['Bapak ', 'الله', ' ', 'عبد', ' ', 'محمد', ' (donatur)']],
  ['محمد Ali عبد', ['محمد', ' Ali ', 'عبد']],
  ['', []],
])('%j stands from left to right as %j', (line, texts) => {
  expect(piecesOf(line).map(({ text }) => text)).toEqual(texts);
});

test('a name is embedded with its typeface; a document without one embeds nothing', async () => {
  const write = async (name: string) => {
    const sheet = new Sheet({
      title: 'Salinan data Anda',
      owner: 'Yayasan',
      language: 'id',
      createdAt: 0,
      footer: '',
      pageOf: () => '',
      unprintable: '',
    });
    sheet.facts([['Nama', name]]);
    return (await sheet.finish()).toString('latin1');
  };
  expect(await write('Siti Rahma')).not.toContain('/FontFile');
  for (const [name, font] of [
    ['محمد عبد الله', 'NotoNaskhArabic'],
    ['Ṣābir', 'NotoSans'],
    ['ꦱꦸꦂꦪ', 'NotoSansJavanese'],
  ] as const) {
    const pdf = await write(name);
    expect(pdf).toMatch(new RegExp(`/BaseFont /[A-Z]{6}\\+${font}`));
    expect(pdf.length).toBeLessThan(60_000);
  }
});
