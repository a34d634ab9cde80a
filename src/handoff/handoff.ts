import { sql } from 'kysely';
import type { Scrutiny } from '../facts/scrutiny.js';
import { announce, type Store, type Tx } from '../store/index.js';
import type { TemplateContent } from '../whatsapp/content.js';
import { type Agent, assignByRule, listAgents, setPresence } from './agents.js';
import { answerLater } from './answer-later.js';
import { HandoffError } from './handoff-error.js';
import { hoursInWords } from './hours-in-words.js';
import { labelContact, makeLabels, readLabels } from './labels.js';
import { maskNumbers } from './mask.js';
import {
  DEFAULT_HOURS,
  type Office,
  type OfficeHours,
  officeAt,
  readHours,
  withCalendar,
  writeHours,
} from './office-hours.js';
import { positionOf } from './queue.js';
import {
  addQuickReply,
  changeQuickReply,
  findQuickReply,
  listQuickReplies,
  removeQuickReply,
} from './quick-replies.js';
import { type Satisfaction, satisfactionOf } from './rating.js';
import {
  openWindow,
  type ReplyDraft,
  type ReplyMeans,
  refuseBlocked,
  renderReply,
  replyTo,
} from './reply.js';
import { markBreaches, replyDueAt } from './reply-time.js';
import { checkVariables } from './reply-variables.js';
import { readRules } from './rules.js';
import { snooze, snoozedAt } from './snooze.js';
import { closeTicket, openTicket, ticketOf } from './tickets.js';
import type { QuickReply, Ticket, TicketView } from './types.js';

export interface HandoffOptions {
  store: Store;
  now: () => number;
  /** Where the office is. */
  timezone: string;
  /** Looks at what agents write. */
  scrutiny: Scrutiny;
  /** In whose name agents write. */
  org: () => string;
  /** What `locales/calendar.yaml` says; absent: Monday to Friday, 8 to 17. */
  calendar?: OfficeHours;
}

/** What staff do with handed-over conversations. Everything throws HandoffError when it cannot be done. */
export class Handoff {
  readonly #o: HandoffOptions;

  constructor(options: HandoffOptions) {
    this.#o = options;
  }

