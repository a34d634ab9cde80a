import type { KeyObject } from 'node:crypto';
import type { Store } from '../store/index.js';
import { type Checkpoint, checkpointRoot, type Head, signatureHolds } from './checkpoint-record.js';
import { commitment, GENESIS, type LedgerRecord, recordHash } from './ledger-record.js';

/** One thing wrong with the ledger, and where. */
export interface Finding {
  kind: 'changed' | 'removed' | 'inserted' | 'reordered' | 'checkpoint';
  contactId: string | null;
  seq: number | null;
  detail: string;
}

export interface Verification {
  ok: boolean;
  records: number;
  contacts: number;
  checkpoints: number;
  findings: Finding[];
}

/** A record as stored. */
export type StoredRecord = LedgerRecord & { hash: string; evidence: string | null };

const PAGE = 1000;

/**
 * Recomputes every chain, compares it with the heads that checkpoints have seen, and checks the checkpoints
 * themselves. Reads in pages and lets others run in between. `key` may be the public key.
 */
export async function verifyLedger(
  read: Store['read'],
  key: KeyObject | null,
  onProgress: (records: number) => void = () => undefined,
): Promise<Verification> {
  const findings: Finding[] = [];
  const checkpoints = await verifyCheckpoints(read, key, findings);
  let records = 0;
  let contacts = 0;
  let chain: StoredRecord[] = [];
  let place = { contactId: '', seq: 0 };
  const seen = new Set<string>();
  const finish = async () => {
    const contactId = chain[0]?.contactId;
    if (contactId === undefined) return;
    contacts += 1;
    seen.add(contactId);
    findings.push(...verifyChain(chain, await keyOf(read, contactId), await headsOf(read, contactId)));
    chain = [];
  };
  for (;;) {
    const page = await readPage(read, place);
    for (const record of page) {
      if (record.contactId !== chain[0]?.contactId) await finish();
      chain.push(record);
    }
    records += page.length;
    onProgress(records);
    const last = page.at(-1);
    if (!last) break;
    place = last;
    await new Promise((next) => setImmediate(next));
  }
  await finish();
  findings.push(...(await missingChains(read, seen)));
  return { ok: findings.length === 0, records, contacts, checkpoints, findings };
}

/** What is wrong with one contact's chain; pure. `key` null: destroyed by erasure. */
export function verifyChain(
  chain: readonly StoredRecord[],
  key: Buffer | null,
  heads: readonly Head[],
): Finding[] {
  const findings: Finding[] = [];
  const contactId = chain[0]?.contactId ?? null;
  const find = (kind: Finding['kind'], seq: number | null, detail: string) =>
    findings.push({ kind, contactId, seq, detail });
  const ownHashes = chain.map(recordHash);
  for (const [i, record] of chain.entries()) {
    const expectedSeq = i === 0 ? 1 : (chain[i - 1]?.seq ?? 0) + 1;
    for (let seq = expectedSeq; seq < record.seq; seq++) find('removed', seq, 'the record is missing');
    if (ownHashes[i] !== record.hash) find('changed', record.seq, 'the record does not match its hash');
    else if (key && record.evidence !== null && commitment(key, record.evidence) !== record.commitment) {
      find('changed', record.seq, 'the evidence does not match its commitment');
    }
    const before = i === 0 ? GENESIS : chain[i - 1]?.hash;
    if (record.previous !== before && record.seq === expectedSeq) findings.push(brokenLink(chain, i));
  }
  const at = new Map(chain.map((record) => [record.seq, record.hash]));
  for (const head of heads) {
    const hash = at.get(head.seq);
    if (hash === undefined) {
      if (!findings.some((finding) => finding.kind === 'removed' && finding.seq === head.seq)) {
        find('removed', head.seq, 'a checkpoint has seen this record');
      }
    } else if (hash !== head.hash && !findings.some((finding) => (finding.seq ?? 0) <= head.seq)) {
      find('changed', head.seq, 'a checkpoint has seen another record here');
    }
  }
  return findings;
}

