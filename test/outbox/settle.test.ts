import { describe, expect, test } from '@jest/globals';
import { OUTBOX_STATES, type OutboxState } from '../../src/outbox/row.js';
import { DAY, type Report, type Settling, settle, UNCLEAR_WAIT } from '../../src/outbox/settle.js';
import { outcomeOf } from '../../src/whatsapp/errors.js';

const NOW = Date.UTC(2026, 10, 22);
const row = (state: OutboxState, more: Partial<Settling> = {}): Settling => ({
  id: 1,
  contactId: 'ct_1',
  broadcastId: 'bc_1',
  purpose: 'marketing',
  topic: 'info-zakat',
  state,
  reason: null,
  attempts: 1,
  ...more,
});
const at = NOW;
const wamid = 'wamid.1';
const REPORTS = {
  accepted: { kind: 'accepted', wamid, held: false },
  sent: { kind: 'status', status: 'sent', wamid, at },
  delivered: { kind: 'status', status: 'delivered', wamid, at },
  read: { kind: 'status', status: 'read', wamid, at },
  failed: { kind: 'failed', outcome: outcomeOf(131026), wamid, at },
  rejected: { kind: 'rejected', outcome: outcomeOf(131026), retryAfter: null },
  not_sent: { kind: 'not_sent' },
  unclear: { kind: 'unclear' },
} as const satisfies Record<string, Report>;
type Name = keyof typeof REPORTS;

/** Where each report leads from each state; a dash: nothing changes. */
const TABLE: Record<OutboxState, Record<Name, OutboxState | '-'>> = {
  queued: {
    accepted: 'accepted',
    sent: 'sent',
    delivered: 'delivered',
    read: 'read',
    failed: 'failed',
    rejected: '-',
    not_sent: '-',
    unclear: '-',
  },
  deferred: {
    accepted: 'accepted',
    sent: 'sent',
    delivered: 'delivered',
    read: 'read',
    failed: 'failed',
    rejected: '-',
    not_sent: '-',
    unclear: '-',
  },
  refused: {
    accepted: 'accepted',
    sent: 'sent',
    delivered: 'delivered',
    read: 'read',
    failed: 'failed',
    rejected: '-',
    not_sent: '-',
    unclear: '-',
  },
  cancelled: {
    accepted: 'accepted',
    sent: 'sent',
    delivered: 'delivered',
    read: 'read',
    failed: 'failed',
    rejected: '-',
    not_sent: '-',
    unclear: '-',
  },
  attempting: {
    accepted: 'accepted',
    sent: 'sent',
    delivered: 'delivered',
    read: 'read',
    failed: 'failed',
    rejected: 'failed',
    not_sent: 'queued',
    unclear: 'unknown',
  },
  unknown: {
    accepted: 'accepted',
    sent: 'sent',
    delivered: 'delivered',
    read: 'read',
    failed: 'failed',
    rejected: '-',
    not_sent: '-',
    unclear: '-',
  },
  accepted: {
    accepted: 'accepted',
    sent: 'sent',
    delivered: 'delivered',
    read: 'read',
    failed: 'failed',
    rejected: '-',
    not_sent: '-',
    unclear: '-',
  },
  sent: {
    accepted: 'sent',
    sent: '-',
    delivered: 'delivered',
    read: 'read',
    failed: 'failed',
    rejected: '-',
    not_sent: '-',
    unclear: '-',
  },
  delivered: {
    accepted: 'delivered',
    sent: '-',
    delivered: '-',
    read: 'read',
    failed: '-',
    rejected: '-',
    not_sent: '-',
    unclear: '-',
  },
  read: {
    accepted: 'read',
    sent: '-',
    delivered: '-',
    read: '-',
    failed: '-',
    rejected: '-',
    not_sent: '-',
    unclear: '-',
  },
  failed: {
    accepted: 'failed',
    sent: '-',
    delivered: 'delivered',
    read: 'read',
    failed: '-',
    rejected: '-',
    not_sent: '-',
    unclear: '-',
  },
};

describe('P4 every state and every report', () => {
  const cases = OUTBOX_STATES.flatMap((state) =>
    (Object.keys(REPORTS) as Name[]).map((name) => [state, name, TABLE[state][name]] as const),
  );
  test.each(cases)('%s, %s: %s', (state, name, to) => {
    const move = settle(row(state), REPORTS[name], NOW);
    expect(move?.to.state ?? '-').toBe(to);
    if (move) expect(move.from).toEqual({ state, reason: null });
  });

  test('the name that Meta gave is kept, also when a status came first', () => {
    expect(settle(row('delivered'), REPORTS.accepted, NOW)).toMatchObject({
      wamid,
      to: { state: 'delivered' },
    });
    expect(settle(row('attempting'), REPORTS.sent, NOW)).toMatchObject({ wamid });
  });
});

describe('what Meta refuses', () => {
  const MINUTE = 60_000;
  test.each<
    [
      code: number,
      attempts: number,
      retryAfter: number | null,
      state: OutboxState,
      reason: string,
      wait: number | null,
    ]
  >([
    [131048, 1, null, 'deferred', 'account_paused', 10 * MINUTE],
    [190, 1, null, 'deferred', 'account_paused', 10 * MINUTE],
    [131049, 1, null, 'deferred', 'marketing_cap', DAY],
    [131049, 2, null, 'failed', 'marketing_cap', null],
    [131050, 1, null, 'failed', 'platform_stopped', null],
    [131056, 1, null, 'deferred', 'pair_rate', 1000],
    [131056, 9, null, 'deferred', 'pair_rate', 270_000],
    [130429, 1, null, 'deferred', 'throughput', 5000],
    [130429, 2, null, 'deferred', 'throughput', 5000],
    [130429, 1, 90_000, 'deferred', 'throughput', 90_000],
    [130429, 6, null, 'failed', 'meta_130429', null],
    [132015, 1, null, 'failed', 'template_paused', null],
    [130472, 1, null, 'failed', 'meta_130472', null],
    [131026, 1, null, 'failed', 'meta_131026', null],
    [777_777, 1, null, 'failed', 'meta_777777', null],
  ])('%i at attempt %i, Retry-After %p: %s %s', (code, attempts, retryAfter, state, reason, wait) => {
    const move = settle(
      row('attempting', { attempts }),
      { kind: 'rejected', outcome: outcomeOf(code), retryAfter },
      NOW,
    );
    expect(move?.to).toEqual({ state, reason });
    expect(move?.failure).toBe(code);
    expect(move?.notBefore ?? null).toBe(wait === null ? null : NOW + wait);
  });
});

test.each([
  [1, 2000],
  [2, 4000],
  [20, 60_000],
])('a connection refused for the %i. time is tried again after %i ms', (attempts, wait) => {
  expect(settle(row('attempting', { attempts }), REPORTS.not_sent, NOW)?.notBefore).toBe(NOW + wait);
});

test('an unclear reply waits for a status', () => {
  expect(settle(row('attempting'), REPORTS.unclear, NOW)?.notBefore).toBe(NOW + UNCLEAR_WAIT);
});
