import type { Effect, Question } from '../flows/index.js';
import type { Published, Releases } from '../release/index.js';
import { prepared, type Tx } from '../store/index.js';
import { courseOf } from './course.js';
import { hasOpenTicket } from './facts.js';
import type { Loaded } from './person.js';

/** Where the turn finds what may be said. */
export type ReleaseSource = Pick<Releases, 'current' | 'find'>;

/** The release that a turn speaks from. */
export interface OwnRelease {
  published: Published;
  /** The conversation before was left too long ago: its timers end, its question is no longer open. */
  left?: { question: Question | undefined; effects: Effect[] };
}

/**
 * A conversation finishes on its release; at rest it goes over to the one in use, and one that was left long ago
 * begins anew. `heard`: the customer did something in this turn; a timer alone goes off where it was set.
 */
export async function ownRelease(
  tx: Tx,
  person: Loaded,
  releases: ReleaseSource,
  heard: boolean,
  now: number,
): Promise<OwnRelease> {
  const { current } = releases;
  const { state, begun } = person;
  if (!begun || begun.release === current.release.id || state.stack.length === 0)
    return { published: current };
  // What is gone, or from another version of the program: the engine goes on with what the one in use still has.
  const own = await releases.find(tx, begun.release);
  if (!own) return { published: current };
  if (!heard) return { published: own };
  const ticket = await hasOpenTicket(tx, person.contactId);
  const [replaced] = await replacedAt(tx, begun.release);
  const course = { updatedAt: begun.updatedAt, replacedAt: replaced?.at ?? now, ticket, now };
  if (courseOf(course) === 'stays') return { published: own };
  const timers = state.stack.flatMap((frame) => frame.timers);
  person.state = { ...state, stack: [] };
  return {
    published: current,
    left: {
      question: state.stack.at(-1)?.question,
      effects: timers.map((id) => ({ type: 'cancelTimer', id })),
    },
  };
}

/** When the release that was in use last gave way to the next one. */
const replacedAt = prepared((db, release: string) =>
  db
    .selectFrom('publication')
    .select('at')
    .where('number', '>', (last) =>
      last
        .selectFrom('publication')
        .select((select) => select.fn.max('number').as('last'))
        .where('release', '=', release),
    )
    .orderBy('number')
    .limit(1),
);
