import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { sha256 } from './ledger-record.js';

/** A public key that has signed checkpoints, and the key before it vouching for it. Format: docs/ledger.md. */
export interface SigningKey {
  /** 1, 2, 3 … */
  number: number;
  keyId: string;
  /** SPKI, DER, in hex. */
  publicKey: string;
  /** When it was made, ms. */
  at: number;
  /** It signs from this checkpoint on, until the next key does. */
  firstCheckpoint: number;
  /** `keyId` of the key before; null: the first one. */
  previous: string | null;
  /** Ed25519 by the key before, hex; null: the first one. */
  signature: string | null;
}

/** What is said of a new key: the key before it signs the SHA-256 of this. */
type Statement = Omit<SigningKey, 'signature'>;

function statementDigest({ number, keyId, publicKey, at, firstCheckpoint, previous }: Statement): Buffer {
  return Buffer.from(
    sha256(JSON.stringify([number, keyId, publicKey, at, firstCheckpoint, previous])),
    'hex',
  );
}

/** The first key, or the next one, signed with the one before. */
export function introduceKey(
  key: KeyObject,
  at: number,
  before: { key: KeyObject; known: SigningKey; firstCheckpoint: number } | null,
): SigningKey {
  const statement: Statement = {
    number: (before?.known.number ?? 0) + 1,
    keyId: keyIdOf(key),
    publicKey: spkiOf(key),
    at,
    firstCheckpoint: before?.firstCheckpoint ?? 1,
    previous: before?.known.keyId ?? null,
  };
  const signature = before && sign(null, statementDigest(statement), before.key).toString('hex');
  return { ...statement, signature };
}

/** First 16 hex digits of the SHA-256 of the public key (SPKI, DER) written in hex. */
export function keyIdOf(key: KeyObject): string {
  return sha256(spkiOf(key)).slice(0, 16);
}

function spkiOf(key: KeyObject): string {
  return publicOf(key).export({ type: 'spki', format: 'der' }).toString('hex');
}

/** The public half; of a public key itself. */
export const publicOf = (key: KeyObject): KeyObject => (key.type === 'public' ? key : createPublicKey(key));

export interface KeysChecked {
  /** The key that had to sign this checkpoint; null: none is known. */
  at: (checkpoint: number) => KeyObject | null;
  faults: { number: number; detail: string }[];
}

/**
 * Whether each key was introduced by the one before, and the trusted one (by id) is among them. `trusted` null:
 * nobody says which to trust, the keys are taken for what they say.
 */
export function checkKeys(keys: readonly SigningKey[], trusted: string | null): KeysChecked {
  const faults: KeysChecked['faults'] = [];
  const good: { from: number; key: KeyObject }[] = [];
  let before: { known: SigningKey; key: KeyObject } | null = null;
  for (const known of keys) {
    const wrong = (detail: string) => faults.push({ number: known.number, detail });
    const key = publicKeyOf(known.publicKey);
    if (!key || keyIdOf(key) !== known.keyId) {
      wrong('the key does not match its id');
      break;
    }
    const expected: number = (before?.known.number ?? 0) + 1;
    if (known.number !== expected) {
      wrong('a key before it is missing');
      break;
    }
    if (before && !introduced(known, before)) {
      wrong('the key before it did not sign it');
      break;
    }
    good.push({ from: known.firstCheckpoint, key });
    before = { known, key };
  }
  const last = keys.at(-1);
  if (last && trusted !== null && !good.some(({ key }) => keyIdOf(key) === trusted)) {
    faults.push({ number: last.number, detail: `none of the keys is the trusted one, ${trusted}` });
  }
  return { at: (checkpoint) => good.findLast(({ from }) => from <= checkpoint)?.key ?? null, faults };
}

function introduced(known: SigningKey, before: { known: SigningKey; key: KeyObject }): boolean {
  return (
    known.previous === before.known.keyId &&
    known.firstCheckpoint >= before.known.firstCheckpoint &&
    known.signature !== null &&
    verify(null, statementDigest(known), before.key, Buffer.from(known.signature, 'hex'))
  );
}

function publicKeyOf(hex: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(hex, 'hex'), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
