import { concept, type Masks } from './pattern.js';
import type { Context } from './types.js';
import type { Window } from './window.js';

const REJECTING: ReadonlySet<string> = new Set(['👎', '🖕', '🚫', '⛔', '🛑', '😡', '🤬', '😠']);
/** What a bare no is made of: "ga usah", "nggak deh", "no thanks", "cukup", "jangan lagi". */
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
  'again',
  'sudah',
  'refuse',
  'send',
  'later',
  'remove',
  'exit',
].map(concept);
const NEGATIVE = ['not', 'no', 'jangan', 'enough', 'weakstop', 'pause', 'refuse', 'later', 'remove'].map(
  concept,
);

/** Signs that mean no only because of what came before them: a bare emoji, or a bare no to a broadcast. */
export function refusal(
  list: Window[],
  emoji: string[],
  { afterBroadcast, question, ticket }: Context,
): number {
  const rejects = emoji.some((sign) => REJECTING.has(sign));
  if (rejects && (afterBroadcast || list.length === 0)) return 0.7;
  if (!afterBroadcast || question !== undefined || ticket) return 0;
  return list.some(isBareNo) ? 0.7 : 0;
}

/** Whether a window says no and not to what. */
export function isBareNo(window: Window): boolean {
  return window.all !== 0 && union(window, NEGATIVE) !== 0 && (window.all & ~union(window, NO)) === 0;
}

function union({ concepts }: Masks, numbers: readonly number[]): number {
  let mask = 0;
  for (const number of numbers) mask |= concepts[number] as number;
  return mask;
}
