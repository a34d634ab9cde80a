import { hash } from 'node:crypto';

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
  /** A truth, or 1 and 0 as it is stored. */
  effect: boolean | number;
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
      Number(record.effect),
      record.wording,
      record.environment,
      record.commitment,
      record.previous,
    ]),
  );
}

/** Binds erasable evidence into the chain. `evidence` is the exact JSON text that is stored beside it. */
export function commitment(key: Buffer, evidence: string): string {
  return committer(key)(evidence);
}

const BLOCK = 64;

/**
 * HMAC-SHA-256 under one key (RFC 2104), made of one-shot hashes: ten times as fast as `createHmac`, whose
 * objects cost more than the hashing, and verification computes one for every record.
 */
export function committer(key: Buffer): (evidence: string) => string {
  const short = key.length > BLOCK ? hash('sha256', key, 'buffer') : key;
  const inner = Buffer.alloc(BLOCK, 0x36);
  const outer = Buffer.alloc(BLOCK + 32, 0x5c);
  for (const [i, byte] of short.entries()) {
    inner[i] = byte ^ 0x36;
    outer[i] = byte ^ 0x5c;
  }
  return (evidence) => {
    const message = scratchFor(evidence);
    message.set(inner);
    const length = BLOCK + message.write(evidence, BLOCK);
    outer.write(hash('sha256', message.subarray(0, length), 'latin1'), BLOCK, 'latin1');
    return hash('sha256', outer, 'hex');
  };
}

let scratch = Buffer.alloc(4096);

function scratchFor(text: string): Buffer {
  const needed = BLOCK + 3 * text.length;
  if (scratch.length < needed) scratch = Buffer.alloc(needed);
  return scratch;
}

/** The hash that names a wording: its language and its exact text. */
export function wordingHash(language: string, text: string): string {
  return sha256(JSON.stringify([language, text]));
}

export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
