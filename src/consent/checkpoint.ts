import { sql } from 'kysely';
import { each, readSetting, type Store, type Tx, writeSetting } from '../store/index.js';
import { keepKeysOutside, keepOutside, listOutside, outsideHas } from './checkpoint-files.js';
import { type Checkpoint, type Head, signCheckpoint } from './checkpoint-record.js';
import { knownKey, listKeys, type Signer } from './signer.js';

/** Chains that one checkpoint covers, and records that are looked at for it: nothing else waits long. */
const CHAINS = 250;
const RECORDS = 1_000;
/** The setting that says up to which record (`ledger.id`) chains have been looked at. */
const LOOKED_AT = 'checkpoint_ledger_id';

export interface CheckpointOptions {
  store: Store;
  signer: Pick<Signer, 'key'>;
  /** Checkpoints are also kept here, outside the database. */
  directory: string;
}

/**
 * Signs the chains that grew since the last checkpoint, in as many checkpoints as it takes. Its work follows
 * what was written since, not the size of the ledger. Returns the last one; null when none grew.
 */
export async function makeCheckpoint(options: CheckpointOptions, now: number): Promise<Checkpoint | null> {
  const { store, directory } = options;
  const last = await lastCheckpoint(store.read);
  // A crash came between the commit and the file.
  if (last && !(await outsideHas(directory, last.seq))) await copyOut(options, last);
  await keepKeysOutside(directory, await listKeys(store.read));
  for (let latest: Checkpoint | null = null; ; ) {
    const step = await store.write((tx) => nextCheckpoint(tx, options, now));
    if (step === 'end') return latest;
    if (step === 'nothing') continue;
    if (step.checkpoint.seq === 1) await keepKeysOutside(directory, await listKeys(store.read));
    await keepOutside(directory, step.checkpoint, step.heads);
    latest = step.checkpoint;
  }
}

/** Writes again those copies that have got lost; resolves with how many. */
export async function restoreCopies(
  options: Pick<CheckpointOptions, 'store' | 'directory'>,
): Promise<number> {
  const { store, directory } = options;
  await keepKeysOutside(directory, await listKeys(store.read));
  const there = new Set(await listOutside(directory));
  let written = 0;
  for (let last = await lastCheckpoint(store.read); last; last = await lastCheckpoint(store.read, last.seq)) {
    if (there.has(last.seq)) continue;
    await copyOut(options, last);
    written += 1;
  }
  return written;
}

async function copyOut(
  { store, directory }: Pick<CheckpointOptions, 'store' | 'directory'>,
  checkpoint: Checkpoint,
): Promise<void> {
  await keepOutside(directory, checkpoint, await headsOf(store.read, checkpoint.seq));
}

type Step = 'end' | 'nothing' | { checkpoint: Checkpoint; heads: Head[] };

/** Looks at the next records and signs the chains that they made longer. */
async function nextCheckpoint(tx: Tx, { signer }: CheckpointOptions, now: number): Promise<Step> {
  const from = Number((await readSetting(tx, LOOKED_AT)) ?? 0);
  const { contacts, to } = await writtenAfter(tx, from);
  if (to === from) return 'end';
  await writeSetting(tx, LOOKED_AT, String(to));
  const heads = await grownHeads(tx, contacts);
  if (heads.length === 0) return 'nothing';
  const last = await lastCheckpoint(tx);
  await knownKey(tx, signer.key, now);
  const records = (last?.records ?? 0) + heads.reduce((sum, head) => sum + head.seq - head.from, 0);
  const checkpoint = signCheckpoint(last, heads, records, now, signer.key);
  const { keyId, ...rest } = checkpoint;
  await tx
    .insertInto('checkpoint')
    .values({ ...rest, key_id: keyId })
    .execute();
  await sql`
    insert into checkpoint_head (checkpoint_seq, contact_id, seq, hash)
    select ${checkpoint.seq}, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
    from json_each(${JSON.stringify(heads.map((head) => [head.contactId, head.seq, head.hash]))})`.execute(
    tx,
  );
  return { checkpoint, heads };
}

/** The newest one; the newest before another. */
async function lastCheckpoint(
  read: Pick<Tx, 'selectFrom'>,
  before = Number.MAX_SAFE_INTEGER,
): Promise<Checkpoint | null> {
  const row = await read
    .selectFrom('checkpoint')
    .selectAll()
    .where('seq', '<', before)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { key_id, ...rest } = row;
  return { ...rest, keyId: key_id };
}

function headsOf(read: Store['read'], checkpointSeq: number): Promise<Head[]> {
  return read
    .selectFrom('checkpoint_head')
    .select(['contact_id as contactId', 'seq', 'hash'])
    .where('checkpoint_seq', '=', checkpointSeq)
    .orderBy('contact_id')
    .execute();
}

/** Whose chains were written to after this record, and up to which one that is so. */
async function writtenAfter(tx: Tx, id: number): Promise<{ contacts: string[]; to: number }> {
  const rows = await tx
    .selectFrom('ledger')
    .select(['id', 'contact_id'])
    .where('id', '>', id)
    .orderBy('id')
    .limit(RECORDS)
    .execute();
  const contacts = new Set<string>();
  let to = id;
  for (const row of rows) {
    if (contacts.size === CHAINS && !contacts.has(row.contact_id)) break;
    contacts.add(row.contact_id);
    to = row.id;
  }
  return { contacts: [...contacts], to };
}

/** Heads of those chains that grew since a checkpoint saw them; `from`: where it did. */
async function grownHeads(tx: Tx, contacts: readonly string[]): Promise<(Head & { from: number })[]> {
  const rows = await tx
    .selectFrom('ledger')
    .select(['contact_id as contactId', 'seq', 'hash'])
    .select((select) => [
      select
        .selectFrom('checkpoint_head')
        .select((inner) => inner.fn.max('checkpoint_head.seq').as('seen'))
        .whereRef('checkpoint_head.contact_id', '=', 'ledger.contact_id')
        .as('from'),
    ])
    .where('contact_id', 'in', each(contacts))
    .where('seq', '=', (nested) =>
      nested
        .selectFrom('ledger as chain')
        .select((inner) => inner.fn.max('chain.seq').as('seq'))
        .whereRef('chain.contact_id', '=', 'ledger.contact_id'),
    )
    .orderBy('contact_id')
    .execute();
  return rows.map((row) => ({ ...row, from: row.from ?? 0 })).filter((row) => row.seq > row.from);
}
