import type { Effect } from '../flows/index.js';
import type { Decision } from './faq-tap.js';
import type { Reading } from './reading.js';

/** Acts of consent that only take away. */
const TAKES_AWAY: ReadonlySet<string> = new Set(['WITHDRAW', 'DECLINE', 'SUSPEND', 'PAUSE']);
/** What people may ask for by law. */
const BY_RIGHT: ReadonlySet<string> = new Set(['exportData', 'eraseData', 'correctData']);

const isHonoured = (effect: Effect) =>
  effect.type === 'consent' ? TAKES_AWAY.has(effect.event) : BY_RIGHT.has(effect.type);

/**
 * What is left of a decision for somebody whom staff shut out; null: nothing, the bot is silent. Stops and what they
 * may ask for by right are honoured and confirmed; no person is promised to them, and no ticket opened. Pure.
 */
export function forShutOut(decision: Decision, before: Decision['state'], reading: Reading): Decision | null {
  // A doubt is held already; whoever is shut out is not asked about it.
  if (reading.kind === 'doubt') return null;
  const effects = decision.effects.filter((effect) => effect.type !== 'consent' || isHonoured(effect));
  const asks =
    (reading.kind === 'wish' && reading.flow === 'data-rights') ||
    (reading.kind === 'tap' && reading.id.startsWith('data-rights.'));
  if (!asks && !effects.some(isHonoured)) return null;
  if (!effects.some(({ type }) => type === 'openTicket')) return { ...decision, effects };
  return { state: before, effects: effects.filter(isHonoured) };
}

/** What a timer or a closed ticket of theirs may still do: everything but speak and open tickets. */
export const silently = (effects: readonly Effect[]): Effect[] =>
  effects.filter(({ type }) => type !== 'send' && type !== 'openTicket');
