import { type Selectable, sql } from 'kysely';
import { newId } from '../contacts/ids.js';
import { RATINGS } from '../flows/index.js';
import { announce, prepared, type TicketTable, type Tx } from '../store/index.js';
import { assignByRule } from './agents.js';
import { type HandoffRules, HOUR, readRules } from './rules.js';
import { teamFor } from './team-routes.js';
import type { Ticket } from './types.js';

export function ticketOf(row: Selectable<TicketTable>): Ticket {
  return {
    id: row.id,
    contactId: row.contact_id,
    numberId: row.number_id,
    state: row.state === 'open' ? 'open' : 'closed',
    reason: row.reason,
    assignee: row.assignee,
    team: row.team,
    openedAt: row.opened_at,
    reopenedAt: row.reopened_at,
    firstReplyAt: row.first_reply_at,
    closedAt: row.closed_at,
    answerLaterAt: row.answer_later_at,
    answeredLater: row.answered_later !== null,
    breachedAt: row.breached_at,
    ratingAskedAt: row.rating_asked_at,
    rating: RATINGS.find((one) => one === row.rating) ?? null,
  };
}

/**
 * Opens a ticket, or finds the one that is open: a contact has at most one. One that was closed a short while ago
 * is opened again, with its notes and its agent. `team` null: the one that staff's rules name, if any. In the
 * caller's transaction.
 */
export async function openTicket(
  tx: Tx,
  {
    contactId,
    numberId,
    reason = null,
    team = null,
  }: { contactId: string; numberId: string; reason?: string | null; team?: string | null },
  now: number,
): Promise<{ ticketId: string; opened: boolean }> {
  const known = await tx
    .selectFrom('ticket')
    .select('id')
    .where('contact_id', '=', contactId)
    .where(sql<boolean>`state = 'open'`)
    .executeTakeFirst();
  if (known) return { ticketId: known.id, opened: false };
  const rules = await readRules(tx);
  const reopened = await reopen(tx, { contactId, reason, team }, rules, now);
  if (reopened !== null) {
    announce(tx, { type: 'ticket', ticketId: reopened, contactId });
    return { ticketId: reopened, opened: true };
  }
  const ticketId = newId('tk', now);
  await tx
    .insertInto('ticket')
    .values({
      id: ticketId,
      contact_id: contactId,
      number_id: numberId,
      state: 'open',
      reason,
      team: team ?? (await teamByRule(tx, rules, contactId, reason)),
      assignee: null,
      opened_at: now,
      first_reply_at: null,
      closed_at: null,
    })
    .execute();
  await assignByRule(tx, ticketId, now);
  announce(tx, { type: 'ticket', ticketId, contactId });
  return { ticketId, opened: true };
}

/**
 * Waiting begins anew, with another team if the talk is for it now: one that is named, or that the rules name for
 * another reason than before. What an agent has handed on stays there. A yes to be answered by template was about the
 * talk that ended.
 */
async function reopen(
  tx: Tx,
  { contactId, reason, team: named }: { contactId: string; reason: string | null; team: string | null },
  rules: HandoffRules,
  now: number,
): Promise<string | null> {
  const last = await lastClosed(tx, contactId, now - rules.reopenHours * HOUR);
  if (!last) return null;
  const isOther = reason !== null && reason !== last.reason;
  const team = named ?? (isOther ? await teamByRule(tx, rules, contactId, reason) : null);
  const moves = team !== null && team !== last.team;
  await tx
    .updateTable('ticket')
    .set({
      state: 'open',
      reopened_at: now,
      closed_at: null,
      first_reply_at: null,
      snoozed_at: null,
      snoozed_until: null,
      answer_later_at: null,
      answered_later: null,
      breached_at: null,
      ...(isOther && { reason }),
      ...(moves && { team, assignee: null }),
    })
    .where('id', '=', last.id)
    .execute();
  if (moves || last.assignee === null) await assignByRule(tx, last.id, now);
  return last.id;
}

async function teamByRule(
  tx: Tx,
  { teams }: HandoffRules,
  contactId: string,
  reason: string | null,
): Promise<string | null> {
  if (teams.length === 0) return null;
  const { labels } = await tx
    .selectFrom('contact')
    .select('labels')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  return teamFor(teams, { reason, labels: JSON.parse(labels) as string[] });
}

async function lastClosed(tx: Tx, contactId: string, after: number) {
  const [row] = await closedAfter(tx, contactId, after);
  return row;
}

const closedAfter = prepared((db, contactId: string, after: number) =>
  db
    .selectFrom('ticket')
    .select(['id', 'assignee', 'team', 'reason'])
    .where('contact_id', '=', contactId)
    .where('closed_at', '>', after)
    .orderBy('closed_at', 'desc')
    .limit(1),
);

/** Whether a ticket of theirs was closed after `after`: what the bot does not understand belongs to it. */
export async function closedLately(tx: Tx, contactId: string, after: number): Promise<boolean> {
  return (await closedAfter(tx, contactId, after)).length > 0;
}

/**
 * Closes a ticket, in the caller's transaction, and hands `ticket.closed` to the flow by way of the inbox;
 * `tellFlow` false where the flow itself closed it. False: it was closed already, or there is none.
 */
export async function closeTicket(
  tx: Tx,
  ticketId: string,
  now: number,
  { tellFlow = true }: { tellFlow?: boolean } = {},
): Promise<boolean> {
  const closed = await tx
    .updateTable('ticket')
    .set({ state: 'closed', closed_at: now })
    .where('id', '=', ticketId)
    .where('state', '=', sql.lit('open'))
    .returning(['contact_id', 'number_id', 'reopened_at'])
    .executeTakeFirst();
  if (!closed) return false;
  announce(tx, { type: 'ticket', ticketId, contactId: closed.contact_id });
  if (!tellFlow) return true;
  await tx
    .insertInto('event')
    .values({
      // A ticket that was opened again is closed again.
      key: ['ticket.closed', ticketId, ...(closed.reopened_at === null ? [] : [closed.reopened_at])].join(
        ':',
      ),
      kind: 'internal',
      field: 'ticket.closed',
      waba_id: '',
      number_id: closed.number_id,
      contact_id: closed.contact_id,
      at: now,
      received_at: now,
      identities: '[]',
      standby: 0,
      payload: JSON.stringify({ type: 'ticket.closed', ticketId }),
      state: 'pending',
      ready_at: now,
      attempts: 0,
      error: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  announce(tx, { type: 'inbox' });
  return true;
}

/** Closes the ticket that they have open, if any, as closeTicket does. */
export async function closeOpenTicketOf(
  tx: Tx,
  contactId: string,
  now: number,
  how: { tellFlow?: boolean } = {},
): Promise<void> {
  const open = await tx
    .selectFrom('ticket')
    .select('id')
    .where('contact_id', '=', contactId)
    .where('state', '=', sql.lit('open'))
    .executeTakeFirst();
  if (open) await closeTicket(tx, open.id, now, how);
}
