import { CONCEPTS } from './concepts.js';
import { inflect } from './inflect.js';

export interface Lexicon {
  /** Concept name to its number. */
  concepts: ReadonlyMap<string, number>;
  /** Word to the numbers of its concepts. */
  words: ReadonlyMap<string, readonly number[]>;
}

/** The lexicon, built once. */
export const LEXICON: Lexicon = build();

function build(): Lexicon {
  const concepts = new Map<string, number>();
  const words = new Map<string, number[]>();
  for (const line of CONCEPTS.replaceAll('\n  ', ' ').split('\n')) {
    const [name, list] = line.split(': ');
    if (name === undefined || list === undefined) continue;
    const concept = concepts.size;
    concepts.set(name, concept);
    for (const entry of list.split(' ')) {
      for (const word of formsOf(entry)) {
        const known = words.get(word);
        if (known === undefined) words.set(word, [concept]);
        else if (!known.includes(concept)) known.push(concept);
      }
    }
  }
  return { concepts, words };
}

function formsOf(entry: string): string[] {
  if (entry.startsWith('+')) return inflect(entry.slice(1));
  if (!entry.startsWith('*')) return [entry];
  const root = entry.slice(1);
  return inflect(root).filter((form) => form !== root && form !== `${root}an`);
}
