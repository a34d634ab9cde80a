import { stringify } from 'yaml';
import type { Language } from './entry.js';
import { termsOf } from './terms.js';

/** Words of a question that make its id. */
const ID_WORDS = 4;
const ALSO = 8;
const TO_WRITE = { id: 'TULIS DI SINI', en: 'WRITE HERE' } as const;

/**
 * An entry ready to be pasted into `locales/faq.yaml`: only its answers, and the question in the other language,
 * are left to write. `taken`: ids that there are. `texts`: how people asked, the first of them as the question.
 */
export function entrySnippet(
  texts: readonly string[],
  language: Language,
  taken: (id: string) => boolean,
): string {
  const [question = '', ...rest] = [...new Set(texts)];
  const also = rest.slice(0, ALSO);
  const entry = {
    id: freeId(question, taken),
    question: { ...TO_WRITE, [language]: question },
    answer: TO_WRITE,
    ...(also.length > 0 && { also: { [language]: also } }),
  };
  return stringify([entry], { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Phrasings to add below the nearest entry, where that is the answer. */
export function phrasingsSnippet(texts: readonly string[], language: Language): string {
  return stringify({ also: { [language]: [...new Set(texts)].slice(0, ALSO) } }, { lineWidth: 0 });
}

function freeId(question: string, taken: (id: string) => boolean): string {
  const words = [...termsOf(question).keys()].map((term) => term.replace(/[^a-z0-9]/g, ''));
  const base = words.filter(Boolean).slice(0, ID_WORDS).join('-') || 'question';
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken(id)) return id;
  }
}
