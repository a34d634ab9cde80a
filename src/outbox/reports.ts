import { eachOf, prepared, type Tx } from '../store/index.js';
import type { Outcome } from '../whatsapp/errors.js';
import type { Identity } from '../whatsapp/identity.js';
import { countAsked } from './asked.js';
import { type Move, moveMessages } from './moves.js';
import type { OutboxState } from './row.js';
import { type Report, type Settling, settle } from './settle.js';

/** What an error of Meta's means beyond the one message. */
export interface Consequence {
  outcome: Outcome;
  message: Settling;
  at: number;
}

/** Told of consequences inside the transaction that records them. */
export type OnConsequence = (tx: Tx, consequence: Consequence, now: number) => Promise<void>;

/** A report that names its message by our id (Meta echoes it back) or by the wamid. */
export interface MessageReport {
  id?: number;
  wamid?: string;
  report: Report;
  /** When it happened, ms. */
  at: number;
  /** The names under which it went, and those that Meta's answer gave the person. */
  identities?: readonly Identity[];
  /** Ids of files that Meta does not know any more. */
  lost?: readonly string[];
}

/**
 * Writes what became of messages: their states, the broadcasts' counts, and what an error means beyond
 * them. Reports of messages that are not ours (another app on the WABA, the phone app) change nothing.
 */
export async function recordReports(
  tx: Tx,
  reports: readonly MessageReport[],
  onConsequence: OnConsequence,
  now: number,
): Promise<number> {
  const messages = await findMessages(tx, reports);
  let known = 0;
  const moves = new Map<number, Move>();
  const unsent: Settling[] = [];
  for (const { id, wamid, report, at } of reports) {
    const message = messages.get(id ?? wamid ?? '');
    if (!message) continue;
    known += 1;
    const move = settle(message, report, now);
    if (move) {
      const earlier = moves.get(message.id);
      moves.set(message.id, earlier ? { ...earlier, ...move, from: earlier.from } : move);
      if (report.kind === 'taken_back' || report.kind === 'not_sent') unsent.push(message);
      message.state = move.to.state;
      message.reason = move.to.reason;
    }
    if (report.kind === 'rejected' || report.kind === 'failed') {
      await onConsequence(tx, { outcome: report.outcome, message, at }, now);
    }
  }
  await moveMessages(tx, [...moves.values()], now);
  await countAsked(tx, unsent, -1);
  return known;
}

const COLUMNS = [
  'id',
  'contact_id',
  'broadcast_id',
  'purpose',
  'topic',
  'state',
  'reason',
  'attempts',
  'wamid',
] as const;
const messagesById = prepared((db, ids: string) =>
  db
    .selectFrom('outbox')
    .select(COLUMNS)
    .where('id', 'in', eachOf(ids) as never),
);
const messagesByWamid = prepared((db, wamids: string) =>
  db.selectFrom('outbox').select(COLUMNS).where('wamid', 'in', eachOf(wamids)),
);

async function findMessages(
  tx: Tx,
  reports: readonly MessageReport[],
): Promise<Map<number | string, Settling>> {
  const ids = reports.flatMap((report) => (report.id === undefined ? [] : [report.id]));
  const wamids = reports.flatMap((report) =>
    report.id === undefined && report.wamid !== undefined ? [report.wamid] : [],
  );
  const rows = [
    ...(ids.length > 0 ? await messagesById(tx, JSON.stringify(ids)) : []),
    ...(wamids.length > 0 ? await messagesByWamid(tx, JSON.stringify(wamids)) : []),
  ];
  const found = new Map<number | string, Settling>();
  for (const row of rows) {
    const message = found.get(row.id) ?? {
      id: row.id,
      contactId: row.contact_id,
      broadcastId: row.broadcast_id,
      purpose: row.purpose,
      topic: row.topic,
      state: row.state as OutboxState,
      reason: row.reason,
      attempts: row.attempts,
    };
    found.set(row.id, message);
    if (row.wamid !== null) found.set(row.wamid, message);
  }
  return found;
}
