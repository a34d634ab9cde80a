import { describe, expect, test } from '@jest/globals';
import { preference } from '../../src/understanding/index.js';

describe('an order about what somebody receives', () => {
  test.each<[string, string, string[], boolean]>([
    ['jeda', 'pause', [], true],
    ['Jeda dulu ya kak', 'pause', [], true],
    ['jeda 30 hari', 'pause', [], true],
    ['tolong jeda kiriman info sebulan', 'pause', [], true],
    ['pause for 30 days please', 'pause', [], true],
    ['tunda dulu', 'pause', [], false],
    ['tunda dulu infonya', 'pause', [], true],
    ['lanjut', 'resume', [], false],
    ['LANJUTKAN', 'resume', [], false],
    ['lanjutkan infonya', 'resume', [], true],
    ['resume', 'resume', [], true],
    ['batal jeda', 'resume', [], true],
    ['tambah promo', 'add', ['promo'], false],
    ['tambah topik', 'add', [], true],
    ['mau nambah topik laporan penyaluran', 'add', ['laporan', 'penyaluran'], true],
    ['add zakat updates', 'add', ['zakat'], false],
    ['kurangi promo', 'drop', ['promo'], false],
    ['kurangi topik', 'drop', [], true],
    ['hapus topik laporan', 'drop', ['laporan'], true],
    ['drop distribution reports', 'drop', ['distribution', 'reports'], false],
    ['topik saya', 'see', [], true],
    ['saya langganan apa saja?', 'see', [], true],
    ['lihat topik', 'see', [], true],
    ['what are my topics', 'see', [], true],
  ])('%s', (text, act, words, sure) => expect(preference(text)).toEqual({ act, words, sure }));

  test.each([
    '',
    'apa kabar',
    'info apa ini',
    'zakat',
    'lanjut bayar zakat',
    'tunda pembayaran cicilan',
    'topik',
    'langganan',
    'jeda iklan di tv lama sekali ya kak kenapa begitu',
    'pause the video',
  ])('%j is none', (text) => expect(preference(text)).toBeUndefined());
});
