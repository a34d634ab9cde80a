import type { KeyObject } from 'node:crypto';
import type { Snapshot } from '../store/snapshot.js';
import { readOutside } from './checkpoint-files.js';
import {
  type Checkpoint,
  CheckpointRoot,
  checkpointRoot,
  type Head,
  signatureHolds,
} from './checkpoint-record.js';
import { GENESIS } from './ledger-record.js';
import type { Finding } from './verify-chain.js';

/** Checkpoints, and heads of one, that a statement reads. */
const PAGE = 100;
const HEADS = 2_000;

export interface CheckpointsVerified {
  checkpoints: number;
  findings: Finding[];
  /** What only the copies outside have seen, by contact: the database has lost or changed those checkpoints. */
  heads: Map<string, Head[]>;
}

/** Copies of checkpoints outside the database, as they were listed before the snapshot was opened. */
export interface Copies {
  directory: string;
  seqs: readonly number[];
}

/**
 * Checks that the checkpoints follow each other, match their heads, and are signed; and, where copies are
 * kept outside, that both have every one of them.
 */
export function verifyCheckpoints(
  snapshot: Snapshot,
  key: KeyObject | null,
  copies: Copies | null,
): CheckpointsVerified {
  const findings: Finding[] = [];
  const wrong = (seq: number, detail: string) =>
    findings.push({ kind: 'checkpoint', contactId: null, seq, detail });
  const left = new Set(copies?.seqs);
  const heads = new Map<string, Head[]>();
  const compare = (seq: number, known: Checkpoint | undefined) => {
    if (!copies || !left.delete(seq)) return;
    const copy = readOutside(copies.directory, seq, known);
    if (copy === 'same') return;
    if (!copy || checkpointRoot(copy.checkpoint, copy.heads) !== copy.checkpoint.root) {
      wrong(seq, 'its copy outside the database is damaged');
    } else if (key && !signatureHolds(copy.checkpoint, key)) {
      wrong(seq, 'the signature of its copy outside the database does not hold under this key');
    } else {
      wrong(
        seq,
        known
          ? 'its copy outside the database is another one'
          : 'it is missing from the database; its copy is not',
      );
      for (const head of copy.heads) heads.set(head.contactId, [...(heads.get(head.contactId) ?? []), head]);
    }
  };
  let count = 0;
  let last = { seq: 0, root: GENESIS };
  for (const checkpoint of allCheckpoints(snapshot)) {
    count += 1;
    const { seq } = checkpoint;
    if (seq !== last.seq + 1) wrong(seq, 'a checkpoint before it is missing');
    if (checkpoint.previous !== last.root) wrong(seq, 'it does not follow the checkpoint before it');
    if (rootOf(snapshot, checkpoint) !== checkpoint.root) wrong(seq, 'its root does not match its heads');
    else if (key && !signatureHolds(checkpoint, key))
      wrong(seq, 'its signature does not hold under this key');
    compare(seq, checkpoint);
    last = checkpoint;
  }
  for (const seq of [...left]) compare(seq, undefined);
  return { checkpoints: count, findings, heads };
}

type CheckpointRow = [
  seq: number,
  at: number,
  records: number,
  previous: string,
  root: string,
  keyId: string,
  signature: string,
];

function* allCheckpoints(snapshot: Snapshot): Generator<Checkpoint> {
  for (let after = -1; ; ) {
    const rows = snapshot.rows<CheckpointRow>(
      `select seq, at, records, previous, root, key_id, signature from checkpoint
       where seq > ? order by seq limit ${PAGE}`,
      after,
    );
    for (const [seq, at, records, previous, root, keyId, signature] of rows) {
      yield { seq, at, records, previous, root, keyId, signature };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last[0];
  }
}

function rootOf(snapshot: Snapshot, checkpoint: Checkpoint): string {
  const root = new CheckpointRoot(checkpoint);
  for (let after = ''; ; ) {
    const rows = snapshot.rows<[contactId: string, seq: number, hash: string]>(
      `select contact_id, seq, hash from checkpoint_head
       where checkpoint_seq = ? and contact_id > ? order by contact_id limit ${HEADS}`,
      checkpoint.seq,
      after,
    );
    root.add(rows.map(([contactId, seq, hash]) => ({ contactId, seq, hash })));
    if (rows.length < HEADS) return root.digest();
    after = rows.at(-1)?.[0] ?? '';
  }
}
