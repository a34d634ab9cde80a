import { stem } from '../understanding/index.js';
import { read } from '../understanding/normalise.js';
import { SAME_KIND, SAME_MEANING } from './concepts.js';
import { LIGHT_WORDS, STOP_WORDS } from './stop-words.js';

/** What a text is about: each term with how much it counts there. Terms that begin with `~` name a kind of thing. */
export type Terms = Map<string, number>;

const LIGHT = 0.5;
const KIND = 0.4;
const MONEY = /^(rp)?\d+([.,]\d+)*(k|rb|ribu|jt|juta|mil|million)$/;

/** Reads texts as terms, with the words that staff have said mean the same (`synonyms`) on top of ours. */
export interface Reader {
  /** The content words of a text, each brought to one form in which both languages meet, with the kinds they belong to. */
  termsOf(text: string): Terms;
  /** The ways to spell each term: itself, and all words that mean the same. */
  spellingsOf(terms: Iterable<string>): Generator<readonly [spelling: string, term: string]>;
}

/** The meaning of each of our words, and of its root. */
const OURS = new Map<string, string>();
for (const group of SAME_MEANING) {
  const name = group[0] as string;
  for (const word of group) OURS.set(word, name);
}
for (const group of SAME_MEANING) {
  for (const word of group) {
    const root = stem(word);
    if (!OURS.has(root)) OURS.set(root, group[0] as string);
  }
}

/** `synonyms`: groups of words or pairs of words of one meaning. A group that knows one of our meanings joins it. */
export function createReader(synonyms: readonly (readonly string[])[] = []): Reader {
  const meanings = withOwn(synonyms);
  const kinds = new Map<string, string[]>();
  for (const [name, ...words] of SAME_KIND) {
    for (const word of words) {
      const term = meaningIn(meanings, word) ?? stem(word);
      kinds.set(term, [...(kinds.get(term) ?? []), `~${name}`]);
    }
  }

  return {
    termsOf: (text) => termsIn(text, { meanings, kinds }),
    *spellingsOf(terms) {
      const wanted = new Set(terms);
      for (const term of wanted) if (!term.startsWith('~')) yield [term, term];
      for (const [word, term] of meanings) if (wanted.has(term)) yield [word, term];
    },
  };
}

interface Vocabulary {
  /** The term of each word or pair of words. */
  meanings: ReadonlyMap<string, string>;
  /** The kinds of each term. */
  kinds: ReadonlyMap<string, readonly string[]>;
}

function termsIn(text: string, { meanings, kinds }: Vocabulary): Terms {
  const { words } = read(text);
  const terms: Terms = new Map();
  const add = (term: string, weight: number) => {
    if (weight > (terms.get(term) ?? 0)) terms.set(term, weight);
    for (const kind of kinds.get(term) ?? []) if (!terms.has(kind)) terms.set(kind, KIND);
  };
  for (let i = 0; i < words.length; i++) {
    const { word, raw } = words[i] as (typeof words)[number];
    const pair = `${word}_${words[i + 1]?.word}`;
    const both = meanings.get(pair);
    if (both !== undefined || STOP_WORDS.has(pair)) {
      if (both !== undefined) add(both, 1);
      i++;
    } else if (/\d/.test(word)) {
      if (MONEY.test(word)) terms.set('~money', KIND);
    } else {
      // The spelling as typed wins where it has a meaning here: "spt" is a tax form before it is "seperti".
      const term = meanings.get(raw) ?? meaningIn(meanings, word) ?? stem(word);
      if (term.length < 2 || (!meanings.has(raw) && (STOP_WORDS.has(word) || STOP_WORDS.has(term)))) continue;
      add(term, LIGHT_WORDS.has(term) ? LIGHT : 1);
    }
  }
  return terms;
}

function meaningIn(meanings: ReadonlyMap<string, string>, word: string): string | undefined {
  return meanings.get(word) ?? meanings.get(stem(word));
}

function withOwn(synonyms: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  if (synonyms.length === 0) return OURS;
  const meanings = new Map(OURS);
  for (const group of synonyms) {
    const words = group.map((text) =>
      read(text)
        .words.map(({ word }) => word)
        .join('_'),
    );
    const known = words.flatMap((word) => meaningIn(OURS, word) ?? []);
    for (const word of words) meanings.set(word, known[0] ?? (words[0] as string));
  }
  return meanings;
}

/** As everybody reads it: with our words only. */
export const { termsOf } = createReader();
