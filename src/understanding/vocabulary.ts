import { COURTESY } from './courtesy.js';
import { LEXICON } from './lexicon.js';
import { SLANG } from './slang.js';

const ENCLITICS = ['nya', 'lah', 'kah', 'pun', 'nye', 'ne', 'na', 'ku', 'mu', 'ny', 'e', 'x'];

/** The numbers of the concepts that a standard word stands for, also with an enclitic ("infonya", Javanese "infone"). */
export function conceptsOf(word: string): readonly number[] | undefined {
  const exact = LEXICON.words.get(word);
  if (exact !== undefined) return exact;
  const base = withoutEnclitic(word);
  return base === undefined ? undefined : LEXICON.words.get(base);
}

function withoutEnclitic(word: string): string | undefined {
  for (const enclitic of ENCLITICS) {
    if (word.length < enclitic.length + 3 || !word.endsWith(enclitic)) continue;
    const base = word.slice(0, -enclitic.length);
    if (LEXICON.words.has(base)) return base;
    const standard = SLANG.get(base);
    if (standard?.length === 1 && LEXICON.words.has(standard[0] as string)) return standard[0];
  }
  return undefined;
}

const STANDARD: ReadonlySet<string> = new Set([...SLANG.values()].flat());

/** Whether a standard word is one that Izin's rules know; unknown words are names, numbers and the rest of the world. */
export function isKnown(word: string): boolean {
  return (
    LEXICON.words.has(word) || STANDARD.has(word) || COURTESY.has(word) || withoutEnclitic(word) !== undefined
  );
}
