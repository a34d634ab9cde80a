import { createHmac, hash } from 'node:crypto';

/** One record of a contact's chain, as it is hashed. No field of it is personal data. */
export interface LedgerRecord {
  contactId: string;
  seq: number;
  topic: string | null;
  event: string;
  from: string | null;
  to: string | null;
  /** The event's own time and when it was written down, ms. */
  at: number;
  recordedAt: number;
  source: string;
  actor: string;
  effect: boolean;
  /** Hash of the wording that was answered. */
  wording: string | null;
  environment: string;
  /** HMAC of the evidence under the contact's key: provable while the key lives, meaningless afterwards. */
  commitment: string;
  previous: string;
}

/** What the first record of a chain points to. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 over the record's fields in this fixed order, as JSON. The format is public: docs/ledger.md. */
export function recordHash(record: LedgerRecord): string {
  return sha256(
    JSON.stringify([
      record.contactId,
      record.seq,
      record.topic,
      record.event,
      record.from,
      record.to,
      record.at,
      record.recordedAt,
      record.source,
      record.actor,
      record.effect ? 1 : 0,
      record.wording,
      record.environment,
      record.commitment,
      record.previous,
    ]),
  );
}

/** Binds erasable evidence into the chain. `evidence` is the exact JSON text that is stored beside it. */
export function commitment(key: Buffer, evidence: string): string {
  return createHmac('sha256', key).update(evidence).digest('hex');
}

/** The hash that names a wording: its language and its exact text. */
export function wordingHash(language: string, text: string): string {
  return sha256(JSON.stringify([language, text]));
}

export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