  /** @throws HandoffError not_found when there is no such contact, contact_blocked when staff shut them out */
  async open(ticket: {
    contactId: string;
    numberId: string;
    reason?: string | null;
    team?: string | null;
  }): Promise<Ticket> {
    return this.#o.store.write(async (tx) => {
      const contact = await tx
        .selectFrom('contact')
        .select(['id', 'blocked_at'])
        .where('id', '=', ticket.contactId)
        .executeTakeFirst();
      if (!contact) {
        throw new HandoffError('not_found', { id: 'Kontak ini tidak ada.', en: 'There is no such contact.' });
      }
      if (contact.blocked_at !== null) {
        throw new HandoffError('contact_blocked', {
          id: 'Orang ini diblokir. Buka blokirnya dulu.',
          en: 'This person is shut out. Unblock them first.',
        });
      }
      const { ticketId } = await openTicket(tx, ticket, this.#o.now());
      return find(tx, ticketId);
    });
  }

  /** Open ones in the order of the queue, closed ones newest first. `cursor`: the `next` of the page before. */
  async list({
    state,
    limit,
    cursor,
    assignee,
    team,
    snoozed = false,
    late = false,
  }: {
    state: 'open' | 'closed';
    limit: number;
    cursor?: string;
    assignee?: string;
    team?: string;
    /** Of the open ones: those that are put aside, instead of the others. */
    snoozed?: boolean;
    /** Only those whose first reply came or comes too late. */
    late?: boolean;
  }): Promise<{
    items: TicketView[];
    next: string | null;
  }> {
    const { read } = this.#o.store;
    const direction = state === 'open' ? 'asc' : 'desc';
    let query = read.selectFrom('ticket').selectAll().where('state', '=', state);
    if (assignee !== undefined) query = query.where('assignee', '=', assignee);
    if (team !== undefined) query = query.where('team', '=', team);
    if (late) query = query.where('breached_at', 'is not', null);
    const aside = snoozedAt(this.#o.now());
    if (state === 'open') query = query.where(snoozed ? aside : sql<boolean>`not ${aside}`);
    if (cursor !== undefined) {
      const [at, id] = cursorOf(cursor);
      query = query.where(
        direction === 'asc'
          ? sql<boolean>`(opened_at, id) > (${at}, ${id})`
          : sql<boolean>`(opened_at, id) < (${at}, ${id})`,
      );
    }
    const rows = await query.orderBy('opened_at', direction).orderBy('id', direction).limit(limit).execute();
    const items: TicketView[] = [];
    for (const row of rows) items.push(await this.#view(ticketOf(row)));
    const last = items.at(-1);
    return { items, next: last && rows.length === limit ? `${last.openedAt}:${last.id}` : null };
  }

  async get(ticketId: string): Promise<TicketView> {
    return this.#view(await find(this.#o.store.read, ticketId));
  }

  /**
   * `assignee` null: back to nobody, or to a `team`, whose agents get it by the rule; null there: to everybody. `note`: what the next agent has to know. @throws HandoffError ticket_closed
   */
  assign(
    ticketId: string,
    assignee: string | null,
    note?: { author: string; text: string },
    team?: string | null,
  ): Promise<Ticket> {
    return this.#change(ticketId, async (tx, { state }) => {
      if (state === 'closed') {
        throw new HandoffError('ticket_closed', {
          id: 'Tiket ini sudah ditutup. Buka tiket baru untuk menyerahkannya.',
          en: 'This ticket is closed. Open a new one to hand it on.',
        });
      }
      await tx
        .updateTable('ticket')
        .set({ assignee, ...(team !== undefined && { team }) })
        .where('id', '=', ticketId)
        .execute();
      if (team !== undefined && assignee === null) await assignByRule(tx, ticketId, this.#o.now());
      if (note) await this.#note(tx, ticketId, note.author, note.text);
    });
  }

  /** Puts a ticket aside; `until` null: back now. @throws HandoffError ticket_closed, invalid_time */
  snooze(ticketId: string, until: number | null): Promise<Ticket> {
    return this.#change(ticketId, (tx, ticket) => snooze(tx, ticket, until, this.#o.now()));
  }

  agents(): Promise<Agent[]> {
    return listAgents(this.#o.store.read, this.#o.now());
  }

  /** Somebody comes or goes; who comes is given what waits, by the rule of assignment. */
  async setPresence(name: string, presence: Agent['presence'], teams?: readonly string[]): Promise<void> {
    await this.#o.store.write(async (tx) => {
      for (const ticket of await setPresence(tx, name, presence, this.#o.now(), teams)) tell(tx, ticket);
    });
  }

  /** Adds words that only staff see. @throws HandoffError invalid_text */
  async note(ticketId: string, author: string, text: string): Promise<void> {
    if (text.trim() === '') {
      throw new HandoffError('invalid_text', { id: 'Catatannya kosong.', en: 'The note is empty.' });
    }
    await this.#change(ticketId, async (tx) => {
      await this.#note(tx, ticketId, author, text);
    });
  }

  async #note(tx: Tx, ticketId: string, author: string, text: string): Promise<void> {
    await tx
      .insertInto('ticket_note')
      .values({ ticket_id: ticketId, author, text: maskNumbers(text.trim()), at: this.#o.now() })
      .execute();
  }

  /**
   * Puts a reply into the outbox and returns its id there.
   * @throws HandoffError ticket_closed, window_closed, invalid_text, content_blocked, media_rights_missing
   */
  async reply(ticketId: string, draft: ReplyDraft): Promise<number> {
    const means = await this.#means();
    let id = 0;
    await this.#change(ticketId, async (tx, ticket) => {
      id = await replyTo(tx, ticket, draft, means, this.#o.now());
    });
    return id;
  }

  /**
   * What the customer would read, below the file if there is one.
   * @throws HandoffError not_found, invalid_text, content_blocked, media_rights_missing
   */
  async preview(ticketId: string, draft: ReplyDraft): Promise<string> {
    const { store, now } = this.#o;
    const ticket = await find(store.read, ticketId);
    const content = await renderReply(store.read, ticket, draft, await this.#means(), now());
    return (content.type === 'text' ? content.body : content.caption) ?? '';
  }

  /** Puts the one answer by template into the outbox. @throws HandoffError ticket_closed, no_answer_later */
  async answerLater(ticketId: string, author: string, content: TemplateContent): Promise<number> {
    let id = 0;
    await this.#change(ticketId, async (tx, ticket) => {
      id = await answerLater(tx, ticket, { author, content }, this.#o.now());
    });
    return id;
  }

  /** Gives the conversation back to the bot. Closing a closed one changes nothing. */
  async close(ticketId: string): Promise<Ticket> {
    return this.#change(ticketId, async (tx) => {
      await closeTicket(tx, ticketId, this.#o.now());
    });
  }

  /** What people said of each agent's answers. */
  satisfaction(period: { from: number; to: number }): Promise<Satisfaction[]> {
    return satisfactionOf(this.#o.store.read, period);
  }

  /** @throws HandoffError not_found */
  quickReply(id: string): Promise<QuickReply> {
    return findQuickReply(this.#o.store.read, id);
  }

  quickReplies(): Promise<QuickReply[]> {
    return listQuickReplies(this.#o.store.read);
  }

  /** @throws HandoffError invalid_text, content_blocked */
  async addQuickReply(reply: { title: string; text: string }): Promise<QuickReply> {
    checkVariables(reply.text);
    refuseBlocked(reply.text, this.#o.scrutiny);
    return addQuickReply(this.#o.store, reply, this.#o.now());
  }

  /** @throws HandoffError not_found, invalid_text, content_blocked */
  async changeQuickReply(id: string, reply: { title: string; text: string }): Promise<QuickReply> {
    checkVariables(reply.text);
    refuseBlocked(reply.text, this.#o.scrutiny);
    return changeQuickReply(this.#o.store, id, reply);
  }

  removeQuickReply(id: string): Promise<void> {
    return removeQuickReply(this.#o.store, id);
  }

  /** Every label that was ever made. */
  labels(): Promise<string[]> {
    return readLabels(this.#o.store.read);
  }

  addLabel(label: string): Promise<void> {
    return this.#o.store.write((tx) => makeLabels(tx, [label]));
  }

  /** Adds and removes labels of a contact; returns what it has now. */
  labelContact(contactId: string, change: { add?: string[]; remove?: string[] }): Promise<string[]> {
    return labelContact(this.#o.store, contactId, change, this.#o.now());
  }

  hours(): Promise<OfficeHours> {
    return readHours(this.#o.store.read, this.#o.calendar);
  }

  setHours(hours: OfficeHours): Promise<void> {
    return this.#o.store.write((tx) => writeHours(tx, hours));
  }

  /** Whether somebody is there now. */
  async office(): Promise<Office> {
    return officeAt(await this.#wholeHours(), this.#o.now(), this.#o.timezone);
  }

  /** Notices the first replies that are late; returns how many are so since the last time. */
  async noticeBreaches(): Promise<number> {
    const hours = await this.#wholeHours();
    const { now, timezone } = this.#o;
    return this.#o.store.write(async (tx) => {
      const late = await markBreaches(tx, hours, timezone, now());
      for (const ticket of late) tell(tx, ticket);
      return late.length;
    });
  }

  async #means(): Promise<ReplyMeans> {
    const hours = await this.#wholeHours();
    const { org, scrutiny, timezone, now } = this.#o;
    return { scrutiny, org: org(), hours: (language) => hoursInWords(hours, timezone, language, now()) };
  }

  async #wholeHours(): Promise<OfficeHours> {
    return withCalendar(await this.hours(), this.#o.calendar ?? DEFAULT_HOURS);
  }

  #change(ticketId: string, change: (tx: Tx, ticket: Ticket) => Promise<void>): Promise<Ticket> {
    return this.#o.store.write(async (tx) => {
      await change(tx, await find(tx, ticketId));
      const changed = await find(tx, ticketId);
      tell(tx, changed);
      return changed;
    });
  }

  async #view(ticket: Ticket): Promise<TicketView> {
    const { read } = this.#o.store;
    const notes = await read
      .selectFrom('ticket_note')
      .select(['id', 'author', 'text', 'at'])
      .where('ticket_id', '=', ticket.id)
      .orderBy('id')
      .execute();
    const waits = ticket.state === 'open' && ticket.firstReplyAt === null;
    const now = this.#o.now();
    const window = await openWindow(read, ticket, now);
    const { firstReplyMinutes } = await readRules(read);
    const hours = await this.#wholeHours();
    const aside = await read
      .selectFrom('ticket')
      .select('snoozed_until')
      .where('id', '=', ticket.id)
      .where(snoozedAt(now))
      .executeTakeFirst();
    return {
      ...ticket,
      position: waits ? await positionOf(read, ticket) : null,
      windowUntil: window?.until ?? null,
      windowLeft: window ? Math.floor((window.until - now) / 1000) : null,
      replyDueAt: replyDueAt(ticket, firstReplyMinutes, hours, this.#o.timezone),
      snoozedUntil: aside?.snoozed_until ?? null,
      notes,
    };
  }
}

async function find(read: Pick<Tx, 'selectFrom'>, ticketId: string): Promise<Ticket> {
  const row = await read.selectFrom('ticket').selectAll().where('id', '=', ticketId).executeTakeFirst();
  if (!row)
    throw new HandoffError('not_found', { id: 'Tiket ini tidak ada.', en: 'There is no such ticket.' });
  return ticketOf(row);
}

/** An unreadable cursor starts from the beginning. */
function cursorOf(cursor: string): [number, string] {
  const [at = '0', id = ''] = cursor.split(':');
  return [Number(at) || 0, id];
}

function tell(tx: Tx, { id, contactId }: Pick<Ticket, 'id' | 'contactId'>): void {
  announce(tx, { type: 'ticket', ticketId: id, contactId });
}
