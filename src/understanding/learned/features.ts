import { CONCEPT_NAMES, concept } from '../pattern.js';
import type { Window } from '../window.js';

type Meaning = readonly number[];

/** Before the first word, and after the last. */
export const EDGE = 'edge';
const UNKNOWN = (['strange', 'number', 'title'] as const).map((name) => ({ name, number: concept(name) }));

/** What a word means as one name, which words of the same concepts share; words outside the lexicon have three kinds. */
function meaningOf({ meanings, concepts }: Window, i: number): string {
  const meaning = meanings[i];
  if (meaning !== undefined) return nameOf(meaning);
  for (const { name, number } of UNKNOWN) if ((((concepts[number] as number) >> i) & 1) === 1) return name;
  return EDGE;
}

export function nameOf(meaning: Meaning): string {
  return meaning.map((number) => CONCEPT_NAMES[number]).join('.');
}

/** Windows of so many words and more count as equally long. */
const LENGTHS = [0, 1, 2, 3, 4, 4, 4, 7, 7, 7, 7, 7, 7, 13] as const;

export function lengthOf({ words }: Window): number {
  return LENGTHS[Math.min(words.length, LENGTHS.length - 1)] as number;
}

/**
 * What the learned reader looks at in a window, by name ("kind first second"): its length, words and concepts, the meanings of
 * neighbours, and of words with one between.
 */
export function features(window: Window): string[] {
  const { words, present } = window;
  const found = new Set([`length ${lengthOf(window)} -`]);
  for (const number of present) found.add(`concept ${CONCEPT_NAMES[number]} -`);
  let before = EDGE;
  let last = EDGE;
  for (let i = 0; i < words.length; i++) {
    found.add(`word ${words[i]} -`);
    const meaning = meaningOf(window, i);
    found.add(`next ${last} ${meaning}`);
    if (i > 1) found.add(`skip ${before} ${meaning}`);
    before = last;
    last = meaning;
  }
  found.add(`next ${last} ${EDGE}`);
  return [...found];
}
