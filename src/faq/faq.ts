import { decide, type Lookup } from './decide.js';
import type { FaqEntry, Language } from './entry.js';
import { createExact } from './exact.js';
import { createSearch } from './search.js';
import type { Synonyms } from './synonyms.js';
import { validityOf } from './valid.js';

export interface Faq {
  /**
   * Pure. Reads the first 500 characters; a question in a chat is shorter. `day` (`2026-12-31`): entries that
   * are not valid on it are passed over.
   */
  lookup(text: string, language: Language, day?: string): Lookup;
  /** Whether there is such an entry, and it may be answered on this day. */
  isCurrent(id: string, day: string): boolean;
}

const LONGEST_QUESTION = 500;

/** Builds the index once for a release; no I/O. Entries must have passed `loadFaq` (their ids are distinct), synonyms `loadSynonyms`. */
export function createFaq(entries: readonly FaqEntry[], synonyms: Synonyms = []): Faq {
  const search = createSearch(entries, synonyms);
  const exact = createExact(entries);
  const isCurrent = validityOf(entries);
  return {
    lookup(text, language, day) {
      const question = text.slice(0, LONGEST_QUESTION);
      const ranking = search(question, language);
      const named = exact(question);
      if (day === undefined) return decide(ranking, named);
      const isNamedGone = typeof named === 'object' && !isCurrent(named.id, day);
      const fits = ranking.fits.filter(({ id }) => isCurrent(id, day));
      return decide({ ...ranking, fits }, isNamedGone ? undefined : named);
    },
    isCurrent,
  };
}