/** The record at `i` does not point to the one before it: which of them is out of place? */
function brokenLink(chain: readonly StoredRecord[], i: number): Finding {
  const record = chain[i] as StoredRecord;
  const contactId = record.contactId;
  const beforeLast = i >= 2 ? chain[i - 2]?.hash : GENESIS;
  if (i >= 1 && record.previous === beforeLast) {
    const seq = chain[i - 1]?.seq ?? null;
    return { kind: 'inserted', contactId, seq, detail: 'the record after it points past it' };
  }
  if (chain.some((other) => other.hash === record.previous)) {
    return { kind: 'reordered', contactId, seq: record.seq, detail: 'it belongs behind another record' };
  }
  const seq = i >= 1 ? (chain[i - 1]?.seq ?? null) : record.seq;
  return { kind: 'changed', contactId, seq, detail: 'the record after it points to something else' };
}

async function verifyCheckpoints(
  read: Store['read'],
  key: KeyObject | null,
  findings: Finding[],
): Promise<number> {
  const rows = await read.selectFrom('checkpoint').selectAll().orderBy('seq').execute();
  let previous = GENESIS;
  for (const [i, { key_id, ...row }] of rows.entries()) {
    const checkpoint: Checkpoint = { ...row, keyId: key_id };
    const wrong = (detail: string) =>
      findings.push({ kind: 'checkpoint', contactId: null, seq: checkpoint.seq, detail });
    if (checkpoint.seq !== i + 1) wrong('a checkpoint before it is missing');
    if (checkpoint.previous !== previous) wrong('it does not follow the checkpoint before it');
    const heads = await read
      .selectFrom('checkpoint_head')
      .select(['contact_id as contactId', 'seq', 'hash'])
      .where('checkpoint_seq', '=', checkpoint.seq)
      .orderBy('contact_id')
      .execute();
    if (checkpointRoot(checkpoint, heads) !== checkpoint.root) wrong('its root does not match its heads');
    else if (key && !signatureHolds(checkpoint, key)) wrong('its signature does not hold under this key');
    previous = checkpoint.root;
  }
  return rows.length;
}

async function readPage(
  read: Store['read'],
  after: { contactId: string; seq: number },
): Promise<StoredRecord[]> {
  const rows = await read
    .selectFrom('ledger')
    .selectAll()
    .where((where) =>
      where.or([
        where('contact_id', '>', after.contactId),
        where.and([where('contact_id', '=', after.contactId), where('seq', '>', after.seq)]),
      ]),
    )
    .orderBy('contact_id')
    .orderBy('seq')
    .limit(PAGE)
    .execute();
  return rows.map((row) => ({
    contactId: row.contact_id,
    seq: row.seq,
    topic: row.topic,
    event: row.event,
    from: row.from_state,
    to: row.to_state,
    at: row.at,
    recordedAt: row.recorded_at,
    source: row.source,
    actor: row.actor,
    effect: row.effect === 1,
    wording: row.wording,
    environment: row.environment,
    evidence: row.evidence,
    commitment: row.commitment,
    previous: row.previous,
    hash: row.hash,
  }));
}

async function keyOf(read: Store['read'], contactId: string): Promise<Buffer | null> {
  const row = await read
    .selectFrom('ledger_key')
    .select('key')
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return row?.key ?? null;
}

function headsOf(read: Store['read'], contactId: string): Promise<Head[]> {
  return read
    .selectFrom('checkpoint_head')
    .select(['contact_id as contactId', 'seq', 'hash'])
    .where('contact_id', '=', contactId)
    .execute();
}

/** Chains that a checkpoint has seen and that are gone as a whole. */
async function missingChains(read: Store['read'], seen: ReadonlySet<string>): Promise<Finding[]> {
  const rows = await read
    .selectFrom('checkpoint_head')
    .select((select) => ['contact_id as contactId', select.fn.max('seq').as('seq')])
    .groupBy('contact_id')
    .execute();
  return rows
    .filter((row) => !seen.has(row.contactId))
    .map((row) => ({
      kind: 'removed',
      contactId: row.contactId,
      seq: row.seq,
      detail: 'the whole chain is missing',
    }));
}
