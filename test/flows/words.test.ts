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
    },
  },
  en: {
    a: {
      plain: 'Hello {{name}}',
      count: '{{count}} messages',
      count_one: '{{count}} message',
      stopped: 'Stopped',
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

  test('a key that nobody has', () => {
    expect(() => words.say('a:nothing', 'id')).toThrow('There are no words for a:nothing.');
  });
});
