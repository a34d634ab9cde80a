import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { DEFER_CODES, DENY_CODES } from '../../src/gate/codes.js';
import { when } from '../../src/gate/when.js';
import { GATE_WORDS, reasonWords } from '../../src/gate/words.js';
import { outcomeOf } from '../../src/whatsapp/errors.js';

const CODES = [...DENY_CODES, ...DEFER_CODES];

describe('every reason in words', () => {
  test.each(CODES)('%s: two languages, each a sentence of its own', (code) => {
    const { id, en } = GATE_WORDS[code];
    expect(reasonWords(code)).toBe(GATE_WORDS[code]);
    for (const words of [id, en]) expect(words).toMatch(/^\p{Lu}.{15,}\.$/u);
    expect(id).not.toBe(en);
    expect(`${id}${en}`).not.toContain(code.includes('_') ? code : '_');
  });

  test('no two codes say the same, and no words are left over', () => {
    const all = Object.values(GATE_WORDS);
    expect(new Set(all.map(({ id }) => id)).size).toBe(CODES.length);
    expect(new Set(all.map(({ en }) => en)).size).toBe(CODES.length);
    expect(Object.keys(GATE_WORDS).sort()).toEqual([...CODES].sort());
  });

  test('an error of Meta’s is told by what it is and what to do', () => {
    const { id, en } = outcomeOf(131026);
    expect(reasonWords('meta_131026')).toEqual({ id: `${id.what} ${id.todo}`, en: `${en.what} ${en.todo}` });
  });

  test.each(['something_new', 'toString', 'constructor', 'meta_', 'meta_12x', 'xmeta_131026', ''])(
    '%j is shown as it is',
    (reason) => {
      expect(reasonWords(reason)).toEqual({ id: `Alasan: ${reason}.`, en: `Reason: ${reason}.` });
    },
  );
});

describe('a moment as staff say it', () => {
  const zone = 'Asia/Jakarta';
  const at = (text: string) => DateTime.fromISO(text, { zone }).toMillis();
  const now = at('2026-05-02T21:30');

  test.each([
    ['2026-05-02T22:00', 'pukul 22.00 WIB', 'at 10 pm WIB'],
    ['2026-05-03T08:00', 'besok pukul 08.00 WIB', 'tomorrow at 8 am WIB'],
    ['2026-05-03T00:00', 'besok pukul 00.00 WIB', 'tomorrow at 12 am WIB'],
    ['2026-05-04T08:30', '4 Mei 2026 pukul 08.30 WIB', 'on 4 May 2026 at 8.30 am WIB'],
    ['2026-05-01T08:00', '1 Mei 2026 pukul 08.00 WIB', 'on 1 May 2026 at 8 am WIB'],
  ])('%s', (moment, id, en) => {
    expect(when(at(moment), now, zone)).toEqual({ id, en });
  });
});
