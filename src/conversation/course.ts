const DAY = 24 * 60 * 60 * 1000;
/** A conversation in which nothing has happened for so long, ms, is over. */
const IDLE = DAY;
/** A release that went out of use so long ago, ms, is not spoken any more. */
const OUTDATED = 30 * DAY;

/** A conversation under way whose release is not the one in use. Times in ms. */
export interface Course {
  /** when anything last happened in it */
  updatedAt: number;
  /** since when another release is in use */
  replacedAt: number;
  /** a person of ours has it */
  ticket: boolean;
  now: number;
}

/** Does a conversation that is under way finish on its own release, or was it left too long ago to go on? */
export function courseOf({ updatedAt, replacedAt, ticket, now }: Course): 'stays' | 'anew' {
  if (ticket) return 'stays';
  return now - updatedAt >= IDLE || now - replacedAt >= OUTDATED ? 'anew' : 'stays';
}
