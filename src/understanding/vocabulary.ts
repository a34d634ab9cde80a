import { COURTESY } from './courtesy.js';
import { LEXICON } from './lexicon.js';
import { SLANG } from './slang.js';

const ENCLITICS = [
  'nipun',
  'ipun',
  'nya',
  'lah',
  'kah',
  'pun',
  'nye',
  'ne',
  'na',
  'ku',
  'mu',
  'ny',
  'e',
  'x',
];
const STANDARD: ReadonlySet<string> = new Set([...SLANG.values()].flat());

const MEMO_LIMIT = 20_000;
const memo = new Map<string, string>();

/** The numbers of the concepts that a standard word stands for, also with an enclitic ("infonya", Javanese "infone"). */
export function conceptsOf(word: string): readonly number[] | undefined {
  return LEXICON.words.get(word) ?? LEXICON.words.get(withoutEnclitic(word));
}

/** A word without its enclitic where what stays is a word of the lexicon; else the word itself. */
export function withoutEnclitic(word: string): string {
  if (LEXICON.words.has(word) && !word.endsWith('nya')) return word;
  const known = memo.get(word);
  if (known !== undefined) return known;
  const base = strip(word);
  if (memo.size >= MEMO_LIMIT) memo.clear();
  if (word.length <= 24) memo.set(word, base);
  return base;
}

function strip(word: string): string {
  for (const enclitic of ENCLITICS) {
    if (word.length < enclitic.length + 3 || !word.endsWith(enclitic)) continue;
    const base = word.slice(0, -enclitic.length);
    if (LEXICON.words.has(base)) return base;
    const standard = SLANG.get(base);
    if (standard?.length === 1 && LEXICON.words.has(standard[0] as string)) return standard[0] as string;
  }
  return word;
}

/** Whether a standard word is one that Izin's rules know; unknown words are names, numbers and the rest of the world. */
export function isKnown(word: string): boolean {
  return (
    LEXICON.words.has(word) ||
    STANDARD.has(word) ||
    COURTESY.has(word) ||
    LEXICON.words.has(withoutEnclitic(word))
  );
}
