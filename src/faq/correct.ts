import type SearchableMap from 'minisearch/SearchableMap';
import type { Terms } from './terms.js';
import type { Corrected } from './weigh.js';

const SHORTEST = 5;
const LONG = 8;
/** Longer "words" are not typing errors, and comparing them costs time. */
const LONGEST = 24;
const MENDED = 0.7;

/**
 * Mends typing errors in words that the FAQ does not know: one letter in short words, two in long ones, the first letter
 * being right. A mended word counts less than one that was typed well.
 */
export function createCorrector(
  knows: (term: string) => boolean,
  vocabulary: SearchableMap<number>,
): (terms: Terms) => Corrected[] {
  function nearest(term: string): string | undefined {
    if (term.length < SHORTEST || term.length > LONGEST) return undefined;
    let best: string | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const [candidate, [, distance]] of vocabulary.fuzzyGet(term, term.length < LONG ? 1 : 2)) {
      if (candidate.length < SHORTEST - 1 || candidate[0] !== term[0] || distance >= least) continue;
      best = candidate;
      least = distance;
    }
    return best;
  }

  return (terms) => {
    const corrected: Corrected[] = [];
    for (const [term, weight] of terms) {
      if (knows(term)) corrected.push({ term, weight, exact: 1 });
      else if (!term.startsWith('~')) {
        const mended = nearest(term);
        if (mended === undefined) corrected.push({ term, weight, exact: 0 });
        else corrected.push({ term: mended, weight, exact: MENDED });
      }
    }
    return corrected;
  };
}
