import type { Scores } from './frames/score.js';
import { concept } from './pattern.js';
import type { Understanding } from './types.js';
import type { Window } from './window.js';

const ERASE = ['remove', 'forget', 'strike', 'ban'].map(concept);
const CORRECT = ['fix', 'wrong'].map(concept);

/** Which right a message names: by its surest frame, else by what else it says; to see the data where it has none. */
export function rightNamed(
  { erase, access, correct, origin, stranger }: Scores,
  list: Window[],
): NonNullable<Understanding['right']> {
  const surest = Math.max(erase, access, correct, origin);
  if (surest > 0) {
    if (origin === surest) return 'origin';
    return erase === surest ? 'erase' : access === surest ? 'access' : 'correct';
  }
  if (stranger > 0) return 'origin';
  const says = (verbs: readonly number[]): boolean =>
    list.some(({ concepts }) => verbs.some((verb) => concepts[verb] !== 0));
  if (says(ERASE)) return 'erase';
  return says(CORRECT) ? 'correct' : 'access';
}
