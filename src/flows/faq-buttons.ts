import { choiceId, parseChoiceId } from './choice-id.js';

/** What can be tapped below an answer of the FAQ, about the entry it answers with or leads to. */
export type FaqButton = 'entry' | 'helped' | 'not-helped';

const PLACE = { flow: 'faq', state: 'answered' } as const;
const BUTTONS: readonly string[] = ['entry', 'helped', 'not-helped'] satisfies FaqButton[];

/** The id of such a button. It belongs to no open question, so it counts however late it is tapped. */
export function faqButtonId(choice: FaqButton, entry: string): string {
  return choiceId({ ...PLACE, choice, value: entry, asked: 0 });
}

/** Reads what `faqButtonId` wrote; undefined for any other id. */
export function readFaqButton(id: string): { choice: FaqButton; entry: string } | undefined {
  const ref = parseChoiceId(id);
  if (ref?.flow !== PLACE.flow || ref.state !== PLACE.state || ref.value === undefined) return undefined;
  return BUTTONS.includes(ref.choice) ? { choice: ref.choice as FaqButton, entry: ref.value } : undefined;
}
