import { describe, expect, test } from '@jest/globals';
import { detectLanguage } from '../../src/understanding/index.js';

describe('detectLanguage with a language that was added', () => {
  const added = new Map([
    ['jv', new Set('kula badhe tanglet ora usah maneh nggih berhenti'.split(' '))],
    ['su', new Set('abdi bade tumaros kula'.split(' '))],
  ]);
  test.each([
    ['kula badhe tanglet', 'jv'],
    ['ora usah ngirim maneh', 'jv'],
    ['abdi bade tumaros', 'su'],
    // The words of ours are nobody else's.
    ['berhenti kula', 'id'],
    ['kula mau tanya ini dong kak', 'id'],
    ['halo kak, badhe tanglet zakat dan infak', 'id'],
    // Both claim it.
    ['kula kula', undefined],
    ['tanglet', undefined],
    ['please, kula want to stop', 'en'],
  ])('%j is %s', (text, expected) => {
    expect(detectLanguage(text, added)).toBe(expected);
  });
});

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
