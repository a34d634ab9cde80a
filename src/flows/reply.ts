import { createContext } from './context.js';
import { sayWords } from './effects.js';
import type { Facts, Release, SendEffect } from './types.js';

/**
 * A bubble outside of any flow, e.g. `fallback:voice-note`, with what is known filled in.
 * @throws Error when there are no such words
 */
export function reply(
  release: Release,
  words: string,
  facts: Facts,
  values: Readonly<Record<string, string | number>> = {},
  variant?: string,
): SendEffect {
  const params = { words, with: values, ...(variant && { variant }) };
  return sayWords(release, createContext(facts), params);
}
