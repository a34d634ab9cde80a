import SearchableMap from 'minisearch/SearchableMap';
import type { Terms } from './terms.js';
import type { Corrected } from './weigh.js';

const SHORTEST = 5;
const LONG = 8;
/** Longer "words" are not typing errors, and comparing them costs time. */
const LONGEST = 24;
const MENDED = 0.7;
/** A word of five letters that differs in one may well be another word ("sedih" is no "sedia"). */
const GUESSED = 0.4;

/**
 * Mends typing errors in words that the FAQ does not know: one letter in short words, two in long ones, the first letter
 * being right. A mended word counts less than one that was typed well, a short one least. `spellings`: each right spelling with its term.
 */
export function createCorrector(
  knows: (term: string) => boolean,
  spellings: Iterable<readonly [spelling: string, term: string]>,
): (terms: Terms) => Corrected[] {
  const right = new SearchableMap<string>();
  for (const [spelling, term] of spellings) {
    if (spelling.length >= SHORTEST - 1) right.set(spelling, term);
  }

  function nearest(word: string): string | undefined {
    if (word.length < SHORTEST || word.length > LONGEST) return undefined;
    let best: string | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const [spelling, [term, distance]] of right.fuzzyGet(word, word.length < LONG ? 1 : 2)) {
      if (spelling[0] !== word[0] || distance >= least) continue;
      best = term;
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
        else corrected.push({ term: mended, weight, exact: term.length > SHORTEST ? MENDED : GUESSED });
      }
    }
    return corrected;
  };
}
