import type { Basis, Purpose } from '../gate/gate.js';

/** Where a message stands. Statuses from Meta continue where the answer to our call ends. */
export const OUTBOX_STATES = [
  'queued',
  'deferred',
  'attempting',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
  'refused',
  'cancelled',
] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** What Izin itself makes and sends; never taken from anybody's input. */
export type Paper = 'data_copy';

/** A claimed message. Times in ms. */
export interface OutboxRow {
  id: number;
  contactId: string;
  numberId: string;
  purpose: Purpose;
  topic: string | null;
  basis: Basis | null;
  /** JSON of the content; null for a broadcast's recipient, whose content is made when it is sent. */
  content: string | null;
  broadcastId: string | null;
  state: OutboxState;
  reason: string | null;
  expiresAt: number | null;
  attempts: number;
  /** Under which version of the facts its words were found good; `always`: they are not to be looked at. */
  sound: string | null;
  /** Which paper of our own making its files are; null: none, and files need rights on record. */
  paper: Paper | null;
  /** When it was last attempted, also where it came back; null: never. */
  attemptedAt: number | null;
}

/** Service first, marketing last. */
export const PRIORITY: Record<Purpose, number> = { service: 0, utility: 1, permission: 2, marketing: 3 };
