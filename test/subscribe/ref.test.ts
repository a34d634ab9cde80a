import { inflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import QRCode from 'qrcode';
import { readStart } from '../../src/conversation/start-request.js';
import { qrPng } from '../../src/subscribe/qr.js';
import { newRef, REF_LENGTH, splitRef } from '../../src/subscribe/ref.js';
import { prefilledText, waLink } from '../../src/subscribe/wa-link.js';
import { classify } from '../../src/understanding/index.js';
import { facts } from '../flows/shipped.js';

const { topics } = facts();
const ref = fc.constantFrom(REF_LENGTH.lasting, REF_LENGTH.once).map(newRef);

describe('a ref', () => {
  test('is found again in the message that carries it, in any brackets and capitals', () => {
    const around = fc.constantFrom(['(', ')'], ['[', ']'], ['', ''], ['( ', ' )'], ['\n(', ')\n']);
    const word = fc.constantFrom('ref ', 'Ref: ', 'REF.', 'reff ', 'kode ', 'ref#');
    const rest = fc.constantFrom('DAFTAR info-zakat', 'kak mau daftar ya', '');
    fc.assert(
      fc.property(ref, around, word, rest, fc.boolean(), (code, [open, close], before, said, small) => {
        const text = `${said} ${open}${before}${code}${close}`;
        const found = splitRef(small ? text.toLowerCase() : text);
        expect(found.ref).toBe(code);
        expect(found.rest.toLowerCase()).toBe(said.toLowerCase());
      }),
    );
  });

  test('never makes a stop, a doubt or another wish of the message around it', () => {
    fc.assert(
      fc.property(ref, fc.constantFrom('id' as const, 'en' as const), (code, language) => {
        const text = prefilledText({ topic: 'info-zakat', language, ref: code });
        for (const afterBroadcast of [false, true])
          expect(['opt_in', 'other']).toContain(classify(text, { afterBroadcast }).intent);
        expect(readStart(text, topics)).toMatchObject({ ref: code, topics: ['info-zakat'] });
      }),
    );
  });

  test.each([
    'kode pos 40132',
    'apa kode etiknya?',
    'referensi bukunya apa',
    'refund dong',
    'daftar referral ABCD',
    'ref AAAA',
    'ref 12',
  ])('is not seen where there is none: %s', (text) => {
    expect(splitRef(text)).toEqual({ rest: text });
  });
});

describe('DAFTAR and a topic', () => {
  test.each<[string, string[] | undefined]>([
    ['DAFTAR info-zakat', ['info-zakat']],
    ['START info-zakat', ['info-zakat']],
    ['daftar laporan penyaluran ya kak', ['laporan-penyaluran']],
    ['berlangganan info zakat', ['info-zakat']],
    ['daftar relawan', undefined],
    ['daftar harga info zakat', undefined],
    ['daftar penerima zakat', undefined],
    ['info zakat', undefined],
    ['daftar', undefined],
  ])('%s: %j', (text, named) => {
    expect(readStart(text, topics)?.topics).toEqual(named);
  });
});

test('a link says nothing but our number and the message', () => {
  const url = new URL(waLink('+62 21-5010 0000', 'DAFTAR info-zakat (ref C7K3)'));
  expect(url.origin + url.pathname).toBe('https://wa.me/622150100000');
  expect([...url.searchParams.entries()]).toEqual([['text', 'DAFTAR info-zakat (ref C7K3)']]);
});

test('the PNG shows the same modules as the library makes, with a margin of four', () => {
  const text = waLink('622150100000', 'DAFTAR laporan-penyaluran (ref C7K3)');
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'Q' }).modules;
  const png = qrPng(text);
  const width = png.readUInt32BE(16);
  const scale = width / (size + 8);
  expect(Number.isInteger(scale)).toBe(true);
  const start = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)));
  const stride = 1 + Math.ceil(width / 8);
  const dark = (column: number, row: number) => {
    const [x, y] = [Math.floor((column + 4.5) * scale), Math.floor((row + 4.5) * scale)];
    return ((rows[y * stride + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0;
  };
  for (let row = -4; row < size + 4; row++) {
    for (let column = -4; column < size + 4; column++) {
      const inside = row >= 0 && row < size && column >= 0 && column < size;
      expect(dark(column, row)).toBe(inside && data[row * size + column] === 1);
    }
  }
});
