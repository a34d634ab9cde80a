import type { Store } from '../store/index.js';
import type { Evidence } from './evidence.js';

/** A record of the ledger as staff, auditors and integrators read it. Times in ms. */
export interface LedgerEntry {
  seq: number;
  topic: string | null;
  event: string;
  from: string | null;
  to: string | null;
  at: number;
  recordedAt: number;
  source: string;
  actor: string;
  /** False: written down, but the machine had no way for it. */
  effect: boolean;
  environment: string;
  /** The exact words that were answered. */
  wording: {
    hash: string;
    key: string | null;
    language: string | null;
    /** Counts the texts of this key, topic and language. */
    version: number | null;
    text: string | null;
  } | null;
  /** Null after erasure. */
  evidence: Evidence | null;
  commitment: string;
  previous: string;
  hash: string;
}

/** Records of one contact's chain after `after`, in order; at most `limit`. */
export async function readLedger(
  read: Pick<Store['read'], 'selectFrom'>,
  contactId: string,
  after: number,
  limit: number,
): Promise<LedgerEntry[]> {
  const rows = await entries(read)
    .where('ledger.contact_id', '=', contactId)
    .where('ledger.seq', '>', after)
    .orderBy('ledger.seq')
    .limit(limit)
    .execute();
  return rows.map(toEntry);
}

/** The last record by topic that had an effect: what the present state rests on. */
export async function readGrounds(
  read: Pick<Store['read'], 'selectFrom'>,
  contactId: string,
): Promise<Map<string, LedgerEntry>> {
  const rows = await entries(read)
    .where('ledger.contact_id', '=', contactId)
    .where('ledger.effect', '=', 1)
    .where('ledger.topic', 'is not', null)
    .orderBy('ledger.seq')
    .execute();
  return new Map(rows.map((row) => [row.topic ?? '', toEntry(row)]));
}

function entries(read: Pick<Store['read'], 'selectFrom'>) {
  return read
    .selectFrom('ledger')
    .leftJoin('wording', 'wording.hash', 'ledger.wording')
    .selectAll('ledger')
    .select([
      'wording.key as wording_key',
      'wording.language as wording_language',
      'wording.version as wording_version',
      'wording.text as wording_text',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number];

function toEntry(row: Row): LedgerEntry {
  return {
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
    environment: row.environment,
    wording:
      row.wording === null
        ? null
        : {
            hash: row.wording,
            key: row.wording_key,
            language: row.wording_language,
            version: row.wording_version,
            text: row.wording_text,
          },
    evidence: row.evidence === null ? null : (JSON.parse(row.evidence) as Evidence),
    commitment: row.commitment,
    previous: row.previous,
    hash: row.hash,
  };
}

/** Checkpoints, newest first, older than `before`. Times in ms. */
export async function listCheckpoints(read: Store['read'], before: number, limit: number) {
  return read
    .selectFrom('checkpoint')
    .selectAll()
    .where('seq', '<', before)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}
