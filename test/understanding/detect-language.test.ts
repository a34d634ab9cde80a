import { describe, expect, test } from '@jest/globals';
import { detectLanguage } from '../../src/understanding/index.js';

describe('detectLanguage', () => {
  test.each([
    ['Halo kak, mau tanya', 'id'],
    ['BERHENTI', 'id'],
    ['gmn cara byr zakat', 'id'],
    ['ora usah ngirim maneh', 'id'],
    ['abdi hoyong langganan', 'id'],
    ['penyalurannya bagaimana', 'id'],
    ['please kirim infonya ya kak', 'id'],
    ['hello, I want to ask something', 'en'],
    ['stop', 'en'],
    ['How much is zakat?', 'en'],
    ['donating monthly', 'en'],
    ['START', 'en'],
    ['Subscribe', 'en'],
    ['UNSUBSCRIBE', 'en'],
    ['PREFERENCES', 'en'],
    ['AGENT', 'en'],
    ['MY DATA', 'en'],
    ['DELETE MY DATA', 'en'],
    ['DAFTAR', 'id'],
    ['PILIHAN', 'id'],
    ['PETUGAS', 'id'],
    ['DATA SAYA', 'id'],
    ['kak mau subscribe', 'id'],
    ['start dari mana ya', 'id'],
    ['P', undefined],
    ['👍', undefined],
    ['0812', undefined],
    ['', undefined],
  ])('%j is %s', (text, expected) => {
    expect(detectLanguage(text)).toBe(expected);
  });
});
