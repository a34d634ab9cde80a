import { describe, expect, test } from '@jest/globals';
import { type TypedChoice, typedChoice } from '../../src/flows/typed.js';

const CONSENT: TypedChoice[] = [
  { id: 'a', choice: 'yes', title: 'Ya, setuju', value: 'info-zakat' },
  { id: 'b', choice: 'no', title: 'Tidak, terima kasih', value: 'info-zakat' },
  { id: 'c', choice: 'pick', title: 'Pilih topik', value: 'info-zakat' },
];
const ROWS: TypedChoice[] = [
  { id: 'a', choice: 'entry', title: 'Berapa nisab zakat?', value: 'nisab', row: true },
  { id: 'b', choice: 'agent', title: 'Hubungi petugas' },
];

describe('typed answers', () => {
  test.each([
    ['ya', CONSENT, 'yes'],
    ['Setuju', CONSENT, 'yes'],
    ['boleh', CONSENT, 'yes'],
    ['tidak', CONSENT, 'no'],
    ['gak', CONSENT, 'no'],
    ['2', CONSENT, 'no'],
    ['3', CONSENT, 'pick'],
    ['4', CONSENT, undefined],
    ['0', CONSENT, undefined],
    ['terima kasih', CONSENT, undefined],
    ['topik', CONSENT, undefined],
    ['pilih', CONSENT, 'pick'],
    ['Pilih topik', CONSENT, 'pick'],
    ['berapa zakat fitrah', CONSENT, undefined],
    ['', CONSENT, undefined],
    ['1', ROWS, 'entry'],
    ['berapa nisab zakat', ROWS, 'entry'],
    ['berapa', ROWS, undefined],
    ['hubungi', ROWS, 'agent'],
    ['ya', ROWS, undefined],
    ['ya', [], undefined],
  ] as [string, TypedChoice[], string | undefined][])('%p', (text, choices, choice) => {
    expect(typedChoice(text, choices)?.choice).toBe(choice);
  });
});
