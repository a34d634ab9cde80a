import type { Snapshot } from '../store/snapshot.js';
import { readKeysOutside, readOutside, sameKey } from './checkpoint-files.js';
import { readCheckpoints, readHeads, readKeys } from './checkpoint-reading.js';
import {
  type Checkpoint,
  CheckpointRoot,
  checkpointRoot,
  type Head,
  signatureHolds,
} from './checkpoint-record.js';
import { GENESIS } from './ledger-record.js';
import { checkKeys, type SigningKey } from './signing-keys.js';
import type { Finding } from './verify-chain.js';

export interface CheckpointsVerified {
  checkpoints: number;
  /** Ids of the keys that signed them, oldest first. */
  keys: string[];
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
 * Checks that the keys introduce each other, and that the checkpoints follow each other, match their heads, and
 * are signed; and, where copies are kept outside, that both have every one of them. `trusted`: id of the key
 * that has to be among theirs; null: none is known here.
 */
export function verifyCheckpoints(
  snapshot: Snapshot,
  trusted: string | null,
  copies: Copies | null,
): CheckpointsVerified {
  const findings: Finding[] = [];
  const wrong = (seq: number, detail: string) =>
    findings.push({ kind: 'checkpoint', contactId: null, seq, detail });
  const known = readKeys(snapshot);
  const keys = checkKeys(known, trusted);
  for (const { number, detail } of keys.faults) wrong(known[number - 1]?.firstCheckpoint ?? 1, detail);
  if (copies) for (const detail of keysElsewhere(known, copies)) wrong(1, detail);
  const signed = (checkpoint: Checkpoint) => {
    const key = keys.at(checkpoint.seq);
    return key !== null && signatureHolds(checkpoint, key);
  };
  const left = new Set(copies?.seqs);
  const uncopied: number[] = [];
  const heads = new Map<string, Head[]>();
  const compare = (seq: number, known: Checkpoint | undefined) => {
    if (!copies) return;
    if (!left.delete(seq)) return void uncopied.push(seq);
    const copy = readOutside(copies.directory, seq, known);
    if (copy === 'same') return;
    if (!copy || checkpointRoot(copy.checkpoint, copy.heads) !== copy.checkpoint.root) {
      wrong(seq, 'its copy outside the database is damaged');
    } else if (!signed(copy.checkpoint)) {
      wrong(seq, 'the signature of its copy outside the database does not hold under its key');
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
  for (const checkpoint of readCheckpoints(snapshot)) {
    count += 1;
    const { seq } = checkpoint;
    if (seq !== last.seq + 1) wrong(seq, 'a checkpoint before it is missing');
    if (checkpoint.previous !== last.root) wrong(seq, 'it does not follow the checkpoint before it');
    if (rootOf(snapshot, checkpoint) !== checkpoint.root) wrong(seq, 'its root does not match its heads');
    else if (!signed(checkpoint)) wrong(seq, 'its signature does not hold under its key');
    compare(seq, checkpoint);
    last = checkpoint;
  }
  for (const seq of [...left]) compare(seq, undefined);
  // Of the newest alone the copy may be on its way.
  const lost = uncopied.filter((seq) => seq !== last.seq);
  if (lost[0] !== undefined) {
    wrong(lost[0], `${lost.length} from here to ${lost.at(-1)} have no copy outside the database`);
  }
  return { checkpoints: count, keys: known.map(({ keyId }) => keyId), findings, heads };
}

/** What is wrong with the keys of the database beside their copies. */
function keysElsewhere(known: readonly SigningKey[], { directory, seqs }: Copies): string[] {
  if (seqs.length === 0) return [];
  return readKeysOutside(directory).flatMap((copy) => {
    if (copy === null) return ['the copy of a key outside the database is damaged'];
    const here = known[copy.number - 1];
    return here && sameKey(here, copy) ? [] : [`key ${copy.number} is not as its copy outside the database`];
  });
}

function rootOf(snapshot: Snapshot, checkpoint: Checkpoint): string {
  const root = new CheckpointRoot(checkpoint);
  for (const heads of readHeads(snapshot, checkpoint.seq)) root.add(heads);
  return root.digest();
}
