import { describe, expect, test } from '@jest/globals';
import { createWords } from '../../src/flows/words.js';

const words = createWords({
  id: {
    a: {
      plain: 'Halo {{name}}',
      count: '{{count}} pesan',
      stopped: 'Berhenti',
      stopped_angry: 'Maaf',
      lines: 'Satu {{x}}\n\n- Dua {{y}}\n\nTiga',
      only: 'Hanya {{x}}',
      indonesian: 'Saja',
      often: '{{cap}} pesan dalam {{days}} hari',
    },
  },
  en: {
    a: {
      plain: 'Hello {{name}}',
      count: '{{count}} messages',
      count_one: '{{count}} message',
      stopped: 'Stopped',
      often: "$t(a:messages, {'count': {{cap}} }) in $t(a:days, { 'count': {{days}} })",
      messages: '{{count}} messages',
      messages_one: '{{count}} message',
      days: '{{count}} days',
      days_one: '{{count}} day',
    },
  },
});
const values = (table: Record<string, unknown>) => (name: string) => table[name];

describe('words', () => {
  test.each([
    ['fills in', 'a:plain', 'id', { name: 'Siti' }, undefined, 'Halo Siti', 'a:plain'],
    ['escapes nothing', 'a:plain', 'en', { name: '<b> & "Co"' }, undefined, 'Hello <b> & "Co"', 'a:plain'],
    [
      'does not fill in values again',
      'a:plain',
      'en',
      { name: '{{name}} $t(a:stopped)' },
      undefined,
      'Hello {{name}} $t(a:stopped)',
      'a:plain',
    ],
    ['one form in Indonesian', 'a:count', 'id', { count: 1 }, undefined, '1 pesan', 'a:count'],
    ['one in English', 'a:count', 'en', { count: 1 }, undefined, '1 message', 'a:count'],
    ['many in English', 'a:count', 'en', { count: 2 }, undefined, '2 messages', 'a:count'],
    ['a variant', 'a:stopped', 'id', {}, 'angry', 'Maaf', 'a:stopped_angry'],
    ['a variant that a language lacks', 'a:stopped', 'en', {}, 'angry', 'Stopped', 'a:stopped'],
    ['a word that a language lacks', 'a:indonesian', 'en', {}, undefined, 'Saja', 'a:indonesian'],
    [
      'a line that cannot be filled is left out',
      'a:lines',
      'id',
      { x: 1 },
      undefined,
      'Satu 1\n\nTiga',
      'a:lines',
    ],
    ['unless nothing would remain', 'a:only', 'id', {}, undefined, 'Hanya ', 'a:only'],
  ] as const)('%s', (_, key, language, table, variant, text, wording) => {
    expect(words.say(key, language, values(table), variant)).toEqual({ text, wording });
  });

  test.each([
    ['one of each', 'en', { cap: 1, days: 1 }, '1 message in 1 day'],
    ['one and many', 'en', { cap: 1, days: 7 }, '1 message in 7 days'],
    ['many and one', 'en', { cap: 2, days: '1' }, '2 messages in 1 day'],
    ['a value that is no number', 'en', { cap: 'a few', days: 1 }, 'a few messages in 1 day'],
    [
      'words of a customer stay words',
      'en',
      { cap: "$t(a:stopped, {'count': {{days}} })", days: 1 },
      "$t(a:stopped, {'count': {{days}} }) messages in 1 day",
    ],
    ['one form in Indonesian', 'id', { cap: 1, days: 1 }, '1 pesan dalam 1 hari'],
    ['a number that is not known', 'en', { cap: 1 }, '1 message in  days'],
  ] as const)('several numbers in one sentence: %s', (_, language, table, text) => {
    expect(words.say('a:often', language, values(table))).toEqual({ text, wording: 'a:often' });
  });

  test('a key that nobody has', () => {
    expect(() => words.say('a:nothing', 'id')).toThrow('There are no words for a:nothing.');
  });
});
