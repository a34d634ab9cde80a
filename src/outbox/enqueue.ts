import type { Basis, Purpose } from '../gate/gate.js';
import type { Tx } from '../store/index.js';
import type { Content } from '../whatsapp/content.js';
import { PRIORITY } from './row.js';

/** A message to send. Times in ms. */
export interface NewMessage {
  contactId: string;
  numberId: string;
  purpose: Purpose;
  topic?: string | null;
  basis: Basis | null;
  content: Content;
  /** Hash of the wording, where a consent event may point to it. */
  wording?: string | null;
  notBefore?: number;
  expiresAt?: number | null;
}

/** Puts a message into the outbox, in the caller's transaction; the gate decides when it is sent. */
export async function enqueue(tx: Tx, message: NewMessage, now: number): Promise<number> {
  const row = await tx
    .insertInto('outbox')
    .values({
      contact_id: message.contactId,
      number_id: message.numberId,
      purpose: message.purpose,
      topic: message.topic ?? null,
      basis: message.basis ? JSON.stringify(message.basis) : null,
      content: JSON.stringify(message.content),
      wording: message.wording ?? null,
      broadcast_id: null,
      batch: 0,
      priority: PRIORITY[message.purpose],
      state: 'queued',
      reason: null,
      not_before: message.notBefore ?? now,
      expires_at: message.expiresAt ?? null,
      created_at: now,
      attempted_at: null,
      updated_at: now,
      attempts: 0,
      wamid: null,
      failure: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
