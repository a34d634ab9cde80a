import type { KnownNumbers } from '../facts/check.js';
import { objectionWords } from '../facts/objection.js';
import type { Scrutiny } from '../facts/scrutiny.js';
import { WINDOW } from '../gate/gate.js';
import { enqueue } from '../outbox/enqueue.js';
import type { Tx } from '../store/index.js';
import type { Content } from '../whatsapp/content.js';
import { codePoints, LIMITS } from '../whatsapp/limits.js';
import { HandoffError } from './handoff-error.js';
import { type ReplyFile, replyFile } from './reply-file.js';
import { checkVariables, fillVariables, type ReplyValues } from './reply-variables.js';
import type { Ticket } from './types.js';

/** A reply as an agent writes it. */
export interface ReplyDraft {
  author: string;
  /** May be empty beside a file. */
  text: string;
  /** A file of the register of media, by its id. */
  media?: string | undefined;
}

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
 * @throws HandoffError ticket_closed, window_closed, invalid_text, content_blocked, media_rights_missing
 */
export async function replyTo(
  tx: Tx,
  ticket: Ticket,
  draft: ReplyDraft,
  means: ReplyMeans,
  now: number,
): Promise<number> {
  if (ticket.state !== 'open') {
    throw new HandoffError('ticket_closed', {
      id: 'Tiket ini sudah ditutup. Buka tiket baru untuk membalas.',
      en: 'This ticket is closed. Open a new one to reply.',
    });
  }
  const content = await renderReply(tx, ticket, draft, means, now);
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
      content,
      sound: means.scrutiny.version(),
    },
    now,
  );
  await tx
    .updateTable('ticket')
    .set({ first_reply_at: ticket.firstReplyAt ?? now, assignee: ticket.assignee ?? draft.author })
    .where('id', '=', ticket.id)
    .execute();
  return id;
}

/** What the customer will see. @throws HandoffError invalid_text, content_blocked, media_rights_missing */
export async function renderReply(
  read: Pick<Tx, 'selectFrom'>,
  ticket: Pick<Ticket, 'id' | 'contactId'>,
  { author, text, media }: ReplyDraft,
  { scrutiny, org, hours }: ReplyMeans,
  now: number,
): Promise<Extract<Content, { type: 'text' | 'media' }>> {
  checkVariables(text);
  const { language, name, phones } = await readerOf(read, ticket.contactId);
  const values: ReplyValues = { name, agent: author, org, ticket: ticket.id, hours: hours(language) };
  // Facts first: nothing that a person calls themselves is read as one.
  const body = fillVariables(scrutiny.fill(text.trim(), language), values, language);
  const file = media === undefined ? undefined : await replyFile(read, media, now);
  refuseLength(body, file);
  refuseBlocked(body, scrutiny, phones);
  if (!file) return { type: 'text', body };
  return { type: 'media', kind: file.kind, medium: file.id, ...(body !== '' && { caption: body }) };
}

/** @throws HandoffError invalid_text */
function refuseLength(body: string, file: ReplyFile | undefined): void {
  const most = file?.mostWords ?? LIMITS.text;
  const isMissing = body === '' && !file;
  if (!isMissing && codePoints(body) <= most) return;
  if (most === 0) {
    throw new HandoffError('invalid_text', {
      id: 'Suara dan stiker terkirim tanpa kata-kata. Kirim kata-katanya tersendiri.',
      en: 'Sounds and stickers go without words. Send the words by themselves.',
    });
  }
  throw new HandoffError('invalid_text', {
    id: `Tulis balasan, paling panjang ${most} karakter.`,
    en: `Write a reply of at most ${most} characters.`,
  });
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
