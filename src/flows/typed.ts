import { answer, matchChoice } from './typed-words.js';
import type { Question } from './types.js';

export type TypedChoice = Question['choices'][number];

/**
 * What the customer typed, read as a choice: its title, its first word, its number, or a plain yes or no where
 * the choices are called `yes` and `no`. Rows made from data count only by number or whole title, because
 * their first words ("Berapa ...") begin new questions just as well.
 */
export function typedChoice(text: string, choices: readonly TypedChoice[]): TypedChoice | undefined {
  if (choices.length === 0) return undefined;
  const said = answer(text);
  if (typeof said === 'number') return choices[said - 1];
  const index = matchChoice(
    text,
    choices.map(({ title }) => title),
  );
  const matched = index === undefined ? undefined : choices[index];
  if (matched && (!fromData(matched) || same(text, matched.title))) return matched;
  return said === undefined ? undefined : choices.find(({ choice }) => choice === said);
}

/** Consent questions put their topics into every value; a row carries its own id. */
const fromData = ({ choice, value }: TypedChoice) =>
  value !== undefined && choice !== 'yes' && choice !== 'no';
const same = (a: string, b: string) => fold(a) === fold(b);
const fold = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
