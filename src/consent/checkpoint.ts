import type { KeyObject } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Store, Tx } from '../store/index.js';
import { type Checkpoint, type Head, signCheckpoint } from './checkpoint-record.js';

/** Records are looked for this far back, ms, in case the clock was set back meanwhile. */
const OVERLAP = 24 * 60 * 60 * 1000;

export interface CheckpointOptions {
  store: Store;
  key: KeyObject;
  /** Checkpoints are also kept here, outside the database. */
  directory: string;
}

/** Signs the chains as they are now; null when none changed since the last checkpoint. */
export async function makeCheckpoint(options: CheckpointOptions, now: number): Promise<Checkpoint | null> {
  const made = await options.store.write(async (tx) => {
    const last = await lastCheckpoint(tx);
    const heads = await changedHeads(tx, last);
    if (heads.length === 0) return null;
    const records = (last?.records ?? 0) + heads.reduce((sum, head) => sum + head.seq - head.from, 0);
    const checkpoint = signCheckpoint(last, heads, records, now, options.key);
    await tx
      .insertInto('checkpoint')
      .values({
        seq: checkpoint.seq,
        at: checkpoint.at,
        records: checkpoint.records,
        previous: checkpoint.previous,
        root: checkpoint.root,
        key_id: checkpoint.keyId,
        signature: checkpoint.signature,
      })
      .execute();
    await sql`
      insert into checkpoint_head (checkpoint_seq, contact_id, seq, hash)
      select ${checkpoint.seq}, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
      from json_each(${JSON.stringify(heads.map((head) => [head.contactId, head.seq, head.hash]))})`.execute(
      tx,
    );
    return { checkpoint, heads };
  });
  if (made === null) return null;
  await keepOutside(options.directory, made.checkpoint, made.heads);
  return made.checkpoint;
}

export async function lastCheckpoint(tx: Pick<Tx, 'selectFrom'>): Promise<Checkpoint | null> {
  const row = await tx
    .selectFrom('checkpoint')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { key_id, ...rest } = row;
  return { ...rest, keyId: key_id };
}

/** Heads of the chains that grew since; `from`: where the last checkpoint saw them. */
async function changedHeads(tx: Tx, last: Checkpoint | null): Promise<(Head & { from: number })[]> {
  const { rows } = await sql<{ contact_id: string; seq: number; hash: string; before: number | null }>`
    select ledger.contact_id, ledger.seq, ledger.hash,
      (select max(seq) from checkpoint_head where checkpoint_head.contact_id = ledger.contact_id) as before
    from ledger
    join (
      select contact_id, max(seq) as seq from ledger
      where contact_id in (select contact_id from ledger where recorded_at >= ${(last?.at ?? 0) - OVERLAP})
      group by contact_id
    ) as head on head.contact_id = ledger.contact_id and head.seq = ledger.seq
    order by ledger.contact_id`.execute(tx as never);
  return rows
    .filter((row) => row.seq > (row.before ?? 0))
    .map((row) => ({ contactId: row.contact_id, seq: row.seq, hash: row.hash, from: row.before ?? 0 }));
}

/** Written aside and renamed, so that a crash leaves no half file. */
async function keepOutside(directory: string, checkpoint: Checkpoint, heads: readonly Head[]): Promise<void> {
  await mkdir(directory, { recursive: true });
  const name = join(directory, `${String(checkpoint.seq).padStart(8, '0')}.json`);
  const body = { checkpoint, heads: heads.map(({ contactId, seq, hash }) => [contactId, seq, hash]) };
  await writeFile(`${name}.part`, `${JSON.stringify(body)}\n`, { mode: 0o600 });
  await rename(`${name}.part`, name);
}
