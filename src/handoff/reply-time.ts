import { sql } from 'kysely';
import type { Tx } from '../store/index.js';
import { type OfficeHours, officeAt } from './office-hours.js';
import { readRules } from './rules.js';
import { ticketOf } from './tickets.js';
import type { Ticket } from './types.js';

const MINUTE = 60_000;
/** Longer than this no office hours are looked for. */
const MOST_STEPS = 500;

/** When so many minutes of office hours have passed since `from`, ms; null: the office does not open. Pure. */
export function officeMinutesAfter(
  hours: OfficeHours,
  from: number,
  minutes: number,
  zone: string,
): number | null {
  let left = minutes * MINUTE;
  let at = from;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { closesAt, opensAt } = officeAt(hours, at, zone);
    if (closesAt !== undefined) {
      if (at + left <= closesAt) return at + left;
      left -= closesAt - at;
      at = closesAt;
    } else if (opensAt !== undefined) at = opensAt;
    else return null;
  }
  return null;
}

/** By when the first reply is promised, ms; null: no promise, or it is answered or closed. */
export function replyDueAt(
  ticket: Ticket,
  minutes: number | null,
  hours: OfficeHours,
  zone: string,
): number | null {
  if (minutes === null || ticket.state !== 'open' || ticket.firstReplyAt !== null) return null;
  return officeMinutesAfter(hours, ticket.reopenedAt ?? ticket.openedAt, minutes, zone);
}

/**
 * Marks the tickets whose promised time has passed without a reply, in the caller's transaction; returns those that
 * are marked anew. What is due is reckoned from the rows, so that no restart forgets it.
 */
export async function markBreaches(
  tx: Tx,
  hours: OfficeHours,
  zone: string,
  now: number,
): Promise<{ id: string; contactId: string }[]> {
  const { firstReplyMinutes } = await readRules(tx);
  if (firstReplyMinutes === null) return [];
  const waiting = await tx
    .selectFrom('ticket')
    .selectAll()
    .where(sql<boolean>`state = 'open' and first_reply_at is null`)
    .where('breached_at', 'is', null)
    .execute();
  const late = waiting.map(ticketOf).filter((ticket) => {
    const due = replyDueAt(ticket, firstReplyMinutes, hours, zone);
    return due !== null && due <= now;
  });
  for (const { id } of late) {
    await tx.updateTable('ticket').set({ breached_at: now }).where('id', '=', id).execute();
  }
  return late;
}

/** How many tickets are open, and how many of them wait for a first reply that is late. */
export async function ticketBacklog(read: Pick<Tx, 'selectFrom'>): Promise<{ open: number; late: number }> {
  const rows = await read
    .selectFrom('ticket')
    .select(['breached_at', 'first_reply_at'])
    .where(sql<boolean>`state = 'open'`)
    .execute();
  const late = rows.filter((row) => row.breached_at !== null && row.first_reply_at === null);
  return { open: rows.length, late: late.length };
}
