import { type Fact, isGuarded, isSame, pointsAlike } from './fact.js';

/** How long an approved change rests before it counts, ms: time for somebody to notice. */
export const REST = 24 * 60 * 60 * 1000;

export const CHANGE_STATES = ['proposed', 'approved', 'done', 'cancelled'] as const;
/** `proposed` waits for a second person, `approved` for the day to pass. */
export type ChangeState = (typeof CHANGE_STATES)[number];

/**
 * Whether a change waits for a second person and a day. Taking a fact away does not: it stops texts, and sends
 * nobody's money anywhere. Nor does another source, owner or expiry.
 */
export function needsTwo(before: Fact | null, after: Fact | null): boolean {
  if (after === null) return false;
  if (!isGuarded(after.kind) && !(before && isGuarded(before.kind))) return false;
  return before === null || !pointsAlike(before, after);
}

/** Who acts, by the API key: its name, its id, and since when it has existed, ms (null: for ever). */
export interface Actor {
  name: string;
  key: string;
  since: number | null;
}

/**
 * May this one be the second person? Another key and another name than the proposer's, and no key that was made
 * after the proposal: who proposes could make one.
 */
export function isSecond(
  proposal: { proposedBy: string; proposedKey: string; proposedAt: number },
  actor: Actor,
): boolean {
  return (
    actor.key !== proposal.proposedKey &&
    actor.name.trim().toLowerCase() !== proposal.proposedBy.trim().toLowerCase() &&
    (actor.since === null || actor.since < proposal.proposedAt)
  );
}

/** What the file wants that it did not want when it was last taken in. `null`: it holds the fact no more. */
export function fileChanges(
  last: readonly Fact[],
  file: readonly Fact[],
): { id: string; after: Fact | null }[] {
  const changed = file.filter((fact) => !last.some((one) => isSame(one, fact)));
  const gone = last.filter(({ id }) => !file.some((fact) => fact.id === id));
  return [
    ...changed.map((fact) => ({ id: fact.id, after: fact })),
    ...gone.map(({ id }) => ({ id, after: null })),
  ];
}
