import { DRILL_CONTACT } from '../contacts/drill.js';
import type { Basis, Purpose } from '../gate/gate.js';
import { announce, prepared, type Tx } from '../store/index.js';
import type { Content } from '../whatsapp/content.js';
import { type Paper, PRIORITY } from './row.js';

/** Of messages whose words nothing may hold up: see `NewMessage.sound`. */
export const ALWAYS = 'always';

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
  /**
   * The version of the facts under which its words were found good, so that the gate need not look again;
   * `always`: our own words on consent and rights, which no list of facts may hold up.
   */
  sound?: string;
  /** Its files are of our own making: there is no right of others to keep. */
  paper?: Paper;
}

const insertMessage = prepared(
  (
    db,
    contactId: string,
    numberId: string,
    purpose: string,
    topic: string | null,
    basis: string | null,
    content: string,
    wording: string | null,
    priority: number,
    notBefore: number,
    expiresAt: number | null,
    sound: string | null,
    paper: string | null,
    now: number,
  ) =>
    db
      .insertInto('outbox')
      .values({
        contact_id: contactId,
        number_id: numberId,
        purpose,
        topic,
        basis,
        content,
        wording,
        broadcast_id: null,
        batch: 0,
        priority,
        state: 'queued',
        reason: null,
        not_before: notBefore,
        expires_at: expiresAt,
        created_at: now,
        attempted_at: null,
        updated_at: now,
        attempts: 0,
        wamid: null,
        failure: null,
        sound,
        paper,
      })
      .returning('id'),
);

/**
 * Puts a message into the outbox, in the caller's transaction, and wakes the sender once that is durable; the gate
 * decides when it is sent. Resolves with its id; 0: it is for the drill's contact, who is nobody, and was dropped.
 */
export async function enqueue(tx: Tx, message: NewMessage, now: number): Promise<number> {
  if (message.contactId === DRILL_CONTACT) return 0;
  const [row] = await insertMessage(
    tx,
    message.contactId,
    message.numberId,
    message.purpose,
    message.topic ?? null,
    message.basis ? JSON.stringify(message.basis) : null,
    JSON.stringify(message.content),
    message.wording ?? null,
    PRIORITY[message.purpose],
    message.notBefore ?? now,
    message.expiresAt ?? null,
    message.basis?.kind === 'confirmation' ? ALWAYS : (message.sound ?? null),
    message.paper ?? null,
    now,
  );
  if (!row) throw new Error('the outbox took no message');
  announce(tx, { type: 'outbox' });
  return row.id;
}
