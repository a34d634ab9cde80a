import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import { each, type Store, type Tx } from '../store/index.js';
import { keepOutside, outsideHas } from './checkpoint-files.js';
import { type Checkpoint, type Head, signCheckpoint } from './checkpoint-record.js';

/** Records are looked for this far back, ms, in case the clock was set back meanwhile. */
const OVERLAP = 24 * 60 * 60 * 1000;
/** Records that one statement reads, and chains that one checkpoint covers: nothing else waits long. */
const PAGE = 2_000;
const CHAINS = 500;

export interface CheckpointOptions {
  store: Store;
  key: KeyObject;
  /** Checkpoints are also kept here, outside the database. */
  directory: string;
}

/**
 * Signs the chains that grew since the last checkpoint, in as many checkpoints as it takes. Returns the last
 * one; null when none grew.
 */
export async function makeCheckpoint(options: CheckpointOptions, now: number): Promise<Checkpoint | null> {
  const { store, directory } = options;
  const last = await lastCheckpoint(store.read);
  // A crash came between the commit and the file.
  if (last && !(await outsideHas(directory, last.seq))) {
    await keepOutside(directory, last, await headsOf(store.read, last.seq));
  }
  const contacts = await recentlyWritten(store.read, Math.min(last?.at ?? 0, now) - OVERLAP);
  let made: Checkpoint | null = null;
  for (let i = 0; i < contacts.length; i += CHAINS) {
    made = (await checkpointOf(options, contacts.slice(i, i + CHAINS), now)) ?? made;
  }
  return made;
}

async function checkpointOf(
  { store, key, directory }: CheckpointOptions,
  contacts: readonly string[],
  now: number,
): Promise<Checkpoint | null> {
  const made = await store.write(async (tx) => {
    const last = await lastCheckpoint(tx);
    const heads = await grownHeads(tx, contacts);
    if (heads.length === 0) return null;
    const records = (last?.records ?? 0) + heads.reduce((sum, head) => sum + head.seq - head.from, 0);
    const checkpoint = signCheckpoint(last, heads, records, now, key);
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
  });
  if (made === null) return null;
  await keepOutside(directory, made.checkpoint, made.heads);
  return made.checkpoint;
}

async function lastCheckpoint(read: Pick<Tx, 'selectFrom'>): Promise<Checkpoint | null> {
  const row = await read
    .selectFrom('checkpoint')
    .selectAll()
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

/** Contacts whose chains were written to since then. */
async function recentlyWritten(read: Store['read'], since: number): Promise<string[]> {
  const contacts = new Set<string>();
  for (let place = { recorded_at: since, contact_id: '', seq: 0 }; ; ) {
    const rows = await read
      .selectFrom('ledger')
      .select(['recorded_at', 'contact_id', 'seq'])
      .where('recorded_at', '>=', place.recorded_at)
      .where((where) =>
        where(
          where.refTuple('recorded_at', 'contact_id', 'seq'),
          '>',
          where.tuple(place.recorded_at, place.contact_id, place.seq),
        ),
      )
      .orderBy('recorded_at')
      .orderBy('contact_id')
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    for (const { contact_id } of rows) contacts.add(contact_id);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return [...contacts];
    place = last;
    await new Promise((next) => setImmediate(next));
  }
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
