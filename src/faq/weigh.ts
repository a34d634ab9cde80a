import type { Phrasing } from './phrasing.js';
import type { Terms } from './terms.js';

/** A question ready to be compared: its known terms by weight, and how much of it nobody knows. */
export interface Weighed {
  terms: Terms;
  /** Of the vector that includes the unknown words. */
  length: number;
  /** Sum of the weights of the known terms. */
  known: number;
  /** The same with the unknown words. */
  sum: number;
}

/** A term of a question with what it was before a typing error was mended; `exact` is 1 for a word as it stands. */
export interface Corrected {
  term: string;
  weight: number;
  exact: number;
}

/** An unknown word is often filler that the stop words miss, so it weighs less than a rare known one. */
const UNKNOWN = 0.6;

export interface Weigher {
  phrasings(phrasings: readonly Phrasing[]): Phrasing[];
  /** Undefined if no content word of the question is known. */
  query(terms: Corrected[]): Weighed | undefined;
  knows(term: string): boolean;
  /** How many entries have the term. */
  frequency(term: string): number;
  /** Every term that some entry has. */
  vocabulary(): Iterable<string>;
  /** The weight of a term that only one entry has. */
  rarest: number;
}

/** Weighs terms by how few entries have them (inverse document frequency over the entries' phrasings). */
export function createWeigher(entries: readonly (readonly Phrasing[])[]): Weigher {
  const vocabulary = new Map<string, number>();
  for (const phrasings of entries) {
    for (const term of new Set(phrasings.flatMap(({ terms }) => [...terms.keys()])))
      vocabulary.set(term, (vocabulary.get(term) ?? 0) + 1);
  }
  const count = entries.length;
  const rarity = (frequency: number) => Math.log(1 + (count - frequency + 0.5) / (frequency + 0.5));
  const weightOf = (term: string) => rarity(vocabulary.get(term) ?? 0);

  return {
    vocabulary: () => vocabulary.keys(),
    rarest: rarity(1),
    frequency: (term) => vocabulary.get(term) ?? 0,
    knows: (term) => vocabulary.has(term),
    phrasings: (phrasings) =>
      phrasings.map(({ terms, language }) => ({
        terms: new Map([...terms].map(([term, weight]) => [term, weight * weightOf(term)])),
        language,
      })),
    query(corrected) {
      const terms: Terms = new Map();
      let missing = 0;
      for (const { term, weight, exact } of corrected) {
        const whole = weight * weightOf(term);
        if (exact > 0) terms.set(term, Math.max(terms.get(term) ?? 0, whole * exact));
        missing += (whole * (1 - exact)) ** 2 * UNKNOWN;
      }
      if (![...terms.keys()].some((term) => !term.startsWith('~'))) return undefined;
      const known = [...terms.values()].reduce((sum, weight) => sum + weight, 0);
      const squares = length(terms) ** 2;
      return {
        terms,
        length: Math.sqrt(squares + missing),
        known,
        sum: known + Math.sqrt(missing),
      };
    },
  };
}

export function length(terms: Terms): number {
  let squares = 0;
  for (const weight of terms.values()) squares += weight * weight;
  return Math.sqrt(squares);
}
