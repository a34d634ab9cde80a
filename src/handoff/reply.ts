import type { KnownNumbers } from '../facts/check.js';
import { objectionWords } from '../facts/objection.js';
import type { Scrutiny } from '../facts/scrutiny.js';
import { WINDOW } from '../gate/gate.js';
import { enqueue } from '../outbox/enqueue.js';
import type { Tx } from '../store/index.js';
import { codePoints, LIMITS } from '../whatsapp/limits.js';
import { HandoffError } from './handoff-error.js';
import { checkVariables, fillVariables, type ReplyValues } from './reply-variables.js';
import type { Ticket } from './types.js';

/** What replies are made with. */
export interface ReplyMeans {
  scrutiny: Scrutiny;
  org: string;
  /** When agents are there, in words. */
  hours: (language: 'id' | 'en') => string;
}

/** The number from which a reply can go, and until when: the ticket's own, else one they wrote to since. */
export async function openWindow(
  read: Pick<Tx, 'selectFrom'>,
  ticket: Ticket,
  now: number,
): Promise<{ numberId: string; until: number } | null> {
  const rows = await read
    .selectFrom('window')
    .select(['number_id', 'last_inbound_at'])
    .where('contact_id', '=', ticket.contactId)
    .orderBy('last_inbound_at', 'desc')
    .execute();
  const open = rows
    .map((row) => ({ numberId: row.number_id, until: row.last_inbound_at + WINDOW }))
    .filter(({ until }) => until > now);
  return open.find(({ numberId }) => numberId === ticket.numberId) ?? open[0] ?? null;
}

/**
 * Puts an agent's reply into the outbox, in the caller's transaction; the gate looks again when it is sent.
 * Whoever replies first takes the ticket. Returns the message's id.
 * `{{fact.…}}` and the variables of replies in it become what they stand for.
 * @throws HandoffError ticket_closed, window_closed, invalid_text, content_blocked
 */
export async function replyTo(
  tx: Tx,
  ticket: Ticket,
  { author, text }: { author: string; text: string },
  means: ReplyMeans,
  now: number,
): Promise<number> {
  if (ticket.state !== 'open') {
    throw new HandoffError('ticket_closed', {
      id: 'Tiket ini sudah ditutup. Buka tiket baru untuk membalas.',
      en: 'This ticket is closed. Open a new one to reply.',
    });
  }
  const body = await renderReply(tx, ticket, { author, text }, means);
  const window = await openWindow(tx, ticket, now);
  if (!window) {
    throw new HandoffError('window_closed', {
      id: 'Masa balas 24 jam sudah lewat. Tunggu orang ini menulis lagi, atau jawab dengan template pesan bila ia sudah setuju.',
      en: 'The 24-hour reply window has closed. Wait until they write again, or answer by message template if they agreed to it.',
    });
  }
  const id = await enqueue(
    tx,
    {
      contactId: ticket.contactId,
      numberId: window.numberId,
      purpose: 'service',
      basis: { kind: 'ticket', id: ticket.id },
      content: { type: 'text', body },
      sound: means.scrutiny.version(),
    },
    now,
  );
  await tx
    .updateTable('ticket')
    .set({ first_reply_at: ticket.firstReplyAt ?? now, assignee: ticket.assignee ?? author })
    .where('id', '=', ticket.id)
    .execute();
  return id;
}

/** What the customer will read. @throws HandoffError invalid_text, content_blocked */
export async function renderReply(
  read: Pick<Tx, 'selectFrom'>,
  ticket: Pick<Ticket, 'id' | 'contactId'>,
  { author, text }: { author: string; text: string },
  { scrutiny, org, hours }: ReplyMeans,
): Promise<string> {
  checkVariables(text);
  const { language, name, phones } = await readerOf(read, ticket.contactId);
  const values: ReplyValues = { name, agent: author, org, ticket: ticket.id, hours: hours(language) };
  // Facts first: nothing that a person calls themselves is read as one.
  const body = fillVariables(scrutiny.fill(text.trim(), language), values, language);
  if (body === '' || codePoints(body) > LIMITS.text) {
    throw new HandoffError('invalid_text', {
      id: `Tulis balasan, paling panjang ${LIMITS.text} karakter.`,
      en: `Write a reply of at most ${LIMITS.text} characters.`,
    });
  }
  refuseBlocked(body, scrutiny, phones);
  return body;
}

/** @throws HandoffError content_blocked, with what stands against the words and what to do */
export function refuseBlocked(text: string, scrutiny: Scrutiny, known: KnownNumbers = []): void {
  const objection = scrutiny.against([text], known);
  if (objection) throw new HandoffError('content_blocked', objectionWords(objection.code));
}

/** Who reads it: their language, and their own numbers, which are no news to them. */
async function readerOf(
  read: Pick<Tx, 'selectFrom'>,
  contactId: string,
): Promise<{ language: 'id' | 'en'; name: string | null; phones: string[] }> {
  const contact = await read
    .selectFrom('contact')
    .select(['language', 'name'])
    .where('id', '=', contactId)
    .executeTakeFirst();
  const phones = await read
    .selectFrom('identity')
    .select('value')
    .where('contact_id', '=', contactId)
    .where('kind', '=', 'phone')
    .execute();
  return {
    language: contact?.language === 'en' ? 'en' : 'id',
    name: contact?.name ?? null,
    phones: phones.map(({ value }) => value),
  };
}
