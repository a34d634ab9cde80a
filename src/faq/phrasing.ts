import type { Language } from './entry.js';
import type { Terms } from './terms.js';

/** One way to ask for an entry, as terms. */
export interface Phrasing {
  terms: Terms;
  language: Language;
}
