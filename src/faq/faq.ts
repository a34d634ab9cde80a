import { decide, type Lookup } from './decide.js';
import type { FaqEntry, Language } from './entry.js';
import { createSearch } from './search.js';

export interface Faq {
  /** Pure. Questions longer than a chat message ever needs are read up to their first 500 characters. */
  lookup(text: string, language: Language): Lookup;
}

const LONGEST_QUESTION = 500;

/** Builds the index once for a release; no I/O. Entries must have passed `loadFaq` (ids are distinct). */
export function createFaq(entries: readonly FaqEntry[]): Faq {
  const search = createSearch(entries);
  return {
    lookup: (text, language) => decide(search(text.slice(0, LONGEST_QUESTION), language)),
  };
}
