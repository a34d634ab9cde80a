import { describe, expect, test } from '@jest/globals';
import { keyword } from '../../src/understanding/index.js';

describe('keyword', () => {
  test.each([
    ['BERHENTI', 'stop'],
    ['berhenti', 'stop'],
    ['STOP', 'stop'],
    ['Stop.', 'stop'],
    ['stop min', 'stop'],
    ['berhenti ya kak', 'stop'],
    ['tolong berhenti, terima kasih 🙏', 'stop'],
    ['*BERHENTI*', 'stop'],
    ['brhenti', 'stop'],
    ['berhentti', 'stop'],
    ['stop stop stop', 'stop'],
    ['Ya, berhenti', 'stop'],
    ['Yes, stop', 'stop'],
    ['STOP ALL', 'stop'],
    ['unsubscribe please', 'stop'],
    ['DAFTAR', 'start'],
    ['dftar kak', 'start'],
    ['start', 'start'],
    ['langganan dong', 'start'],
    ['PILIHAN', 'preferences'],
    ['preferences', 'preferences'],
    ['prefrences', 'preferences'],
    ['Pilih topik', 'preferences'],
    ['Choose topics', 'preferences'],
    ['PETUGAS', 'agent'],
    ['petugasnya', 'agent'],
    ['AGENT', 'agent'],
    ['admin', 'agent'],
    ['min', 'agent'],
    ['cs kak', 'agent'],
    ['orang', 'agent'],
    ['Hubungi petugas', 'agent'],
    ['Talk to an agent', 'agent'],
    ['DATA SAYA', 'my_data'],
    ['my data', 'my_data'],
    ['dta sy', 'my_data'],
    ['HAPUS DATA', 'delete_my_data'],
    ['Hapus data saya', 'delete_my_data'],
    ['delete my data', 'delete_my_data'],
    ['BAHASA', 'indonesian'],
    ['bahasa indonesia', 'indonesian'],
    ['ENGLISH', 'english'],
    ['english please', 'english'],
  ])('%j is %s', (text, expected) => {
    expect(keyword(text)).toBe(expected);
  });

  test.each([
    'daftar harga',
    'daftar relawan',
    'jangan berhenti',
    'hujan berhenti',
    'biaya admin',
    'halo min',
    'halo',
    '👍',
    '',
    'saya mau berhenti kerja karena sakit',
    'bahasa inggris untuk anak',
  ])('%j says more, or nothing', (text) => {
    expect(keyword(text)).toBeUndefined();
  });
});
