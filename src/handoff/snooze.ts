import { sql } from 'kysely';
import type { Tx } from '../store/index.js';
import { HandoffError } from './handoff-error.js';
import type { Ticket } from './types.js';

const LONGEST = 30 * 24 * 60 * 60 * 1000;

/**
 * Puts a ticket aside until a time, in the caller's transaction; the customer's next message brings it back.
 * `until` null: back now. @throws HandoffError ticket_closed, invalid_time
 */
export async function snooze(tx: Tx, ticket: Ticket, until: number | null, now: number): Promise<void> {
  if (ticket.state !== 'open') {
    throw new HandoffError('ticket_closed', {
      id: 'Tiket ini sudah ditutup, jadi tidak perlu ditunda.',
      en: 'This ticket is closed; there is nothing to put off.',
    });
  }
  if (until !== null && (until <= now || until > now + LONGEST)) {
    throw new HandoffError('invalid_time', {
      id: 'Pilih waktu yang akan datang, paling lama 30 hari lagi.',
      en: 'Choose a time ahead, at most 30 days from now.',
    });
  }
  await tx
    .updateTable('ticket')
    .set({ snoozed_until: until, snoozed_at: until === null ? null : now })
    .where('id', '=', ticket.id)
    .execute();
}

/** Whether a ticket is put aside at this moment: its time has not come and they have not written since. */
export const snoozedAt = (now: number) => sql<boolean>`(snoozed_until is not null and snoozed_until > ${now}
  and not exists (select 1 from "window" as w
    where w.contact_id = ticket.contact_id and w.last_inbound_at > ticket.snoozed_at))`;
