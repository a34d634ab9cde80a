import { scriptOf } from './scripts.js';

/** Stands for letters that the fonts of a PDF reader do not have; `Sheet` explains it at the end of the document. */
export const UNPRINTABLE = '[*]';

/** What WinAnsi has beyond Latin-1. Source: PDF 32000-1:2008, annex D.2. */
const BEYOND_LATIN1 = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');
/** Joiners, direction marks and variation selectors: nothing to see of them alone. */
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}]/u;
const CONTROL = /[^\P{Cc}\n]/gu;
const PLAIN: Readonly<Record<string, string>> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2015': '—',
  '\u2028': '\n',
  '\u2029': '\n',
  '→': '->',
  '←': '<-',
  '✓': 'v',
  '−': '-',
};

/**
 * The text in letters that we can print: those of every PDF reader's own fonts (WinAnsi), and the scripts whose
 * typefaces we embed; pure. Accents that are missing fall away, styled letters become plain ones, and what is left
 * (emoji, Chinese …) becomes one `[*]` a run of words.
 */
export function printable(text: string): string {
  let result = '';
  let lost = false;
  for (const char of text.normalize('NFC').replace(/\r\n?/g, '\n').replace(CONTROL, ' ')) {
    if (INVISIBLE.test(char)) continue;
    const shown = plain(char);
    if (shown === undefined) {
      if (!lost) result += UNPRINTABLE;
      lost = true;
    } else {
      result += shown;
      lost = false;
    }
  }
  return result.replaceAll(/\[\*\](?: \[\*\])+/g, UNPRINTABLE);
}

function plain(char: string): string | undefined {
  if (hasLetter(char)) return char;
  const known = PLAIN[char];
  if (known !== undefined) return known;
  const simple = [...char.normalize('NFKD')].filter((one) => !/\p{M}/u.test(one)).join('');
  return simple !== '' && [...simple].every(hasLetter) ? simple : undefined;
}

const hasLetter = (char: string) => isPrintable(char) || scriptOf(char) !== undefined;

function isPrintable(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return (
    char === '\n' || (code >= 32 && code < 127) || (code >= 160 && code < 256) || BEYOND_LATIN1.has(char)
  );
}
