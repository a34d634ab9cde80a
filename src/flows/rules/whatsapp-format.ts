import { type OutgoingText, outgoingTexts, placeOfPiece } from '../outgoing-texts.js';
import type { Path } from '../parse.js';
import type { Bilingual } from '../types.js';
import { isTitle } from '../words-used.js';
import type { Found, Rule } from './rule.js';

const MARKS = ['*', '_', '~'] as const;
/** What WhatsApp shows as it stands: other notations, headings, links with a text. */
const FOREIGN: readonly [RegExp, Bilingual][] = [
  [
    /\*\*[^*\n]+\*\*/,
    { id: 'Di WhatsApp huruf tebal ditulis *begini*.', en: 'On WhatsApp bold is written *like this*.' },
  ],
  [
    /__[^_\n]+__/,
    { id: 'Di WhatsApp huruf miring ditulis _begini_.', en: 'On WhatsApp italics are written _like this_.' },
  ],
  [
    /~~[^~\n]+~~/,
    { id: 'Di WhatsApp coretan ditulis ~begini~.', en: 'On WhatsApp a line through is written ~like this~.' },
  ],
  [
    /<\/?(?:b|i|u|s|em|strong|br|p|a|ul|li)\b[^>]*>/i,
    { id: 'Hapus HTML; tebal ditulis *begini*.', en: 'Remove HTML; bold is written *like this*.' },
  ],
  [
    /\[[^\]\n]+\]\([^)\n]+\)/,
    { id: 'Tulis tautannya utuh di ujung baris.', en: 'Write the link out, at the end of its line.' },
  ],
  [
    /^#{1,6} /m,
    { id: 'WhatsApp tidak punya judul; pakai *tebal*.', en: 'WhatsApp has no headings; use *bold*.' },
  ],
];

/** Formatting that WhatsApp would not show as it was meant. Meta docs: formatting works within one line. */
export const whatsappFormat: Rule = {
  code: 'whatsapp-format',
  level: 'warning',
  find: (project) =>
    outgoingTexts(project).flatMap((one) => [
      ...foreign(one),
      ...(isTitle(project, one) ? inTitle(one) : [...marks(one), ...blocks(one)]),
    ]),
};

function foreign(one: OutgoingText): Found[] {
  return FOREIGN.flatMap(([pattern, mend]) => {
    const [piece] = pattern.exec(one.text) ?? [];
    if (piece === undefined) return [];
    return [
      found(one, placeOfPiece(one, piece), mend, {
        id: `“${piece.trim()}” tampil apa adanya di WhatsApp.`,
        en: `“${piece.trim()}” shows as it stands on WhatsApp.`,
      }),
    ];
  });
}

function inTitle(one: OutgoingText): Found[] {
  const piece = /([*_~])\S(?:[^\n]*\S)?\1/.exec(one.text)?.[0];
  if (piece === undefined) return [];
  return [
    found(
      one,
      placeOfPiece(one, piece),
      { id: 'Hapus tandanya.', en: 'Remove the marks.' },
      {
        id: 'Tombol dan baris daftar tidak mengenal huruf tebal.',
        en: 'Buttons and list rows know no bold.',
      },
    ),
  ];
}

function blocks(one: OutgoingText): Found[] {
  if (one.text.split('```').length % 2 === 1) return [];
  return [found(one, placeOfPiece(one, '```'), CLOSE, unbalanced('```'))];
}

/** Pairs of a mark within each line. A mark between two letters, as in a_b, is no mark. */
function marks(one: OutgoingText): Found[] {
  const lines = withoutForeign(withoutValues(one.text)).split('\n');
  return MARKS.flatMap((mark) => {
    const odd = lines.map((line) => placesOf(line, mark).length % 2 === 1);
    return lines.flatMap((line, number): Found[] => {
      const places = placesOf(line, mark);
      const shown = (from: number) => one.text.split('\n')[number]?.slice(from) ?? mark;
      if (odd[number]) {
        const brokenOff = odd.indexOf(true) !== odd.lastIndexOf(true);
        if (brokenOff && odd.indexOf(true) !== number) return [];
        const at = placeOfPiece(one, shown(places.at(-1) ?? 0));
        return [found(one, at, CLOSE, brokenOff ? acrossLines(mark) : unbalanced(mark))];
      }
      const loose = places.findIndex(
        (place, index) => index % 2 === 0 && isLoose(line, place, places[index + 1] ?? place),
      );
      if (loose < 0) return [];
      return [found(one, placeOfPiece(one, shown(places[loose] ?? 0)), TIGHT, spaced(mark))];
    });
  });
}

function placesOf(line: string, mark: string): number[] {
  // "* " and "- " begin a row of a list.
  const from = /^\s*[*-] /.exec(line)?.[0].length ?? 0;
  return [...line.matchAll(new RegExp(`[${mark}]`, 'g'))]
    .map(({ index }) => index)
    .filter((index) => index >= from)
    .filter((index) => !(isWord(line[index - 1]) && isWord(line[index + 1])));
}

const isLoose = (line: string, open: number, close: number) =>
  /^\s|\s$/.test(line.slice(open + 1, close)) || close - open < 2;
const isWord = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

/** Values, links and fixed-width pieces are taken as plain words of the same length. */
const withoutValues = (text: string) =>
  text.replace(/```[\s\S]*?```|`[^`\n]*`|\{\{[^{}]*\}\}|https?:\/\/[^\s*]+/g, (piece) =>
    piece.replace(/[^\n]/g, 'x'),
  );

/** What is spoken of already is not spoken of twice. */
const withoutForeign = (text: string) =>
  FOREIGN.reduce(
    (rest, [pattern]) => rest.replace(new RegExp(pattern, 'gim'), (piece) => 'x'.repeat(piece.length)),
    text,
  );

const CLOSE = {
  id: 'Buka dan tutup tandanya di baris yang sama, menempel pada kata.',
  en: 'Open and close the mark on the same line, at the words themselves.',
};
const TIGHT = {
  id: 'Hapus spasi di dalam tandanya: *begini*.',
  en: 'Remove the space inside the marks: *like this*.',
};
const unbalanced = (mark: string) => ({
  id: `Tanda ${mark} tidak berpasangan, jadi tampil apa adanya.`,
  en: `The mark ${mark} has no partner, so it shows as it stands.`,
});
const acrossLines = (mark: string) => ({
  id: `Tanda ${mark} dibuka dan ditutup di baris yang berbeda, jadi tampil apa adanya.`,
  en: `The mark ${mark} opens and closes on different lines, so it shows as it stands.`,
});
const spaced = (mark: string) => ({
  id: `Ada spasi di dalam tanda ${mark}, jadi tampil apa adanya.`,
  en: `There is a space inside the marks ${mark}, so they show as they stand.`,
});

const found = (one: OutgoingText, at: Path | number, mend: Bilingual, message: Bilingual): Found => ({
  doc: one.doc,
  at,
  message,
  mend,
});
