import type { Office } from './office-hours.js';
import type { QueuePlace } from './types.js';

/** A ticket that was answered. Times in ms. */
export interface Answered {
  openedAt: number;
  firstReplyAt: number;
}

const MINUTE = 60_000;
/** Longer than this lies a night or a weekend between, which tells nothing about the pace. */
const LONGEST = 4 * 60 * MINUTE;
/** With fewer than these nothing can be said. */
const FEWEST = 3;
/** Nobody is told to wait longer than this: then the time is not known. */
const FARTHEST = 180;

/**
 * How long the person at `position` waits, in minutes; undefined when nobody knows. Taken from the pace at
 * which recent tickets were answered: the time between a first reply and the one before it, or the opening
 * when the desk was free. Pure.
 */
export function waitingMinutes(position: number, recent: readonly Answered[]): number | undefined {
  const inOrder = [...recent].sort((a, b) => a.firstReplyAt - b.firstReplyAt);
  const paces = inOrder
    .map(
      ({ openedAt, firstReplyAt }, i) => firstReplyAt - Math.max(openedAt, inOrder[i - 1]?.firstReplyAt ?? 0),
    )
    .filter((pace) => pace >= 0 && pace <= LONGEST)
    .sort((a, b) => a - b);
  const median = paces[Math.floor(paces.length / 2)];
  if (paces.length < FEWEST || median === undefined) return undefined;
  const minutes = Math.max(1, Math.ceil((median * position) / MINUTE));
  const rounded = minutes > 10 ? Math.ceil(minutes / 5) * 5 : minutes;
  return rounded > FARTHEST ? undefined : rounded;
}

/** The place without a time that the office would not keep: nobody answers after closing or in a break. Pure. */
export function honest(place: QueuePlace, { closesAt }: Office, now: number): QueuePlace {
  const { position, minutes } = place;
  if (minutes === undefined || closesAt === undefined || now + minutes * MINUTE <= closesAt) return place;
  return { position };
}
