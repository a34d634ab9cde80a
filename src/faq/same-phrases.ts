import type { FaqEntry } from './entry.js';

interface Place {
  /** Position in the list of entries. */
  entry: number;
  path: (string | number)[];
  text: string;
}

/** Phrasings that stand word for word in two entries: the bot could not tell which is meant. */
export function samePhrases(entries: readonly FaqEntry[]): { here: Place; there: Place }[] {
  const seen = new Map<string, Place>();
  const same: { here: Place; there: Place }[] = [];
  entries.forEach((entry, number) => {
    for (const language of ['id', 'en'] as const) {
      const places: Place[] = [
        { entry: number, path: ['question', language], text: entry.question[language] },
        ...(entry.also?.[language] ?? []).map((text, at) => ({
          entry: number,
          path: ['also', language, at],
          text,
        })),
      ];
      for (const here of places) {
        const key = here.text
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, ' ')
          .trim();
        const there = seen.get(key);
        if (there === undefined) seen.set(key, here);
        else if (there.entry !== number) same.push({ here, there });
      }
    }
  });
  return same;
}
