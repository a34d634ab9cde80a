import {
  begin,
  type ConversationState,
  type Effect,
  type Facts,
  RATING,
  type Release,
  type readFaqButton,
  typedChoice,
} from '../flows/index.js';

/** What one reading leads to. */
export interface Decision {
  state: ConversationState;
  effects: Effect[];
}

/** So long a typed yes or no still tells whether the answer helped, ms. */
const RATING_DAY = 24 * 60 * 60 * 1000;

/** A tap below an answer: another entry, or whether this one helped. It counts however late it comes. */
export function tappedAnswer(
  release: Release,
  state: ConversationState,
  { choice, entry }: NonNullable<ReturnType<typeof readFaqButton>>,
  facts: Facts,
): Decision {
  if (choice === 'entry')
    return begin(release, 'faq', state, facts, { type: 'answer', choice: 'late-entry', value: entry });
  const note = { what: 'rated', entry, helpful: choice === 'helped' } as const;
  const rated: Effect[] = release.faq.has(entry) ? [{ type: 'noteFaq', note }] : [];
  const known = forgetRating(state);
  if (facts.ticket) return { state: known, effects: rated };
  const { state: next, effects } = begin(release, 'faq', known, facts, { type: 'answer', choice });
  return { state: next, effects: [...effects, ...rated] };
}

/** "Ya" or "belum" in words, as the first thing after the answer that was asked about. */
export function typedRating(
  release: Release,
  { memory }: ConversationState,
  text: string,
  { now, language }: Facts,
): ReturnType<typeof readFaqButton> {
  const entry = memory[RATING.entry];
  if (typeof entry !== 'string' || now - Number(memory[RATING.at] ?? 0) > RATING_DAY) return undefined;
  const title = (key: string) => release.words.say(key, language).text;
  const choices = [
    { id: '', choice: 'yes', title: title('faq:helped.yes') },
    { id: '', choice: 'no', title: title('faq:helped.no') },
  ];
  const typed = typedChoice(text, choices)?.choice;
  return typed === undefined ? undefined : { choice: typed === 'yes' ? 'helped' : 'not-helped', entry };
}

/** Their next words are about something else. */
export function forgetRating(state: ConversationState): ConversationState {
  const { [RATING.entry]: entry, [RATING.at]: _, ...memory } = state.memory;
  return entry === undefined ? state : { ...state, memory };
}
