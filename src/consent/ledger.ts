import { randomBytes } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import {
  eachOf,
  inserting,
  type LedgerKeyTable,
  type LedgerTable,
  prepared,
  type Tx,
} from '../store/index.js';
import type { ConsentAct, ConsentChange } from './act.js';
import type { Environment } from './evidence.js';
import { commitment, GENESIS, recordHash } from './ledger-record.js';
import { presentTerms } from './wording.js';

/** One change to be written down, with the act that made it. */
export interface LedgerEntry {
  contactId: string;
  act: ConsentAct;
  change: ConsentChange;
}

interface Context {
  now: number;
  environment: Environment;
}

/** Adds one record to the contact's chain, in the caller's transaction. */
export async function appendToLedger(
  tx: Tx,
  contactId: string,
  act: ConsentAct,
  change: ConsentChange,
  context: Context,
): Promise<void> {
  await appendAllToLedger(tx, [{ contactId, act, change }], context);
}

/**
 * Adds records to the chains of their contacts, in this order, in the caller's transaction: a handful of
 * statements however many there are. Nothing else writes the ledger.
 */
export async function appendAllToLedger(
  tx: Tx,
  entries: readonly LedgerEntry[],
  context: Context,
): Promise<void> {
  const contacts = JSON.stringify([...new Set(entries.map(({ contactId }) => contactId))]);
  const heads = new Map<string, Head>(
    (await headsOf(tx, contacts)).map(({ contact_id: id, seq, hash }) => [id, { seq, hash }]),
  );
  const keys = heads.size === 0 ? [] : await keysOf(tx, contacts);
  const keyOf = new Map(keys.map(({ contact_id: id, key }) => [id, key]));
  const newKeys: Selectable<LedgerKeyTable>[] = [];
  // One draw for all: each costs more than its bytes.
  let chance: Buffer | undefined;
  const wordless = entries.some(({ act, change }) => change.topic !== null && act.wording === undefined);
  const terms = wordless ? await presentTerms(tx) : new Map<string, string>();
  const rows = entries.map(({ contactId, act, change }) => {
    let key = keyOf.get(contactId);
    if (key === undefined) {
      chance ??= randomBytes(KEY * entries.length);
      key = chance.subarray(newKeys.length * KEY, (newKeys.length + 1) * KEY);
      keyOf.set(contactId, key);
      newKeys.push({ contact_id: contactId, key });
    }
    const wording = act.wording ?? terms.get(change.topic ?? '') ?? null;
    const row = ledgerRow(contactId, heads.get(contactId), key, { ...act, wording }, change, context);
    heads.set(contactId, row);
    return row;
  });
  await insertKeys(tx, newKeys);
  await insertRecords(tx, rows);
}

/** Bytes of a contact's key. */
const KEY = 32;

type Head = Pick<LedgerTable, 'seq' | 'hash'>;

function ledgerRow(
  contactId: string,
  head: Head | undefined,
  key: Buffer,
  act: Omit<ConsentAct, 'wording'> & { wording: string | null },
  change: ConsentChange,
  { now, environment }: Context,
): Insertable<LedgerTable> {
  const evidence = JSON.stringify(act.evidence);
  const record = {
    contactId,
    seq: (head?.seq ?? 0) + 1,
    topic: change.topic,
    event: act.event,
    from: change.from,
    to: change.to,
    at: act.at,
    recordedAt: now,
    source: act.source,
    actor: act.actor,
    effect: change.effect,
    wording: act.wording,
    environment,
    commitment: commitment(key, evidence),
    previous: head?.hash ?? GENESIS,
  };
  return {
    contact_id: contactId,
    seq: record.seq,
    topic: record.topic,
    event: record.event,
    from_state: record.from,
    to_state: record.to,
    at: record.at,
    recorded_at: record.recordedAt,
    source: record.source,
    actor: record.actor,
    effect: record.effect ? 1 : 0,
    wording: record.wording,
    environment: record.environment,
    evidence,
    commitment: record.commitment,
    previous: record.previous,
    hash: recordHash(record),
  };
}

const headsOf = prepared((db, contacts: string) =>
  db
    .selectFrom('ledger')
    .innerJoin(
      (nested) =>
        nested
          .selectFrom('ledger')
          .select(({ fn }) => ['ledger.contact_id as id', fn.max('ledger.seq').as('last')])
          .where('ledger.contact_id', 'in', eachOf(contacts))
          .groupBy('ledger.contact_id')
          .as('head'),
      (join) => join.onRef('ledger.contact_id', '=', 'head.id').onRef('ledger.seq', '=', 'head.last'),
    )
    .select(['ledger.contact_id', 'ledger.seq', 'ledger.hash']),
);
const keysOf = prepared((db, contacts: string) =>
  db.selectFrom('ledger_key').selectAll().where('contact_id', 'in', eachOf(contacts)),
);
const insertKeys = inserting('ledger_key', ['contact_id', 'key'], (insert) =>
  insert.onConflict((conflict) =>
    conflict.column('contact_id').doUpdateSet((row) => ({ key: row.ref('excluded.key') })),
  ),
);
const insertRecords = inserting('ledger', [
  'contact_id',
  'seq',
  'topic',
  'event',
  'from_state',
  'to_state',
  'at',
  'recorded_at',
  'source',
  'actor',
  'effect',
  'wording',
  'environment',
  'evidence',
  'commitment',
  'previous',
  'hash',
]);
