import type { Head } from './checkpoint-record.js';
import { committer, GENESIS, type LedgerRecord, recordHash } from './ledger-record.js';

/** One thing wrong with the ledger, and where. */
export interface Finding {
  kind: 'changed' | 'removed' | 'inserted' | 'reordered' | 'checkpoint';
  contactId: string | null;
  seq: number | null;
  detail: string;
}

/** A record as stored. */
export type StoredRecord = LedgerRecord & { hash: string; evidence: string | null };

/** What is wrong with one contact's chain; pure. `key` null: destroyed by erasure. */
export function verifyChain(
  chain: readonly StoredRecord[],
  key: Buffer | null,
  heads: readonly Head[],
): Finding[] {
  const findings: Finding[] = [];
  const commit = key && committer(key);
  let previous: StoredRecord | undefined;
  for (const [i, record] of chain.entries()) {
    const expected = (previous?.seq ?? 0) + 1;
    const { contactId } = record;
    for (let seq = expected; seq < record.seq; seq++) findings.push(missing(contactId, seq));
    const change = changeOf(record, commit);
    if (change) findings.push(change);
    if (record.previous !== (previous?.hash ?? GENESIS) && record.seq === expected) {
      findings.push(brokenLink(chain, i));
    }
    previous = record;
  }
  return heads.length === 0 ? findings : [...findings, ...againstHeads(chain, heads, findings)];
}

function changeOf(record: StoredRecord, commit: ((evidence: string) => string) | null): Finding | null {
  const { contactId, seq, evidence } = record;
  if (recordHash(record) !== record.hash) {
    return { kind: 'changed', contactId, seq, detail: 'the record does not match its hash' };
  }
  if (commit && evidence !== null && commit(evidence) !== record.commitment) {
    return { kind: 'changed', contactId, seq, detail: 'the evidence does not match its commitment' };
  }
  return null;
}

/** Whoever changes a record and recomputes every hash behind it cannot change what a checkpoint has seen. */
function againstHeads(
  chain: readonly StoredRecord[],
  heads: readonly Head[],
  findings: readonly Finding[],
): Finding[] {
  const found: Finding[] = [];
  const hashes = new Map(chain.map((record) => [record.seq, record.hash]));
  let good = 0;
  for (const { contactId, seq, hash } of heads.toSorted((a, b) => a.seq - b.seq)) {
    const stored = hashes.get(seq);
    if (stored === hash) good = seq;
    else if (stored !== undefined) {
      const known = findings.some(
        (finding) => finding.seq !== null && finding.seq > good && finding.seq <= seq,
      );
      if (!known && found.every(({ kind }) => kind !== 'changed')) {
        const detail =
          seq > good + 1
            ? `a checkpoint has seen another record: it or one after ${good}`
            : 'a checkpoint has seen another record here';
        found.push({ kind: 'changed', contactId, seq, detail });
      }
    } else if (
      ![...findings, ...found].some((finding) => finding.kind === 'removed' && finding.seq === seq)
    ) {
      const last = chain.at(-1)?.seq ?? 0;
      for (let gone = last + 1; gone <= seq; gone++) {
        if (!found.some((finding) => finding.seq === gone)) found.push(missing(contactId, gone));
      }
    }
  }
  return found;
}

const missing = (contactId: string, seq: number): Finding => ({
  kind: 'removed',
  contactId,
  seq,
  detail: 'the record is missing',
});

/** The record at `i` does not point to the one before it: which of them is out of place? */
function brokenLink(chain: readonly StoredRecord[], i: number): Finding {
  const record = chain[i] as StoredRecord;
  const { contactId } = record;
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
