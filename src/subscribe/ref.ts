import { randomInt } from 'node:crypto';

/**
 * The characters of refs: without vowels, so that no ref spells a word, and without those that are mistaken
 * for each other in print (0 O, 1 I L, 2 Z, 5 S, 8 B).
 */
const ALPHABET = '34679CDFGHJKMNPQRTVWXY';

/** A ref on a poster is read and typed by people; one of the subscribe page travels inside a link. */
export const REF_LENGTH = { lasting: 4, once: 8 } as const;

export function newRef(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

const CODE = `[${ALPHABET}]{${REF_LENGTH.once}}|[${ALPHABET}]{${REF_LENGTH.lasting}}`;
/** "(ref A7K2)", "ref: a7k2", "kode A7K2": people change brackets, capitals and signs around it. */
const REF = new RegExp(`[([{]?\\s*\\b(?:reff?|kode|code)\\b[\\s.:#=-]*(${CODE})\\b\\s*[)\\]}]?`, 'iu');

/** Takes the ref out of what a customer wrote; `rest` is what they say beside it. */
export function splitRef(text: string): { rest: string; ref?: string } {
  const match = REF.exec(text);
  if (!match?.[1]) return { rest: text };
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
  return { rest: rest.trim(), ref: match[1].toUpperCase() };
}
