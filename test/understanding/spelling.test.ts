import { describe, expect, test } from '@jest/globals';
import { distanceWithin, respell } from '../../src/understanding/spelling.js';

describe('respell', () => {
  test.each([
    ['berehnti', 'berhenti'],
    ['berjenti', 'berhenti'],
    ['nerhenti', 'berhenti'],
    ['brhnti', 'berhenti'],
    ['unsusbcribe', 'unsubscribe'],
    ['lnggnn', 'langganan'],
    ['langgnaan', 'langganan'],
    ['ptugas', 'petugas'],
    ['kirin', 'kirim'],
    ['pngirmn', 'pengiriman'],
    ['tidka', 'tidak'],
    ['daat', 'data'],
    ['stpp', 'stop'],
  ])('%s is a slip for %s', (typed, meant) => {
    expect(respell(typed)).toBe(meant);
  });

  test.each([
    'harus', // hapus
    'berganti', // berhenti
    'step', // stop
    'shop',
    'stok',
    'tangan', // jangan
    'datar', // daftar
    'amin', // admin
    'kiri', // kirim
    'bahaya', // bahasa
    'barang',
    'date',
    'sto', // too short to tell
    'supercalifragilisticexpialidocious',
  ])('%s means itself', (word) => {
    expect(respell(word)).toBe(word);
  });
});

describe('distanceWithin', () => {
  test.each([
    ['stop', 'stop', 0],
    ['stop', 'sotp', 1],
    ['stop', 'stp', 1],
    ['stop', 'stoop', 1],
    ['stop', 'step', 1],
    ['berhenti', 'berganti', 2],
  ])('%s and %s are %i apart', (a, b, distance) => {
    expect(distanceWithin(a, b, 2)).toBe(distance);
  });

  test('stops counting beyond the limit', () => {
    expect(distanceWithin('berhenti', 'langganan', 1)).toBe(2);
  });
});
