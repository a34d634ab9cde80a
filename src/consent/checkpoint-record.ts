import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { GENESIS } from './ledger-record.js';
import { keyIdOf, publicOf } from './signing-keys.js';

/** A signed statement over all chains: what their heads were. Format: docs/ledger.md. */
export interface Checkpoint {
  seq: number;
  at: number;
  /** How many records all chains held together. */
  records: number;
  /** Root of the checkpoint before, or 64 zeros. */
  previous: string;
  root: string;
  /** Which key signed it. */
  keyId: string;
  /** Ed25519 over the root, hex. */
  signature: string;
}

/** The last record of a chain that changed since the checkpoint before. */
export interface Head {
  contactId: string;
  seq: number;
  hash: string;
}

/** Chains checkpoint to checkpoint and covers every head; `heads` sorted by contact id. */
export function checkpointRoot(checkpoint: Unsigned, heads: readonly Head[]): string {
  const root = new CheckpointRoot(checkpoint);
  root.add(heads);
  return root.digest();
}

type Unsigned = Pick<Checkpoint, 'seq' | 'at' | 'records' | 'previous'>;

/** The root of a checkpoint whose heads are read page by page: SHA-256 over the JSON of all of it. */
export class CheckpointRoot {
  readonly #hash = createHash('sha256');
  #separator = '';

  constructor({ seq, at, records, previous }: Unsigned) {
    this.#hash.update(`${JSON.stringify([seq, at, records, previous]).slice(0, -1)},[`);
  }

  /** Adds heads, sorted by contact id over all calls. */
  add(heads: readonly Head[]): void {
    if (heads.length === 0) return;
    const all = JSON.stringify(heads.map((head) => [head.contactId, head.seq, head.hash]));
    this.#hash.update(this.#separator + all.slice(1, -1));
    this.#separator = ',';
  }

  digest(): string {
    return this.#hash.update(']]').digest('hex');
  }
}

export function signCheckpoint(
  last: Checkpoint | null,
  heads: readonly Head[],
  records: number,
  at: number,
  key: KeyObject,
): Checkpoint {
  const unsigned = { seq: (last?.seq ?? 0) + 1, at, records, previous: last?.root ?? GENESIS };
  const root = checkpointRoot(unsigned, heads);
  return {
    ...unsigned,
    root,
    keyId: keyIdOf(key),
    signature: sign(null, Buffer.from(root, 'hex'), key).toString('hex'),
  };
}

export function signatureHolds(checkpoint: Checkpoint, key: KeyObject): boolean {
  return (
    checkpoint.keyId === keyIdOf(key) &&
    verify(null, Buffer.from(checkpoint.root, 'hex'), publicOf(key), Buffer.from(checkpoint.signature, 'hex'))
  );
}
