import { mergeBubbles } from '../flows/bubbles.js';
import {
  answerOld,
  type ConversationState,
  type Facts,
  parseChoiceId,
  type Question,
  type Release,
  reply,
} from '../flows/index.js';
import { typedChoice } from '../flows/typed.js';
import { type Decision, decide } from './decide.js';
import { speakPlainly } from './plain-words.js';
import type { Reading } from './reading.js';

/** What goes wrong in a flow is told to `onBroken`; the customer is answered all the same. */
export interface Answering {
  release: Release;
  facts: Facts;
  /** The question of a conversation that was left too long ago to go on. */
  left: Question | undefined;
  onBroken: (error: unknown) => void;
}

/**
 * What one reading leads to, whatever the release holds: a stop is confirmed even when the flow that should do it
 * is broken (promises P2, P7), and nobody else is left without a word.
 */
export function answerWith(
  { release, facts, left, onBroken }: Answering,
  state: ConversationState,
  reading: Reading,
): Decision {
  const isStop = reading.kind === 'stop';
  try {
    const decision =
      left && reading.kind === 'say'
        ? answerAnew(release, state, reading, facts, left)
        : decide(release, state, reading, facts);
    const isSaid = decision.effects.some(({ type }) => type === 'send');
    return isStop && !isSaid ? speakPlainly('stopped', state, facts.language) : decision;
  } catch (error) {
    onBroken(error);
    const words = isStop ? 'stopped' : facts.ticket ? undefined : 'trouble';
    return speakPlainly(words, state, facts.language);
  }
}

/** An answer to a question of long ago is taken as a tap on its old button; other words begin anew. */
function answerAnew(
  release: Release,
  state: ConversationState,
  reading: Extract<Reading, { kind: 'say' }>,
  facts: Facts,
  left: Question,
): Decision {
  const choice = reading.forwarded ? undefined : typedChoice(reading.text, left.choices);
  const old = choice && parseChoiceId(choice.id);
  if (old) return answerOld(release, state, old, facts);
  const decision = decide(release, state, reading, facts);
  if (!decision.effects.some(({ type }) => type === 'send')) return decision;
  return {
    ...decision,
    effects: mergeBubbles([reply(release, 'fallback:anew', facts), ...decision.effects]),
  };
}
