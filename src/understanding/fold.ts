import { isInvisible, LOOK_ALIKES } from './look-alikes.js';

/** Plain lower-case Latin text, with the emoji that were in it. */
export interface Folded {
  text: string;
  emoji: string[];
}

/** More than any WhatsApp text may hold (4,096); what lies beyond is not read, so that work stays bounded. */
const LONGEST = 16_384;
const PLAIN = /^[\t\n\r\x20-\x7e]*$/;
const PICTOGRAPH = /\p{Extended_Pictographic}/u;
const FIRST_FLAG_LETTER = 0x1f1e6;

/**
 * Undoes how a text is drawn and keeps what it says: compatibility forms (NFKC), zero-width and direction marks,
 * diacritics, look-alike alphabets and capitals. Emoji are taken out and replaced by a space.
 */
export function fold(text: string): Folded {
  const bounded = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  if (PLAIN.test(bounded)) return { text: bounded.toLowerCase(), emoji: [] };
  const emoji: string[] = [];
  // Compatibility forms may unfold to eighteen letters each.
  const points = Array.from(bounded.normalize('NFKD').slice(0, LONGEST));
  let folded = '';
  for (let i = 0; i < points.length; i++) {
    const point = points[i] as string;
    const code = point.codePointAt(0) as number;
    if (code < 0x7f && code >= 0x20) folded += point;
    else if (isInvisible(code)) continue;
    else if (isFlagLetter(code)) {
      const run = flagRun(points, i);
      // Two flag letters are a country; any other number spells something.
      if (run === 2) {
        emoji.push(point + points[i + 1]);
        folded += ' ';
      } else folded += flagLetters(points, i, run);
      i += run - 1;
    } else {
      const latin = LOOK_ALIKES.get(code);
      if (latin !== undefined) folded += latin;
      else if (code === 0x2028 || code === 0x2029 || code === 0x85) folded += '\n';
      else if (code > 0x203b && PICTOGRAPH.test(point)) {
        emoji.push(point);
        folded += ' ';
      } else folded += point;
    }
  }
  const lower = folded.toLowerCase();
  return { text: PLAIN.test(lower) ? lower : lower.normalize('NFC'), emoji };
}

function isFlagLetter(code: number): boolean {
  return code >= FIRST_FLAG_LETTER && code < FIRST_FLAG_LETTER + 26;
}

function flagRun(points: string[], start: number): number {
  let end = start;
  while (end < points.length && isFlagLetter((points[end] as string).codePointAt(0) as number)) end++;
  return end - start;
}

function flagLetters(points: string[], start: number, run: number): string {
  return points
    .slice(start, start + run)
    .map((point) => String.fromCharCode(97 + ((point.codePointAt(0) as number) - FIRST_FLAG_LETTER)))
    .join('');
}
