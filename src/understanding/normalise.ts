import { fold } from './fold.js';
import { SLANG } from './slang.js';
import { type Break, scan, type Token } from './tokens.js';
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
  for (let i = 0; i < tokens.length; i++) {
    const { word: raw, before, glued } = tokens[i] as Token;
    if (glued && raw === tokens[i - 1]?.word && !TWICE.has(raw)) continue; // "kirim-kirim"
    const pieces = piecesOf(tokens, i);
    if (pieces > 1) {
      const whole = joined(tokens, i, pieces);
      for (const word of spell(whole)) words.push({ word, raw: whole, before });
      i += pieces - 1;
      continue;
    }
    const standard =
      inContext(raw, tokens[i + 1]?.word, before >= 1 ? undefined : tokens[i - 1]?.word) ?? spell(raw);
    for (let k = 0; k < standard.length; k++) {
      words.push({ word: standard[k] as string, raw, before: k === 0 ? before : 0 });
    }
  }
  return { words, emoji: folded.emoji, after };
}

/** "Jangan-jangan" is "perhaps", not a ban said twice. */
const TWICE: ReadonlySet<string> = new Set(['jangan', 'jgn']);

/** How many tokens from `start` are pieces of one known word ("ber-hen-ti", "st.op", "ber henti"); 1 when none are. */
function piecesOf(tokens: Token[], start: number): number {
  const first = tokens[start] as Token;
  const next = tokens[start + 1];
  if (next === undefined || !(next.glued || HEADS.has(first.word)) || first.word.length > 12) return 1;
  let most = 2;
  while (most < 5 && tokens[start + most]?.glued) most++;
  if (HEADS.has(first.word) && tokens[start + 2] !== undefined) most = Math.max(most, 3);
  for (let count = most; count > 1; count--) {
    const whole = joined(tokens, start, count);
    if (whole.length > 16) continue;
    const suffixed = count === 2 && next.glued && ENDINGS.has(next.word) && isKnown(whole);
    if (!CUT.has(whole) && !suffixed) continue;
    return count;
  }
  return 1;
}

function joined(tokens: Token[], start: number, count: number): string {
  let whole = '';
  for (let i = start; i < start + count; i++) whole += tokens[i]?.word ?? '';
  return whole;
}

/** "off-in", "stop-kan", "info-nya". */
const ENDINGS: ReadonlySet<string> = new Set('in kan nya an i no keun'.split(' '));

/** Words that people cut in two, and the pieces they begin with. */
const CUT: ReadonlySet<string> = new Set(
  'berhenti stop setop unsubscribe langganan berlangganan hentikan dihentikan broadcast optout nonaktif nonaktifkan nonaktifin'.split(
    ' ',
  ),
);
const HEADS: ReadonlySet<string> = new Set(
  'ber berh berhe berhen st sto unsub un lang langga berlang hen broad non'.split(' '),
);

const NUMBER_OWNERS = new Set(
  'saya sy ku hp hape wa whatsapp telepon telp tlp tlpn rek rekening ini nya aku gw gue abdi kula kontak handphone'.split(
    ' ',
  ),
);
const ENGLISH_BEFORE_AD: ReadonlySet<string> = new Set(
  'stop no the this that an any your every another'.split(' '),
);
/** "Ana" is "I" in town and "there is" in Java. */
const JAVANESE_AFTER_ANA: ReadonlySet<string> = new Set(
  'wong sing opo apa pira piro sopo petugas admin program info ora mboten ing ning'.split(' '),
);
const BANNED_BY_AJA: ReadonlySet<string> = new Set('ngirim ngirimi ngganggu ngewa'.split(' '));
const IS_NUMBER = /^[\d+]/;

function ownsNumber(word: string): boolean {
  return NUMBER_OWNERS.has(word) || SLANG.get(word)?.[0] === 'saya';
}

/** Abbreviations that only their neighbours explain. */
function inContext(
  raw: string,
  next: string | undefined,
  previous: string | undefined,
): readonly string[] | undefined {
  if (raw === 'no' && next !== undefined && (ownsNumber(next) || IS_NUMBER.test(next))) return ['nomor'];
  // Banyumas: "saja" never begins a clause nor stands before a sending.
  if (raw === 'aja' && (previous === undefined || BANNED_BY_AJA.has(next ?? ''))) return ['jangan'];
  if (raw === 'g' && previous !== undefined && IS_NUMBER.test(previous)) return ['g'];
  if (raw === 'ad' && !ENGLISH_BEFORE_AD.has(previous ?? '')) return ['ada'];
  if (raw === 'ana' && JAVANESE_AFTER_ANA.has(next ?? '')) return ['ada'];
  if (raw === 'pundi' && next !== 'amal') return ['mana'];
  // "Matur" is to speak, "matur nuwun" is thanks.
  if (raw === 'matur' && /^(?:s?uwun|nu[wh]un|sembah)/.test(next ?? '')) return ['nuwun'];
  // "Nak" is "want" in Malay, and "my child" where a sentence ends.
  if (raw === 'nak' && next === undefined) return ['kak'];
  if (raw === 'nope' && next !== undefined && ownsNumber(next)) return ['nomor'];
  return undefined;
}

const MEMO_LIMIT = 20_000;
const memo = new Map<string, readonly string[]>();

/** Standard spelling of one folded word; several words where the slang stands for several. */
function spell(raw: string): readonly string[] {
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
  return unglue(raw) ?? [shorten(REDUPLICATED.exec(raw)?.[1] ?? raw, 1)];
}

const REDUPLICATED = /^([a-z]{3,})2+(nya|in|an|ku)?$/;

/** A stop or a ban with the next word stuck to it: "stopkirim", "jgnkirim", "stopall". */
function unglue(raw: string): readonly string[] | undefined {
  for (const head of STUCK) {
    if (!raw.startsWith(head) || raw.length < head.length + 2) continue;
    const rest = raw.slice(head.length);
    if (SLANG.has(rest) || isKnown(rest))
      return [...(SLANG.get(head) ?? [head]), ...(SLANG.get(rest) ?? [rest])];
  }
  return undefined;
}
const STUCK = ['stop', 'berhenti', 'jangan', 'jgn', 'unsubscribe', 'unsub', 'hapus', 'tidak', 'gak', 'ga'];

/** The ways to read a word, the most literal first. */
function forms(raw: string): string[] {
  const list = [raw];
  if (raw.length > 40) return list;
  const twice = REDUPLICATED.exec(raw);
  if (twice !== null) list.push(...(twice[2] ? [`${twice[1]}${twice[2]}`] : []), twice[1] as string);
  const letters = unleet(raw);
  if (letters !== undefined && twice === null) list.push(letters);
  const base = twice?.[1] ?? letters ?? raw;
  // "dhapus", "dkirimi": the passive without its vowel.
  if (/^d[bcdfghjklmnprst][a-z]{3,}$/.test(base)) list.push(`di${base.slice(1)}`);
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
