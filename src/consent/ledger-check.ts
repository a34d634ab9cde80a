import type { Store } from '../store/index.js';
import { commitment, GENESIS, recordHash } from './ledger-record.js';

/** Something in the ledger that is not as it was written. */
export interface LedgerFault {
  contactId: string;
  seq: number;
  fault:
    | 'changed'
    | 'missing'
    | 'unlinked'
    | 'evidence_changed'
    | 'removed_after_checkpoint'
    | 'changed_after_checkpoint';
}

export interface LedgerReport {
  ok: boolean;
  records: number;
  contacts: number;
  checkpoints: number;
  faults: LedgerFault[];
}

const PAGE = 500;
const MOST_FAULTS = 100;

/**
 * Reads the whole ledger, page by page, and recomputes every chain (UU PDP Pasal 24): each record's hash, its
 * place behind the one before, its evidence where that has not been erased, and the heads that checkpoints
 * remember. Signatures and roots of checkpoints are checked by whoever holds the key.
 */
export async function checkLedger(read: Store['read']): Promise<LedgerReport> {
  const report: LedgerReport = { ok: true, records: 0, contacts: 0, checkpoints: 0, faults: [] };
  await checkChains(read, report);
  await checkHeads(read, report);
  const { n } = await read
    .selectFrom('checkpoint')
    .select((select) => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  report.checkpoints = n;
  report.ok = report.faults.length === 0;
  return report;
}

async function checkChains(read: Store['read'], report: LedgerReport): Promise<void> {
  let last = { contactId: '', seq: 0, hash: GENESIS };
  for (;;) {
    const rows = await nextRecords(read, last.contactId, last.seq);
    for (const row of rows) {
      if (row.contact_id !== last.contactId) {
        last = { contactId: row.contact_id, seq: 0, hash: GENESIS };
        report.contacts += 1;
      }
      report.records += 1;
      const fault = faultOf(row, last);
      if (fault && report.faults.length < MOST_FAULTS) {
        report.faults.push({ contactId: row.contact_id, seq: row.seq, fault });
      }
      last = { contactId: row.contact_id, seq: row.seq, hash: row.hash };
    }
    if (rows.length < PAGE) return;
    await new Promise((next) => setImmediate(next));
  }
}

function nextRecords(read: Store['read'], contactId: string, seq: number) {
  return read
    .selectFrom('ledger')
    .leftJoin('ledger_key', 'ledger_key.contact_id', 'ledger.contact_id')
    .selectAll('ledger')
    .select('ledger_key.key')
    .where((where) =>
      where(where.refTuple('ledger.contact_id', 'ledger.seq'), '>', where.tuple(contactId, seq)),
    )
    .orderBy('ledger.contact_id')
    .orderBy('ledger.seq')
    .limit(PAGE)
    .execute();
}

type Row = Awaited<ReturnType<typeof nextRecords>>[number];

function faultOf(row: Row, last: { seq: number; hash: string }): LedgerFault['fault'] | null {
  if (row.seq !== last.seq + 1) return 'missing';
  if (row.previous !== last.hash) return 'unlinked';
  const hash = recordHash({
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
    commitment: row.commitment,
    previous: row.previous,
  });
  if (hash !== row.hash) return 'changed';
  if (row.evidence === null || row.key === null) return null;
  return commitment(row.key, row.evidence) === row.commitment ? null : 'evidence_changed';
}

async function checkHeads(read: Store['read'], report: LedgerReport): Promise<void> {
  let [checkpoint, contact] = [-1, ''];
  for (;;) {
    const heads = await read
      .selectFrom('checkpoint_head as head')
      .leftJoin('ledger', (join) =>
        join.onRef('ledger.contact_id', '=', 'head.contact_id').onRef('ledger.seq', '=', 'head.seq'),
      )
      .select(['head.checkpoint_seq', 'head.contact_id', 'head.seq', 'head.hash', 'ledger.hash as kept'])
      .where((where) =>
        where(
          where.refTuple('head.checkpoint_seq', 'head.contact_id'),
          '>',
          where.tuple(checkpoint, contact),
        ),
      )
      .orderBy('head.checkpoint_seq')
      .orderBy('head.contact_id')
      .limit(PAGE)
      .execute();
    for (const { contact_id: contactId, seq, hash, kept } of heads) {
      if (kept === hash || report.faults.length >= MOST_FAULTS) continue;
      const fault = kept === null ? 'removed_after_checkpoint' : 'changed_after_checkpoint';
      report.faults.push({ contactId, seq, fault });
    }
    const end = heads.at(-1);
    if (!end || heads.length < PAGE) return;
    [checkpoint, contact] = [end.checkpoint_seq, end.contact_id];
    await new Promise((next) => setImmediate(next));
  }
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
