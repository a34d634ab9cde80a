import { languageAsked } from './asked-language.js';
import { noScores, type Scores, score } from './frames/score.js';
import { read } from './normalise.js';
import { concept, type Masks } from './pattern.js';
import { topicWords } from './scope.js';
import type { Context, Understanding } from './types.js';
import { type Window, windows } from './window.js';

/**
 * What a message asks for. Pure, deterministic, linear in the text and fast enough for every string of every webhook.
 * When a message asks for two things, the stop wins: it may not wait for anything (P2).
 */
export function classify(text: string, context: Context = {}): Understanding {
  const reading = read(text);
  const list = windows(reading);
  const scores = noScores();
  let stopping: Window | undefined;
  let starting: Window | undefined;
  for (const window of list) {
    const { optOut, optIn } = scores;
    score(window, scores);
    if (scores.optOut > optOut) stopping = window;
    if (scores.optIn > optIn) starting = window;
  }
  if (stopping !== undefined) return optOut(stopping, scores);
  const asked = otherThan(scores, list, starting);
  if (asked !== undefined) return asked;
  // "Min" alone calls the admin; beside other words it is a form of address.
  if (reading.words.length === 1 && reading.words[0]?.word === 'min')
    return { intent: 'handoff', confidence: 0.6 };
  const doubt = Math.max(greyZone(scores), refusal(list, reading.emoji, context));
  if (doubt > 0) return { intent: 'suspend', confidence: doubt, ...reasonOf(scores) };
  return { intent: 'other', confidence: list.length === 0 ? 0.5 : 0.85 };
}

function optOut(window: Window, scores: Scores): Understanding {
  const words = topicWords(window);
  return {
    intent: 'opt_out',
    confidence: scores.optOut,
    ...(words.length > 0 ? { scope: { topicWords: words } } : {}),
    ...(scores.erase > 0 ? { right: 'erase' as const } : {}),
    ...reasonOf(scores),
  };
}

function otherThan(scores: Scores, list: Window[], starting: Window | undefined): Understanding | undefined {
  const { erase, access, correct, handoff, language, optIn } = scores;
  const rights = Math.max(erase, access, correct);
  if (rights > 0) {
    const right = erase === rights ? 'erase' : access === rights ? 'access' : 'correct';
    return { intent: 'data_rights', confidence: rights, right };
  }
  if (handoff > 0 && handoff >= language) return { intent: 'handoff', confidence: handoff };
  if (language > 0) {
    const asked = languageAsked(list);
    return { intent: 'language', confidence: language, ...(asked === undefined ? {} : { language: asked }) };
  }
  if (starting !== undefined) {
    const words = topicWords(starting);
    return {
      intent: 'opt_in',
      confidence: optIn,
      ...(words.length > 0 ? { scope: { topicWords: words } } : {}),
    };
  }
  return undefined;
}

function greyZone({ angry, stranger, wrongNumber, deceased, unsure }: Scores): number {
  return Math.max(angry, stranger, wrongNumber, deceased, unsure);
}

function reasonOf(scores: Scores): { reason?: NonNullable<Understanding['reason']> } {
  if (scores.deceased > 0 || scores.mourning > 0) return { reason: 'deceased' };
  if (scores.wrongNumber > 0) return { reason: 'wrong_number' };
  if (scores.stranger > 0) return { reason: 'never_signed_up' };
  return scores.angry > 0 ? { reason: 'angry' } : {};
}

const REJECTING: ReadonlySet<string> = new Set(['👎', '🖕', '🚫', '⛔', '🛑', '😡', '🤬', '😠']);
/** What a bare no is made of: "ga usah", "nggak deh", "no thanks", "cukup". */
const NO = [
  'not',
  'no',
  'jangan',
  'usah',
  'enough',
  'weakstop',
  'want',
  'only',
  'dulu',
  'me',
  'minat',
  'pause',
  'iya',
].map(concept);
const NEGATIVE = ['not', 'no', 'jangan', 'enough', 'weakstop', 'pause'].map(concept);

/** Signs that mean no only because of what came before them: a bare emoji, or a bare no to a broadcast. */
function refusal(list: Window[], emoji: string[], { afterBroadcast, question }: Context): number {
  const rejects = emoji.some((sign) => REJECTING.has(sign));
  if (rejects && (afterBroadcast || list.length === 0)) return 0.7;
  if (!afterBroadcast || question === 'yes_no') return 0;
  return list.some(isBareNo) ? 0.7 : 0;
}

function isBareNo(window: Window): boolean {
  return window.all !== 0 && union(window, NEGATIVE) !== 0 && (window.all & ~union(window, NO)) === 0;
}

function union({ concepts }: Masks, numbers: readonly number[]): number {
  let mask = 0;
  for (const number of numbers) mask |= concepts[number] as number;
  return mask;
}
