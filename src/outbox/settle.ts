import { type Outcome, waitBeforeRetry } from '../whatsapp/errors.js';
import type { Move } from './moves.js';
import type { OutboxState } from './row.js';

/** What came of an attempt: Meta's answer to the call, its absence, or a status webhook. Times in ms. */
export type Report =
  | { kind: 'accepted'; wamid: string; held: boolean }
  | { kind: 'rejected'; outcome: Outcome; retryAfter: number | null }
  /** Certain that nothing left: there was no connection. */
  | { kind: 'not_sent' }
  /** The permit was not honoured any more: nothing left, and the gate is asked again at once. */
  | { kind: 'taken_back' }
  /** Perhaps Meta has it, perhaps not. */
  | { kind: 'unclear' }
  | { kind: 'status'; status: 'sent' | 'delivered' | 'read'; wamid: string; at: number }
  | { kind: 'failed'; outcome: Outcome; wamid: string; at: number };

/** Where the message that the report is about stands now. */
export interface Place {
  id: number;
  broadcastId: string | null;
  state: OutboxState;
  reason: string | null;
  attempts: number;
}

/** The message itself. */
export interface Settling extends Place {
  contactId: string;
  purpose: string;
  topic: string | null;
}

/** How far along the way to the reader a message is. Meta docs: webhooks/reference/messages/status. */
const PROGRESS: Record<OutboxState, number> = {
  queued: 0,
  deferred: 0,
  cancelled: 0,
  refused: 0,
  attempting: 1,
  unknown: 2,
  accepted: 3,
  sent: 4,
  // Follows `sent` now and then; only a delivery proves it wrong.
  failed: 5,
  delivered: 6,
  read: 7,
};

const SECOND = 1000;
/** Meta docs: per-user-limits: at least a day before marketing to this person again. */
export const DAY = 24 * 3600 * SECOND;
export const HOUR = 3600 * SECOND;
/** A burst of 45 is paid back after this. Meta docs: pair rate limit. */
const PAIR_REST = 270 * SECOND;
/** A service message whose fate is unclear waits this long for a status, then goes again. */
export const UNCLEAR_WAIT = 5 * SECOND;
/** A connection that fails is tried again after this, doubling up to a minute. */
const CONNECT_RETRY = SECOND;
/** Anything that Meta refuses for everybody waits this long before it asks the gate again. */
const ACCOUNT_RETRY = 10 * 60 * SECOND;

/**
 * What a report does to a message; pure. Null: it knew more already. Statuses come unordered and repeat, so
 * a message only moves forward; a delivery after a failure is believed.
 */
export function settle(row: Place, report: Report, now: number): Move | null {
  const move = (state: OutboxState, reason: string | null, rest: Partial<Move> = {}): Move => ({
    id: row.id,
    broadcastId: row.broadcastId,
    from: { state: row.state, reason: row.reason },
    to: { state, reason },
    ...rest,
  });
  const stay = (rest: Partial<Move>) => move(row.state, row.reason, rest);
  switch (report.kind) {
    case 'accepted':
      if (PROGRESS[row.state] >= PROGRESS.accepted) return stay({ wamid: report.wamid });
      return move('accepted', null, { wamid: report.wamid });
    case 'status':
      if (PROGRESS[row.state] >= PROGRESS[report.status]) return null;
      return move(report.status, null, { wamid: report.wamid });
    case 'failed':
      if (PROGRESS[row.state] >= PROGRESS.failed) return null;
      return move('failed', failureReason(report.outcome), {
        wamid: report.wamid,
        failure: report.outcome.code,
      });
    case 'taken_back':
      // Of what a message may be tried, nothing is used up.
      return row.state === 'attempting' ? move('queued', null, { notBefore: now, tries: -1 }) : null;
    case 'not_sent':
      if (row.state !== 'attempting') return null;
      return move('queued', null, { notBefore: now + backOff(CONNECT_RETRY, row.attempts, 60 * SECOND) });
    case 'unclear':
      if (row.state !== 'attempting') return null;
      return move('unknown', null, { notBefore: now + UNCLEAR_WAIT });
    case 'rejected':
      return row.state === 'attempting' ? rejected(row, report, now, move) : null;
  }
}

function rejected(
  row: Place,
  { outcome, retryAfter }: Extract<Report, { kind: 'rejected' }>,
  now: number,
  move: (state: OutboxState, reason: string | null, rest?: Partial<Move>) => Move,
): Move {
  const failure = outcome.code;
  const fail = () => move('failed', failureReason(outcome), { failure });
  const again = (wait: number, reason: string | null) =>
    move('deferred', reason, { failure, notBefore: now + Math.max(wait, retryAfter ?? 0) });
  // The wait of the table, by how often this message has failed; undefined: it has failed often enough.
  const wait = waitBeforeRetry(outcome, row.attempts);
  switch (outcome.action) {
    case 'retry':
    case 'slow':
      return wait === undefined ? fail() : again(wait, 'throughput');
    case 'pair_wait':
      return again(wait ?? PAIR_REST, 'pair_rate');
    case 'defer_day':
      return row.attempts > 1 ? fail() : again(Math.max(outcome.wait?.firstMs ?? 0, DAY), 'marketing_cap');
    // The account, not the person, is the trouble: nobody is forgotten, everybody waits.
    case 'marketing_stop':
    case 'stop_all':
      return again(ACCOUNT_RETRY, 'account_paused');
    default:
      return fail();
  }
}

/** The reason that stands beside `failed`: the gate's word where it has one, else Meta's code. */
function failureReason(outcome: Outcome): string {
  switch (outcome.action) {
    case 'opt_out':
      return 'platform_stopped';
    case 'defer_day':
      return 'marketing_cap';
    case 'template_stop':
      return 'template_paused';
    default:
      return `meta_${outcome.code}`;
  }
}

function backOff(first: number, tries: number, most: number): number {
  return Math.min(most, first * 2 ** Math.max(0, tries));
}
