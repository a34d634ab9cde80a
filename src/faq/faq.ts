import { decide, type Lookup } from './decide.js';
import type { FaqEntry, Language } from './entry.js';
import { createExact } from './exact.js';
import { createSearch } from './search.js';

export interface Faq {
  /** Pure. Reads the first 500 characters; a question in a chat is shorter. */
  lookup(text: string, language: Language): Lookup;
}

const LONGEST_QUESTION = 500;

/** Builds the index once for a release; no I/O. Entries must have passed `loadFaq` (their ids are distinct). */
export function createFaq(entries: readonly FaqEntry[]): Faq {
  const search = createSearch(entries);
  const exact = createExact(entries);
  return {
    lookup(text, language) {
      const question = text.slice(0, LONGEST_QUESTION);
      return decide(search(question, language), exact(question));
    },
  };
}
