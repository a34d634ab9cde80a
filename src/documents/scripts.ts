import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Face } from './look.js';

/** Letters beyond those of a PDF reader's own typefaces, each from an embedded one (Noto, SIL Open Font License). */
export type Script = 'latin' | 'arabic' | 'javanese';

const PACKAGES: Readonly<Record<Script, readonly [name: string, subset: string]>> = {
  latin: ['noto-sans', 'latin-ext'],
  arabic: ['noto-naskh-arabic', 'arabic'],
  javanese: ['noto-sans-javanese', 'javanese'],
};

/** What the files hold of each script; a test compares them. */
const LETTERS: readonly (readonly [Script, RegExp])[] = [
  [
    'latin',
    /[\u0100-\u0130\u0132-\u0151\u0154-\u015F\u0162-\u0177\u0179-\u017C\u017F\u0218-\u021B\u02BD-\u02C5\u1E00-\u1E9B]/u,
  ],
  ['arabic', /[\u060C\u061B\u061F-\u063A\u0641-\u0655\u0660-\u066F\u0671-\u06D3\u06F0-\u06F9]/u],
  ['javanese', /[\uA980-\uA9CD\uA9CF-\uA9D9\uA9DE\uA9DF]/u],
];

/** The script whose typeface has to be embedded for this letter; undefined for every other. Pure. */
export function scriptOf(char: string): Script | undefined {
  return LETTERS.find(([, letters]) => letters.test(char))?.[0];
}

/** The file of a script's typeface. */
export function fontFile(script: Script, face: Face): string {
  const [name, subset] = PACKAGES[script];
  const weight = face === 'bold' ? 700 : 400;
  const folder = dirname(createRequire(import.meta.url).resolve(`@fontsource/${name}/package.json`));
  return join(folder, 'files', `${name}-${subset}-${weight}-normal.woff`);
}

/** Letters that are set in one typeface; `script` undefined: in the PDF reader's own. */
export interface Piece {
  text: string;
  script: Script | undefined;
}

/**
 * A line from left to right, piece by piece; pure. Arabic words run to the left: pdfkit turns the letters of a
 * word, here the words themselves change places. It is no full bidirectional algorithm (Unicode annex 9): names and
 * short quotes are what our documents hold of it.
 */
export function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  for (const char of line) {
    const script = scriptOf(char);
    const last = pieces.at(-1);
    if (last && last.script === script) last.text += char;
    else pieces.push({ text: char, script });
  }
  return turned(pieces);
}

const isArabic = (piece: Piece | undefined) => piece?.script === 'arabic';

function turned(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (let at = 0; at < pieces.length; ) {
    let end = at + 1;
    if (isArabic(pieces[at])) while (pieces[end]?.text.trim() === '' && isArabic(pieces[end + 1])) end += 2;
    result.push(...pieces.slice(at, end).reverse());
    at = end;
  }
  return result;
}
