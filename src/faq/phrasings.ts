import type { Language } from './entry.js';
import type { Phrasing } from './phrasing.js';
import { length, type Weighed } from './weigh.js';

/** Several phrasings that a question can be compared with at once. */
export interface Phrasings {
  has(term: string): boolean;
  /** Cosine of the angle between the question and each phrasing that shares a term with it; nearest first, 0..1. */
  likenesses(query: Weighed, language: Language): number[];
}

/** The language that was asked for wins between two phrasings that are equally near. */
const OTHER_LANGUAGE = 0.95;

export function createPhrasings(phrasings: readonly Phrasing[]): Phrasings {
  const holders = new Map<string, { numbers: number[]; weights: number[] }>();
  const lengths = phrasings.map(({ terms }) => length(terms));
  const languages = phrasings.map(({ language }) => language);
  phrasings.forEach(({ terms }, number) => {
    for (const [term, weight] of terms) {
      const list = holders.get(term) ?? { numbers: [], weights: [] };
      list.numbers.push(number);
      list.weights.push(weight);
      holders.set(term, list);
    }
  });

  return {
    has: (term) => holders.has(term),
    likenesses(query, language) {
      // Dense sums over parallel lists: this is the innermost loop of a look-up.
      const products = new Float64Array(lengths.length);
      for (const [term, own] of query.terms) {
        const list = holders.get(term);
        if (list === undefined) continue;
        const { numbers, weights } = list;
        for (let i = 0; i < numbers.length; i++) {
          const number = numbers[i] as number;
          products[number] = (products[number] as number) + own * (weights[i] as number);
        }
      }
      const likenesses: number[] = [];
      for (let number = 0; number < products.length; number++) {
        const product = products[number] as number;
        if (product === 0) continue;
        const cosine = product / (query.length * (lengths[number] as number));
        likenesses.push(languages[number] === language ? cosine : cosine * OTHER_LANGUAGE);
      }
      return likenesses.sort((a, b) => b - a);
    },
  };
}
