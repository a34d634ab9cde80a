import { enqueue } from '../outbox/enqueue.js';
import type { Tx } from '../store/index.js';
import type { TemplateContent } from '../whatsapp/content.js';
import { HandoffError } from './handoff-error.js';
import type { Ticket } from './types.js';

/** What entitles the one answer by template: their yes about this ticket. A stop after it ends it. */
export const laterBasis = (ticket: Ticket) =>
  ({ kind: 'asked_for', reference: ticket.id, at: ticket.answerLaterAt ?? 0 }) as const;

/**
 * Keeps their yes to be answered by template about this ticket, with the question that they saw, in the caller's
 * transaction. `at`: the time of the yes itself.
 */
export async function agreeToLater(
  tx: Tx,
  { ticketId, question }: { ticketId: string; question: string },
  at: number,
): Promise<void> {
  await tx
    .updateTable('ticket')
    .set({ answer_later_at: at, answered_later: null })
    .where('id', '=', ticketId)
    .execute();
  await tx
    .insertInto('ticket_note')
    .values({ ticket_id: ticketId, author: 'customer', text: `answer_later: ${question}`, at })
    .execute();
}

/** @throws HandoffError ticket_closed, no_answer_later */
export function mayAnswerLater({ state, answerLaterAt, answeredLater }: Ticket): void {
  if (state !== 'open') {
    throw new HandoffError('ticket_closed', {
      id: 'Tiket ini sudah ditutup, jadi izin untuk dijawab nanti sudah tidak berlaku.',
      en: 'This ticket is closed; the yes to be answered later ended with it.',
    });
  }
  if (answerLaterAt === null || answeredLater) {
    throw new HandoffError('no_answer_later', {
      id: answeredLater
        ? 'Izinnya untuk satu jawaban, dan jawaban itu sudah dikirim. Tunggu orang ini menulis lagi.'
        : 'Orang ini belum bilang ya untuk dijawab lewat template. Tunggu sampai ia menulis lagi.',
      en: answeredLater
        ? 'The yes was for one answer, and that was sent. Wait until they write again.'
        : 'They have not agreed to be answered by template. Wait until they write again.',
    });
  }
}

/** Puts the one answer by template into the outbox, in the caller's transaction; the gate looks again. Returns its id. */
export async function answerLater(
  tx: Tx,
  ticket: Ticket,
  { author, content }: { author: string; content: TemplateContent },
  now: number,
): Promise<number> {
  mayAnswerLater(ticket);
  const { contactId, numberId } = ticket;
  const id = await enqueue(
    tx,
    { contactId, numberId, purpose: 'utility', basis: laterBasis(ticket), content },
    now,
  );
  await tx
    .updateTable('ticket')
    .set({
      answered_later: id,
      first_reply_at: ticket.firstReplyAt ?? now,
      assignee: ticket.assignee ?? author,
    })
    .where('id', '=', ticket.id)
    .execute();
  return id;
}
