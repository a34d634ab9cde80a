import type { Snapshot } from '../store/snapshot.js';
import type { Checkpoint, Head } from './checkpoint-record.js';
import type { SigningKey } from './signing-keys.js';

/** Checkpoints, and heads of one, that a statement reads. */
const PAGE = 100;
const HEADS = 2_000;

type KeyRow = [number, string, string, number, number, string | null, string | null];

/** All keys, oldest first. */
export function readKeys(snapshot: Snapshot): SigningKey[] {
  const rows = snapshot.rows<KeyRow>(
    `select number, key_id, public_key, at, first_checkpoint, previous, signature from signing_key
     order by number`,
  );
  return rows.map(([number, keyId, publicKey, at, firstCheckpoint, previous, signature]) => {
    return { number, keyId, publicKey, at, firstCheckpoint, previous, signature };
  });
}

type CheckpointRow = [number, number, number, string, string, string, string];

/** All checkpoints, oldest first. */
export function* readCheckpoints(snapshot: Snapshot): Generator<Checkpoint> {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
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

/** The heads of one checkpoint, by contact, page by page. */
export function* readHeads(snapshot: Snapshot, checkpointSeq: number): Generator<Head[]> {
  for (let after = ''; ; ) {
    const rows = snapshot.rows<[contactId: string, seq: number, hash: string]>(
      `select contact_id, seq, hash from checkpoint_head
       where checkpoint_seq = ? and contact_id > ? order by contact_id limit ${HEADS}`,
      checkpointSeq,
      after,
    );
    yield rows.map(([contactId, seq, hash]) => ({ contactId, seq, hash }));
    if (rows.length < HEADS) return;
    after = rows.at(-1)?.[0] ?? '';
  }
}
