import type { Snapshot } from '../store/snapshot.js';
import type { Head } from './checkpoint-record.js';
import { committer, GENESIS, sha256 } from './ledger-record.js';
import { type Finding, type StoredRecord, verifyChain } from './verify-chain.js';

/** Contacts after `after` ('': from the first), up to and with `upTo`; null: to the last one. */
export interface Range {
  after: string;
  upTo: string | null;
}

export interface RangeVerified {
  records: number;
  contacts: number;
  /** Records behind the last one that a checkpoint has seen. */
  unsigned: number;
  findings: Finding[];
}

/** Records that one statement reads. */
const PAGE = 1_000;

/** The fields that the hash covers, in its order (docs/ledger.md), and what is checked against them. */
const RECORDS = `
  select contact_id, seq, topic, event, from_state, to_state, at, recorded_at, source, actor, effect, wording,
    environment, commitment, previous, hash, evidence
  from ledger where (contact_id, seq) > (?, ?) and contact_id <= ? order by contact_id, seq limit ${PAGE}`;
const KEYS = 'select contact_id, key from ledger_key where contact_id > ? and contact_id <= ?';
const HEADS = `
  select contact_id, seq, hash from checkpoint_head where contact_id > ? and contact_id <= ?
  order by contact_id, checkpoint_seq`;

type Row = [
  contactId: string,
  seq: number,
  topic: string | null,
  event: string,
  from: string | null,
  to: string | null,
  at: number,
  recordedAt: number,
  source: string,
  actor: string,
  effect: number,
  wording: string | null,
  environment: string,
  commitment: string,
  previous: string,
  hash: string,
  evidence: string | null,
];

/** How many of them are hashed. */
const HASHED = 15;
/** No id of ours comes after it. */
const LAST = '\u{10FFFF}';

/**
 * Verifies the chains of a range of contacts and compares them with what checkpoints have seen. Works without
 * a pause: for a thread of its own. `onRecords` is told of each page.
 */
export function verifyRange(
  snapshot: Snapshot,
  range: Range,
  onRecords: (count: number) => void = () => undefined,
): RangeVerified {
  const verified: RangeVerified = { records: 0, contacts: 0, unsigned: 0, findings: [] };
  const upTo = range.upTo ?? LAST;
  let done = range.after;
  let open: Row[] = [];
  const first = range.after === '' ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
  for (let place: [string, number] = [range.after, first]; ; ) {
    const page = snapshot.rows<Row>(RECORDS, ...place, upTo);
    verified.records += page.length;
    onRecords(page.length);
    const chains: Row[][] = [];
    for (const row of page) {
      if (open[0] && open[0][0] !== row[0]) {
        chains.push(open);
        open = [];
      }
      open.push(row);
    }
    const last = page.at(-1);
    const end = !last || page.length < PAGE;
    if (end && open.length > 0) chains.push(open);
    const until = end ? upTo : (chains.at(-1)?.[0]?.[0] ?? done);
    if (until !== done) verifySpan(snapshot, { after: done, upTo: until }, chains, verified);
    if (end) return verified;
    done = until;
    place = [last[0], last[1]];
  }
}

function verifySpan(
  snapshot: Snapshot,
  { after, upTo }: { after: string; upTo: string },
  chains: readonly Row[][],
  verified: RangeVerified,
): void {
  const keys = new Map(snapshot.rows<[string, Buffer]>(KEYS, after, upTo));
  const heads = headsByContact(snapshot.rows<[string, number, string]>(HEADS, after, upTo));
  for (const chain of chains) {
    const contactId = chain[0]?.[0] ?? '';
    const key = keys.get(contactId) ?? null;
    const seen = heads.get(contactId) ?? [];
    heads.delete(contactId);
    verified.contacts += 1;
    verified.unsigned += Math.max(0, chain.length - (seen.at(-1)?.[1] ?? 0));
    if (!holds(chain, key, seen)) {
      verified.findings.push(...verifyChain(chain.map(recordOf), key, seen.map(headOf)));
    }
  }
  for (const [contactId, seen] of heads) verified.findings.push(chainGone(contactId, seen.map(headOf)));
}

/** Of one contact, what all checkpoints have seen, the database's and `more`. */
export function verifyContact(snapshot: Snapshot, contactId: string, more: readonly Head[]): Finding[] {
  const chain: Row[] = [];
  for (let seq = Number.MIN_SAFE_INTEGER; ; ) {
    const page = snapshot.rows<Row>(RECORDS, contactId, seq, contactId);
    chain.push(...page);
    if (page.length < PAGE) break;
    seq = page.at(-1)?.[1] ?? seq;
  }
  const seen = snapshot.rows<[string, number, string]>(
    'select contact_id, seq, hash from checkpoint_head where contact_id = ? order by checkpoint_seq',
    contactId,
  );
  const heads = [...seen.map(headOf), ...more];
  if (chain.length === 0) return heads.length > 0 ? [chainGone(contactId, heads)] : [];
  const [found] = snapshot.rows<[string, Buffer]>(
    'select contact_id, key from ledger_key where contact_id = ?',
    contactId,
  );
  return verifyChain(chain.map(recordOf), found?.[1] ?? null, heads);
}

/** Whether all is as it should be: what `verifyChain` finds nothing in, at a fraction of its cost. */
function holds(
  chain: readonly Row[],
  key: Buffer | null,
  heads: readonly [contactId: string, seq: number, hash: string][],
): boolean {
  const commit = key && committer(key);
  let previous = GENESIS;
  for (const [i, row] of chain.entries()) {
    const [hash, evidence] = [row[15], row[16]];
    if (row[1] !== i + 1 || row[14] !== previous) return false;
    if (commit && evidence !== null && commit(evidence) !== row[13]) return false;
    if (sha256(JSON.stringify(row.slice(0, HASHED))) !== hash) return false;
    previous = hash;
  }
  return heads.every(([, seq, hash]) => chain[seq - 1]?.[15] === hash);
}

function headsByContact(
  rows: readonly [contactId: string, seq: number, hash: string][],
): Map<string, [string, number, string][]> {
  const heads = new Map<string, [string, number, string][]>();
  for (const row of rows) {
    const known = heads.get(row[0]);
    if (known) known.push(row);
    else heads.set(row[0], [row]);
  }
  return heads;
}

function chainGone(contactId: string, heads: readonly Head[]): Finding {
  const seq = Math.max(...heads.map((head) => head.seq));
  return { kind: 'removed', contactId, seq, detail: 'the whole chain is missing' };
}

const headOf = ([contactId, seq, hash]: [string, number, string]): Head => ({ contactId, seq, hash });

function recordOf(row: Row): StoredRecord {
  const [contactId, seq, topic, event, from, to, at, recordedAt, source, actor, effect, wording] = row;
  const [environment, commitment, previous, hash, evidence] = row.slice(12) as [
    string,
    string,
    string,
    string,
    string | null,
  ];
  return {
    contactId,
    seq,
    topic,
    event,
    from,
    to,
    at,
    recordedAt,
    source,
    actor,
    effect,
    wording,
    environment,
    commitment,
    previous,
    hash,
    evidence,
  };
}
