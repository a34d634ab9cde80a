import type { OutboxState } from './row.js';

/** One person's message of a broadcast under the one of their contacts, and under the other. */
type Side = 'ours' | 'theirs';

/** How much a message has to do with the question whether its person was written to. */
const WEIGHT: Record<OutboxState, 'over' | 'live' | 'attempted'> = {
  refused: 'over',
  cancelled: 'over',
  queued: 'live',
  deferred: 'live',
  attempting: 'attempted',
  unknown: 'attempted',
  accepted: 'attempted',
  sent: 'attempted',
  // Nobody is tried a second time by themselves either, and a delivery may still prove it wrong.
  failed: 'attempted',
  delivered: 'attempted',
  read: 'attempted',
};
const ORDER = ['over', 'live', 'attempted'];

/**
 * Two contacts with a message of one broadcast each are found to be one person (promise P4); pure. `stays`: whose
 * message is the person's; the other one, when it still waits, is not to leave any more (`refuse`).
 */
export function oneOf(ours: OutboxState, theirs: OutboxState): { stays: Side; refuse: boolean } {
  const [a, b] = [WEIGHT[ours], WEIGHT[theirs]];
  const stays: Side = ORDER.indexOf(b) > ORDER.indexOf(a) ? 'theirs' : 'ours';
  return { stays, refuse: (stays === 'ours' ? b : a) === 'live' };
}

/**
 * Both were on their way at that moment and one has come back; pure. `other`: states of those that could not follow
 * the person. It leaves only when none of them has, or may have; while one is on its way that is not known.
 */
export function mayStillLeave(others: readonly OutboxState[]): 'yes' | 'wait' | 'no' {
  const attempted = others.filter((state) => WEIGHT[state] === 'attempted');
  if (attempted.length === 0) return 'yes';
  return attempted.every((state) => state === 'attempting') ? 'wait' : 'no';
}
