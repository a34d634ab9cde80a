import type { TurnContext } from './context.js';
import type { Release } from './types.js';
import type { Said } from './words.js';

/** Says that a figure is being renewed, and offers a person. */
const RENEWING = 'fallback:fact-renewing';

/**
 * The text as it may be sent: where a fact is gone or its time is over, the lines that need it are left out, and
 * the reader is told so instead of being given an old figure.
 */
export function honest(
  release: Release,
  { language }: TurnContext,
  { text, lacksFact }: Omit<Said, 'wording'>,
): string {
  if (!lacksFact) return text;
  const renewing = release.words.say(RENEWING, language).text;
  return text === '' ? renewing : `${text}\n\n${renewing}`;
}
