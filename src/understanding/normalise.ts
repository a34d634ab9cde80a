import { fold } from './fold.js';
import { SLANG } from './slang.js';
import { type Break, scan } from './tokens.js';
import { isKnown } from './vocabulary.js';

/** What a person wrote, in everyday spelling. */
export interface Normalised {
  /** The tokens, one space apart. */
  text: string;
  /** Lower-case words in standard spelling, slang and regional words written out; numbers stay numbers. */
  tokens: string[];
  /** Every emoji, in order, without skin tone. */
  emoji: string[];
}

/** A word with the break before it, for rules that mind where a sentence ends. */
export interface Word {
  word: string;
  /** As typed, folded but not yet expanded. */
  raw: string;
  before: Break;
}

export interface Reading {
  words: Word[];
  emoji: string[];
  /** What stands after the last word. */
  after: Break;
}

/**
 * Everyday spelling of a text: NFKC, no zero-width characters, no look-alikes, no drawn-out letters, letters written
 * apart joined, slang, abbreviations and regional words written out. Works in time linear in the text.
 */
export function normalise(text: string): Normalised {
  const { words, emoji } = read(text);
  const tokens = words.map(({ word }) => word);
  return { text: tokens.join(' '), tokens, emoji };
}

/** The same as `normalise`, with the sentence breaks kept. */
export function read(text: string): Reading {
  const folded = fold(text);
  const { tokens, after } = scan(folded.text);
  const words: Word[] = [];
  let previous = '';
  for (let i = 0; i < tokens.length; i++) {
    const { word: raw, before, glued } = tokens[i] as (typeof tokens)[number];
    if (glued && raw === previous) continue; // "kirim-kirim"
    const mended = glued && before === 0 ? mend(words, raw) : undefined;
    if (mended !== undefined) {
      words[words.length - 1] = mended;
      previous = mended.raw;
      continue;
    }
    previous = raw;
    const standard = inContext(raw, tokens[i + 1]?.word, tokens[i - 1]?.word) ?? spell(raw);
    for (let k = 0; k < standard.length; k++) {
      words.push({ word: standard[k] as string, raw, before: k === 0 ? before : 0 });
    }
  }
  return { words, emoji: folded.emoji, after };
}

/** A known word cut in two by a hyphen or dot: "ber-henti", "st.op". */
function mend(words: Word[], raw: string): Word | undefined {
  const last = words[words.length - 1];
  if (last === undefined || (isKnown(last.raw) && isKnown(raw))) return undefined;
  const whole = last.raw + raw;
  const standard = SLANG.get(whole);
  const word = standard?.length === 1 ? (standard[0] as string) : whole;
  return isKnown(word) ? { word, raw: whole, before: last.before } : undefined;
}

const NUMBER_OWNERS = new Set(
  'saya sy ku hp hape wa whatsapp telepon telp tlp tlpn rek rekening ini nya aku gw gue abdi kula kontak handphone'.split(
    ' ',
  ),
);
const IS_NUMBER = /^[\d+]/;

/** Abbreviations that only their neighbours explain. */
function inContext(
  raw: string,
  next: string | undefined,
  previous: string | undefined,
): readonly string[] | undefined {
  if (raw === 'no' && next !== undefined && (NUMBER_OWNERS.has(next) || IS_NUMBER.test(next)))
    return ['nomor'];
  if (raw === 'g' && previous !== undefined && IS_NUMBER.test(previous)) return ['g'];
  return undefined;
}

const MEMO_LIMIT = 20_000;
const memo = new Map<string, readonly string[]>();

/** Standard spelling of one folded word; several words where the slang stands for several. */
export function spell(raw: string): readonly string[] {
  const known = memo.get(raw);
  if (known !== undefined) return known;
  const words = spellAnew(raw);
  // Whoever sends random words may fill the memo, never the memory.
  if (memo.size >= MEMO_LIMIT) memo.clear();
  if (raw.length <= 24) memo.set(raw, words);
  return words;
}

function spellAnew(raw: string): readonly string[] {
  for (const form of forms(raw)) {
    const slang = SLANG.get(form);
    if (slang !== undefined) return slang;
    if (isKnown(form)) return [form];
  }
  return [shorten(REDUPLICATED.exec(raw)?.[1] ?? raw, 1)];
}

const REDUPLICATED = /^([a-z]{3,})2+(nya|in|an|ku)?$/;

/** The ways to read a word, the most literal first. */
function forms(raw: string): string[] {
  const list = [raw];
  if (raw.length > 40) return list;
  const twice = REDUPLICATED.exec(raw);
  if (twice !== null) list.push(...(twice[2] ? [`${twice[1]}${twice[2]}`] : []), twice[1] as string);
  const letters = unleet(raw);
  if (letters !== undefined && twice === null) list.push(letters);
  const base = twice?.[1] ?? letters ?? raw;
  if (/(.)\1/.test(base)) list.push(shorten(base, 2), shorten(base, 1), base.replace(/(.)\1+/g, '$1'));
  return list;
}

/** Cuts runs of three or more of a letter down to `length`; runs of digits stay, they may be numbers. */
function shorten(word: string, length: 1 | 2): string {
  return word.replace(/([^\d])\1{2,}/g, length === 1 ? '$1' : '$1$1');
}

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
};

/** Letters for digits ("st0p"), where a word has both; the caller takes it only if the result is a known word. */
function unleet(raw: string): string | undefined {
  if (!/[a-z]/.test(raw) || !/[\d@$]/.test(raw)) return undefined;
  return raw.replace(/[\d@$]/g, (sign) => LEET[sign] ?? sign);
}
