import { keyword } from '../../../understanding/index.js';
import { isTitle } from '../../words-used.js';
import type { Rule } from '../rule.js';
import { tone } from './tone.js';

/** A time of the day as we write it: "pukul 08.00", "pukul {{opensTime}}", "at 8 am", "10.30 pm". */
const CLOCK =
  /\bpukul\s+(?:\d{1,2}[.:]\d{2}|\{\{[^{}]*\}\})(?:\s*(?:-|–|sampai)\s*(?:\d{1,2}[.:]\d{2}|\{\{[^{}]*\}\}))?|\b\d{1,2}(?:[.:]\d{2})?\s?[ap]m\b/giu;
const ZONE = /^\s*(?:WIB|WITA|WIT\b|\{\{zone\}\}|waktu setempat|local time)/u;
/** "8 am-5 pm WIB", "between 8 am and 7 pm WIB": the zone stands once, after the last. */
const RANGE = /^\s*(?:-|–|to|and|until|dan|sampai)\s/u;

/** 8. Times carry their zone: Indonesia has three. */
export const voiceZone: Rule = tone('voice-zone', ({ text }) =>
  [...text.matchAll(CLOCK)].flatMap(({ 0: piece, index }) => {
    const rest = text.slice(index + piece.length);
    if (ZONE.test(rest) || RANGE.test(rest) || /^[-–]/.test(rest)) return [];
    return [
      {
        piece,
        message: { id: `“${piece}” tanpa zona waktu.`, en: `“${piece}” has no time zone.` },
        mend: {
          id: 'Tulis WIB, WITA, WIT, atau {{zone}} sesudahnya.',
          en: 'Write WIB, WITA, WIT or {{zone}} after it.',
        },
      },
    ];
  }),
);

/** A word to type, after the verb that asks for it, without the marks of bold around it. */
const BARE = /\b(?:ketik|balas|type|reply)\s+(\p{Lu}{2,}(?:\s\p{Lu}{2,})*)/gu;
/** Meta's own sheet, headers and footers know no bold. */
const PLAIN = new Set(['header', 'footer', 'signup', 'signup.confirmation']);

/** Section 3. A word to type stands in bold capitals, alone. */
export const voiceKeyword: Rule = tone('voice-keyword', (one, project) => {
  if (PLAIN.has(String(one.path.at(-1))) || isTitle(project, one)) return [];
  return [...one.text.matchAll(BARE)]
    .filter(([, word = '']) => keyword(word) !== undefined)
    .map(([piece, word = '']) => ({
      piece,
      message: { id: `Kata “${word}” tidak tebal.`, en: `The word “${word}” is not bold.` },
      mend: { id: `Tulis *${word}*.`, en: `Write *${word}*.` },
    }));
});
