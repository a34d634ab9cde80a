import { describe, expect, test } from '@jest/globals';
import { SAME_MEANING } from '../../src/faq/concepts.js';
import { STOP_WORDS } from '../../src/faq/stop-words.js';
import { termsOf } from '../../src/faq/terms.js';

describe('termsOf', () => {
  test.each([
    ['duit', 'money'],
    ['norek', 'rekening'],
    ['infaq', 'infak'],
    ['zakatnya', 'zkt'],
    ['pembayaran', 'paid'],
    ['orang tua', 'parents'],
    ['luar negeri', 'overseas'],
    ['ditransfer', 'tf'],
  ])('%s and %s meet in one term', (one, other) => {
    const [first] = termsOf(one).keys();
    const [second] = termsOf(other).keys();
    expect(first).toBeDefined();
    expect(first).toBe(second);
  });

  test.each([
    ['lapor spt', 'pajak'],
    ['minta rek dong', 'rekening'],
  ])('a word of ours wins over slang: %s holds %s', (text, term) => {
    expect([...termsOf(text).keys()]).toContain(term);
  });

  test.each(['terima kasih', 'selamat malam', 'kak mau tanya dong', 'can you please tell me', '08123456789'])(
    '%s says nothing',
    (text) => {
      expect([...termsOf(text).keys()]).toEqual([]);
    },
  );

  test.each([
    ['bca', '~bank'],
    ['gopay', '~e-wallet'],
    ['500rb', '~money'],
    ['banjir', '~disaster'],
  ])('%s is of the kind %s, which counts less than the word itself', (text, kind) => {
    expect(termsOf(text).get(kind)).toBe(0.4);
  });

  test('no word has two meanings, and none is a stop word too', () => {
    const words = SAME_MEANING.flat();
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
    expect(words.filter((word) => STOP_WORDS.has(word))).toEqual([]);
  });
});
