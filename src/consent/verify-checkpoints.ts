import type { KeyObject } from 'node:crypto';
import type { Store } from '../store/index.js';
import { listOutside, readOutside } from './checkpoint-files.js';
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

/**
 * Checks that the checkpoints follow each other, match their heads, and are signed; and, where copies are
 * kept outside, that the database still has every one of them.
 */
export async function verifyCheckpoints(
  read: Store['read'],
  key: KeyObject | null,
  outside: string | undefined,
): Promise<CheckpointsVerified> {
  const findings: Finding[] = [];
  const wrong = (seq: number, detail: string) =>
    findings.push({ kind: 'checkpoint', contactId: null, seq, detail });
  const copies = new Set(outside === undefined ? [] : await listOutside(outside));
  const heads = new Map<string, Head[]>();
  const compare = async (seq: number, known: Checkpoint | undefined) => {
    if (outside === undefined || !copies.delete(seq)) return;
    const copy = await readOutside(outside, seq, known);
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
  for await (const checkpoint of allCheckpoints(read)) {
    count += 1;
    const { seq } = checkpoint;
    if (seq !== last.seq + 1) wrong(seq, 'a checkpoint before it is missing');
    if (checkpoint.previous !== last.root) wrong(seq, 'it does not follow the checkpoint before it');
    if ((await rootOf(read, checkpoint)) !== checkpoint.root) wrong(seq, 'its root does not match its heads');
    else if (key && !signatureHolds(checkpoint, key))
      wrong(seq, 'its signature does not hold under this key');
    await compare(seq, checkpoint);
    last = checkpoint;
  }
  for (const seq of [...copies]) await compare(seq, undefined);
  return { checkpoints: count, findings, heads };
}

async function* allCheckpoints(read: Store['read']): AsyncGenerator<Checkpoint> {
  for (let after = -1; ; ) {
    const rows = await read
      .selectFrom('checkpoint')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    for (const { key_id, ...row } of rows) yield { ...row, keyId: key_id };
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
    await new Promise((next) => setImmediate(next));
  }
}

async function rootOf(read: Store['read'], checkpoint: Checkpoint): Promise<string> {
  const root = new CheckpointRoot(checkpoint);
  for (let after = ''; ; ) {
    const heads = await read
      .selectFrom('checkpoint_head')
      .select(['contact_id as contactId', 'seq', 'hash'])
      .where('checkpoint_seq', '=', checkpoint.seq)
      .where('contact_id', '>', after)
      .orderBy('contact_id')
      .limit(HEADS)
      .execute();
    root.add(heads);
    if (heads.length < HEADS) return root.digest();
    after = heads.at(-1)?.contactId ?? '';
    await new Promise((next) => setImmediate(next));
  }
}
