import { TITLES } from './courtesy.js';
import { derive } from './meaning.js';
import type { Reading } from './normalise.js';
import { CONCEPT_COUNT, concept, DERIVED_CONCEPTS, type Masks } from './pattern.js';
import { type Kept, type Sentence, sentences } from './sentence.js';

/** A sentence, or a piece of a long one, as frames see it: words without politeness, and their concepts as masks. */
export interface Window extends Masks {
  words: string[];
  /** The concepts of each word; undefined for a name, a number or a word of the rest of the world. */
  meanings: (readonly number[] | undefined)[];
  /** Masks of the clauses (between commas), in order. */
  clauses: number[];
}

/** Bits of a mask that frames use; two stay free for stepping past the end. */
const WIDTH = 30;
/** In a sentence longer than this, people say several things: its clauses are windows too. */
const LONG = 14;
const SHORTEST_PART = 3;
/** Words that two pieces of a long sentence share, so that no frame falls between them. */
const OVERLAP = 10;

/** Cuts a reading into windows, sentence by sentence. */
export function windows(reading: Reading): Window[] {
  const list: Window[] = [];
  for (const sentence of sentences(reading)) {
    const { words } = sentence;
    if (words.length > LONG) for (const part of parts(words)) list.push(build(part, sentence));
    if (words.length <= WIDTH) list.push(build(words, sentence));
    else {
      for (let start = 0; start < words.length - OVERLAP; start += WIDTH - OVERLAP) {
        list.push(build(words.slice(start, start + WIDTH), sentence));
      }
    }
  }
  return list;
}

/** The clauses of a long sentence; a condition stays with what it is a condition of. */
function parts(words: Kept[]): Kept[][] {
  const list: Kept[][] = [[]];
  for (const word of words) {
    const last = list[list.length - 1] as Kept[];
    if (word.comma && last.length >= SHORTEST_PART && !last.some(isCondition)) list.push([word]);
    else last.push(word);
  }
  return list.filter(({ length }) => list.length > 1 && length >= SHORTEST_PART && length <= WIDTH);
}

const COND = concept('cond');

function isCondition({ concepts }: Kept): boolean {
  return concepts?.includes(COND) ?? false;
}

/** Concepts that `derive` and the manner of a sentence add to those of its words. */
const DERIVED = DERIVED_CONCEPTS.filter((name) => !['strange', 'number', 'title'].includes(name)).map(
  concept,
);
const STRANGE = concept('strange');
const NUMBER = concept('number');
const TITLE = concept('title');
const PLEA = concept('plea');
const APOLOGY = concept('apology');
const GREETING = concept('greeting');
const QUESTION = concept('question');

function build(kept: Kept[], { plea, apology, greeting, question }: Sentence): Window {
  const concepts = new Int32Array(CONCEPT_COUNT);
  const present: number[] = [];
  let begins = 1;
  for (let i = 0; i < kept.length; i++) {
    const { word, concepts: numbers, comma } = kept[i] as Kept;
    const bit = 1 << i;
    if (comma) begins |= bit;
    for (const number of numbersOf(word, numbers)) {
      if (concepts[number] === 0) present.push(number);
      concepts[number] = (concepts[number] as number) | bit;
    }
  }
  const all = (1 << kept.length) - 1;
  begins &= all;
  const ends = ((begins >>> 1) | ((all + 1) >>> 1)) & all;
  if (plea) concepts[PLEA] = all;
  if (apology) concepts[APOLOGY] = all;
  if (greeting) concepts[GREETING] = all;
  if (question) concepts[QUESTION] = all;
  const window: Window = {
    words: kept.map(({ word }) => word),
    meanings: kept.map(({ concepts: numbers }) => numbers),
    concepts,
    present,
    begins,
    ends,
    all,
    clauses: clausesOf(begins, all),
  };
  derive(window);
  for (const number of DERIVED) if (concepts[number] !== 0) present.push(number);
  return window;
}

function numbersOf(word: string, concepts: readonly number[] | undefined): readonly number[] {
  if (TITLES.has(word)) return [TITLE];
  return concepts ?? (word.charCodeAt(0) <= 57 ? [NUMBER] : [STRANGE]);
}

function clausesOf(begins: number, all: number): number[] {
  const list: number[] = [];
  for (let rest = begins; rest !== 0; rest &= rest - 1) {
    const later = rest & (rest - 1);
    const end = later === 0 ? all + 1 : later & -later;
    list.push((end - 1) & ~((rest & -rest) - 1));
  }
  return list;
}
