import { sql } from 'kysely';
import { stands } from '../consent/blocks.js';
import type { Standing } from '../consent/standing.js';
import type { TicketRating } from '../flows/index.js';
import type { Tx } from '../store/index.js';
import { HOUR } from './rules.js';

/** What people said of the answers of one agent. */
export interface Satisfaction {
  agent: string | null;
  asked: number;
  good: number;
  fair: number;
  poor: number;
}

/** Anger and need get no survey. */
const HEAVY = ['angry', 'vulnerable'];
/** What a person may have said to be left alone. */
const STOPS = ['WITHDRAW', 'PLATFORM_STOP', 'SUSPEND', 'PAUSE', 'DECLINE', 'ERASE'];
/** Nobody is asked twice in so long, ms, whatever was closed meanwhile. */
const APART = 24 * HOUR;
/** Such a reply never reached them. */
const NOT_SENT = ['refused', 'failed', 'cancelled'];

/**
 * Whether a person may be asked if the answers in this closed ticket helped: once, after a real answer, at
 * most once a day, and only who has stopped nothing since it was opened, is held by nothing, and has no question of
 * consent before them.
 */
export async function mayBeRated(
  tx: Tx,
  { contactId, ticketId }: { contactId: string; ticketId: string },
  { topics, blocks }: Pick<Standing, 'topics' | 'blocks'>,
  now: number,
): Promise<boolean> {
  const waits = [...topics.values()].some(({ state }) => state === 'unsubscribed' || state === 'pending');
  if (waits || [...blocks.keys()].some((kind) => stands(blocks, kind, now))) return false;
  const ticket = await tx
    .selectFrom('ticket')
    .select(['opened_at', 'first_reply_at', 'answered_later', 'reason'])
    .where('id', '=', ticketId)
    .where('contact_id', '=', contactId)
    .where('state', '=', 'closed')
    .where('rating_asked_at', 'is', null)
    .executeTakeFirst();
  if (!ticket || ticket.first_reply_at === null || HEAVY.includes(ticket.reason ?? '')) return false;
  const asked = await tx
    .selectFrom('ticket')
    .select('id')
    .where('contact_id', '=', contactId)
    .where('rating_asked_at', '>', now - APART)
    .limit(1)
    .executeTakeFirst();
  if (asked) return false;
  const stop = await tx
    .selectFrom('ledger')
    .select('seq')
    .where('contact_id', '=', contactId)
    .where('event', 'in', STOPS)
    .where('at', '>=', ticket.opened_at)
    .limit(1)
    .executeTakeFirst();
  if (stop) return false;
  const answer = await tx
    .selectFrom('outbox')
    .select('id')
    .where('contact_id', '=', contactId)
    .where('created_at', '>=', ticket.first_reply_at)
    .where('state', 'not in', NOT_SENT)
    .where((either) =>
      either.or([
        either('basis', '=', JSON.stringify({ kind: 'ticket', id: ticketId })),
        either('id', '=', ticket.answered_later),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return answer !== undefined;
}

/** Keeps that they were asked, and about whom, in the turn's transaction. */
export async function markAsked(tx: Tx, ticketId: string, now: number): Promise<void> {
  await tx
    .updateTable('ticket')
    .set(({ ref }) => ({ rating_asked_at: now, rating_agent: ref('assignee') }))
    .where('id', '=', ticketId)
    .execute();
}

/** The first thing they say of a ticket of theirs counts, in the turn's transaction. */
export async function rateTicket(
  tx: Tx,
  { contactId, ticketId, rating }: { contactId: string; ticketId: string; rating: TicketRating },
  now: number,
): Promise<void> {
  await tx
    .updateTable('ticket')
    .set({ rating, rated_at: now })
    .where('id', '=', ticketId)
    .where('contact_id', '=', contactId)
    .where('rating_asked_at', 'is not', null)
    .where('rating', 'is', null)
    .execute();
}

/** What was said of each agent in the tickets that were asked about from `from`, before `to`. */
export async function satisfactionOf(
  read: Pick<Tx, 'selectFrom'>,
  { from, to }: { from: number; to: number },
): Promise<Satisfaction[]> {
  const sum = (rating: TicketRating) => sql<number>`sum(case when rating = ${rating} then 1 else 0 end)`;
  const rows = await read
    .selectFrom('ticket')
    .select(['rating_agent', sql<number>`count(*)`.as('asked')])
    .select([sum('good').as('good'), sum('fair').as('fair'), sum('poor').as('poor')])
    .where('rating_asked_at', '>=', from)
    .where('rating_asked_at', '<', to)
    .groupBy('rating_agent')
    .orderBy('rating_agent')
    .execute();
  return rows.map(({ rating_agent: agent, asked, good, fair, poor }) => ({
    agent,
    asked: Number(asked),
    good: Number(good),
    fair: Number(fair),
    poor: Number(poor),
  }));
}
