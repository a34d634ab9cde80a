import { answer, numberIn } from './answer.js';
import { normalise } from './normalise.js';
import { distanceWithin } from './spelling.js';

/**
 * Which of the choices on the screen somebody typed: its number (from 1), its title, the first words or a part of it, or a yes or
 * a no where a title begins with one. Returns the index (from 0); undefined when none or more than one fits (voice.md, rule 3).
 */
export function matchChoice(text: string, titles: string[]): number | undefined {
  const { tokens } = normalise(text);
  if (tokens.length === 0) return undefined;
  const number = numberIn(tokens);
  if (number !== undefined) return number >= 1 && number <= titles.length ? number - 1 : undefined;
  const typed = tokens.join(' ');
  const choices = titles.map((title) => normalise(title).tokens);
  return (
    only(choices, (choice) => choice.join(' ') === typed) ??
    only(choices, (choice) => choice[0] === typed) ??
    only(choices, (choice) => `${choice.join(' ')} `.startsWith(`${typed} `)) ??
    only(choices, (choice) => tokens.every((token) => choice.includes(token))) ??
    only(choices, (choice) => isNear(choice.join(' '), typed) || isNear(choice[0] ?? '', typed)) ??
    yesOrNo(text, choices)
  );
}

function only(choices: string[][], fits: (choice: string[]) => boolean): number | undefined {
  const first = choices.findIndex(fits);
  return first >= 0 && choices.findLastIndex(fits) === first ? first : undefined;
}

const LONGEST = 17;

function isNear(title: string, typed: string): boolean {
  if (typed.length < 5 || Math.max(typed.length, title.length) > LONGEST) return false;
  if (Math.abs(title.length - typed.length) > 1) return false;
  return distanceWithin(typed, title, 1) <= 1;
}

function yesOrNo(text: string, choices: string[][]): number | undefined {
  const said = answer(text);
  if (typeof said !== 'string') return undefined;
  return only(choices, ([first]) => first !== undefined && answer(first) === said);
}
