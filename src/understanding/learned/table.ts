import { CONCEPT_COUNT, CONCEPT_NAMES } from '../pattern.js';
import type { Intent } from '../types.js';
import { WEIGHTS } from './weights.js';

/** The order of the weights. */
export const INTENTS: readonly Intent[] = [
  'opt_out',
  'suspend',
  'opt_in',
  'handoff',
  'data_rights',
  'language',
  'other',
];

/** Weights in rows of eight, the last of no use; row 0 is all zeros and stands for a feature that was never learned. */
export const STRIDE = 8;

export interface Table {
  weights: Int16Array;
  /** Row by length, by word, by the number of a concept. */
  lengths: Int32Array;
  words: ReadonlyMap<string, number>;
  concepts: Int32Array;
  /** The number of a meaning by its name; row by `pair` of two meanings. */
  meanings: ReadonlyMap<string, number>;
  next: ReadonlyMap<number, number>;
  skip: ReadonlyMap<number, number>;
}

export function pair(first: number, second: number): number {
  return first * 8192 + second;
}

/** Reads the learned weights: lines of "kind first second w0 ... w6", "-" for no second. */
export function readTable(): Table {
  const lines = WEIGHTS.trim().split('\n');
  const weights = new Int16Array((lines.length + 1) * STRIDE);
  const lengths = new Int32Array(14);
  const words = new Map<string, number>();
  const concepts = new Int32Array(CONCEPT_COUNT);
  const meanings = new Map<string, number>();
  const next = new Map<number, number>();
  const skip = new Map<number, number>();
  const numberOf = (name: string): number => {
    const known = meanings.get(name) ?? meanings.size + 1;
    meanings.set(name, known);
    return known;
  };
  lines.forEach((line, index) => {
    const [kind, first = '', second = '', ...values] = line.split(' ');
    const row = (index + 1) * STRIDE;
    weights.set(values.map(Number), row);
    if (kind === 'length') lengths[Number(first)] = row;
    else if (kind === 'word') words.set(first, row);
    else if (kind === 'concept') concepts[CONCEPT_NAMES.indexOf(first)] = row;
    else (kind === 'next' ? next : skip).set(pair(numberOf(first), numberOf(second)), row);
  });
  return { weights, lengths, words, concepts, meanings, next, skip };
}
