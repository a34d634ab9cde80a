import { answer, matchChoice } from '../understanding/index.js';
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
  const whole = choices.find(({ title }) => fold(title) === fold(text));
  if (whole) return whole;
  const fixed = choices.filter(({ row }) => !row);
  const index = matchChoice(
    text,
    fixed.map(({ title }) => title),
  );
  const matched = index === undefined ? undefined : fixed[index];
  if (matched && !isTail(text, matched.title)) return matched;
  return choices.find(({ choice }) => choice === said);
}

/** "Terima kasih" is not yet "Tidak, terima kasih": words from the middle of a title choose nothing. */
function isTail(text: string, title: string): boolean {
  const [first = '', ...rest] = fold(title).split(' ');
  const words = fold(text).split(' ');
  return !words.includes(first) && words.every((word) => rest.includes(word));
}

const fold = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
