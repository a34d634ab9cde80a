import { normalise } from '../understanding/index.js';
import type { FaqEntry } from './entry.js';

const COURTESY = new Set(
  `kak kakak min admin gan bang mas mbak pak bu bapak ibu ya yah iya sih dong deh kok nih tuh ini halo hai hi hello
  assalamualaikum permisi maaf tolong mohon please pls terima kasih thanks mau tanya`.split(/\s+/),
);

/** What a question asks, word for word; courtesy does not matter. Empty if there is nothing else. */
function wording(text: string): string {
  return normalise(text)
    .tokens.filter((token) => !COURTESY.has(token))
    .join(' ');
}

/** The entry that has this very phrasing, or that some entry refuses it, or neither. */
export type Exact = { id: string } | 'refused' | undefined;

/**
 * Staff who write a phrasing down expect exactly that to work, however common its words are.
 * A phrasing that stands in two entries counts for neither.
 */
export function createExact(entries: readonly FaqEntry[]): (text: string) => Exact {
  const owners = new Map<string, string | null>();
  for (const { id, question, also } of entries) {
    for (const text of [question.id, question.en, ...(also?.id ?? []), ...(also?.en ?? [])]) {
      const key = wording(text);
      const owner = owners.get(key);
      owners.set(key, owner === undefined || owner === id ? id : null);
    }
  }
  const refused = new Set(
    entries.flatMap(({ not }) => [...(not?.id ?? []), ...(not?.en ?? [])].map(wording)),
  );
  return (text) => {
    const key = wording(text);
    if (key === '') return undefined;
    const owner = owners.get(key);
    if (typeof owner === 'string') return { id: owner };
    return refused.has(key) ? 'refused' : undefined;
  };
}
