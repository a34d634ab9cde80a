import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dueMessages, nextDue } from '../../src/outbox/claims.js';
import { enqueue } from '../../src/outbox/enqueue.js';
import { type Move, moveMessages } from '../../src/outbox/moves.js';
import { repeatUnclearReplies, settleInterrupted } from '../../src/outbox/recover.js';
import { recordReports } from '../../src/outbox/reports.js';
import type { OutboxState } from '../../src/outbox/row.js';
import { Store } from '../../src/store/index.js';
import { outcomeOf } from '../../src/whatsapp/errors.js';

const NOW = Date.UTC(2026, 10, 22);
let store: Store;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'izin-outbox-'));
  store = await Store.open(join(folder, 'izin.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

type Purpose = Parameters<typeof enqueue>[1]['purpose'];
const put = (purpose: Purpose, notBefore = NOW) =>
  store.write((tx) =>
    enqueue(
      tx,
      {
        contactId: 'ct_1',
        numberId: '1',
        purpose,
        basis: null,
        content: { type: 'text', body: 'x' },
        notBefore,
      },
      NOW,
    ),
  );
const move = (id: number, from: OutboxState, to: OutboxState, more: Partial<Move> = {}): Move => ({
  id,
  broadcastId: 'bc_1',
  from: { state: from, reason: null },
  to: { state: to, reason: null },
  ...more,
});
const stateOf = async (id: number) =>
  store.read.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const counts = async () =>
  Object.fromEntries(
    (await store.read.selectFrom('broadcast_count').selectAll().execute()).map(({ state, n }) => [state, n]),
  );

test('a message that was put in wakes the sender; one that is undone does not', async () => {
  const heard: string[] = [];
  store.announceTo({ publish: ({ type }) => heard.push(type) });
  await put('service');
  expect(heard).toEqual(['outbox']);
  const undone = store.write(async (tx) => {
    const content = { type: 'text', body: 'x' } as const;
    await enqueue(tx, { contactId: 'ct_1', numberId: '1', purpose: 'service', basis: null, content }, NOW);
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  expect(heard).toEqual(['outbox']);
});

describe('what is due', () => {
  test('service first, then by time; nothing early, nothing left out, no more than asked for', async () => {
    const marketing = await put('marketing', NOW - 9000);
    const permission = await put('permission', NOW - 9000);
    const utility = await put('utility', NOW - 9000);
    const later = await put('service', NOW - 1000);
    const service = await put('service', NOW - 2000);
    await put('service', NOW + 1);
    const ids = async (limit: number, except: number[] = []) =>
      (await dueMessages(store.read, limit, new Set(except), NOW)).map(({ id }) => id);
    expect(await ids(10)).toEqual([service, later, utility, permission, marketing]);
    expect(await ids(3)).toEqual([service, later, utility]);
    expect(await ids(2, [service])).toEqual([later, utility]);
    expect(await nextDue(store.read)).toBe(NOW - 9000);
  });

  test('nothing', async () => {
    expect(await dueMessages(store.read, 10, new Set(), NOW)).toEqual([]);
    expect(await nextDue(store.read)).toBeUndefined();
  });
});

describe('moves', () => {
  test('change the row and the counts together, and only from the state that was read', async () => {
    const id = await put('marketing');
    const twice = move(id, 'queued', 'attempting', { tries: 1, attemptedAt: NOW });
    expect(await store.write((tx) => moveMessages(tx, [twice], NOW))).toEqual(new Set([id]));
    expect(await store.write((tx) => moveMessages(tx, [twice], NOW))).toEqual(new Set());
    expect(await stateOf(id)).toMatchObject({ state: 'attempting', attempts: 1, attempted_at: NOW });
    expect(await counts()).toEqual({ queued: -1, attempting: 1 });
    await store.write((tx) => moveMessages(tx, [move(id, 'attempting', 'accepted', { wamid: 'w' })], NOW));
    await store.write((tx) => moveMessages(tx, [move(id, 'accepted', 'read')], NOW));
    expect(await stateOf(id)).toMatchObject({ state: 'read', wamid: 'w', attempts: 1 });
    expect(await counts()).toEqual({ queued: -1, attempting: 0, accepted: 0, read: 1 });
  });

  test('of nothing do nothing', async () => {
    expect(await store.write((tx) => moveMessages(tx, [], NOW))).toEqual(new Set());
  });
});

describe('P4 after a crash', () => {
  test('what was being attempted is unknown; only a reply goes again, and not for ever', async () => {
    const reply = await put('service');
    const news = await put('marketing');
    const attempt = (id: number, from: OutboxState) =>
      store.write((tx) =>
        moveMessages(tx, [move(id, from, 'attempting', { tries: 1, broadcastId: null })], NOW),
      );
    await attempt(reply, 'queued');
    await attempt(news, 'queued');
    expect(await settleInterrupted(store, NOW)).toBe(2);
    expect(await settleInterrupted(store, NOW)).toBe(0);
    expect((await stateOf(reply)).state).toBe('unknown');
    expect(await repeatUnclearReplies(store, NOW + 4999)).toBe(0);
    expect(await repeatUnclearReplies(store, NOW + 5000)).toBe(1);
    expect([(await stateOf(reply)).state, (await stateOf(news)).state]).toEqual(['queued', 'unknown']);
    for (const tries of [2, 3]) {
      await attempt(reply, 'queued');
      await settleInterrupted(store, NOW);
      expect(await repeatUnclearReplies(store, NOW + 5000)).toBe(tries < 3 ? 1 : 0);
    }
    expect((await stateOf(reply)).state).toBe('unknown');
    expect(await repeatUnclearReplies(store, NOW + 1e12)).toBe(0);
  });
});

describe('reports', () => {
  const status = (name: 'sent' | 'delivered') =>
    ({ kind: 'status', status: name, wamid: 'w', at: NOW }) as const;
  test('find their message by our id or by the wamid; several of one message become one move', async () => {
    const id = await put('marketing');
    await store.write((tx) => moveMessages(tx, [move(id, 'queued', 'attempting', { wamid: 'w' })], NOW));
    const heard: number[] = [];
    const known = await store.write((tx) =>
      recordReports(
        tx,
        [
          { wamid: 'w', report: status('sent'), at: NOW },
          { id, report: status('delivered'), at: NOW },
          {
            id,
            wamid: 'w',
            report: { kind: 'failed', outcome: outcomeOf(131026), wamid: 'w', at: NOW },
            at: NOW,
          },
          { wamid: 'of another program', report: status('sent'), at: NOW },
          { id: 999, report: status('sent'), at: NOW },
        ],
        async (_, { outcome }) => {
          heard.push(outcome.code);
        },
        NOW,
      ),
    );
    expect(known).toBe(3);
    expect((await stateOf(id)).state).toBe('delivered');
    // The failure moves nothing, but what it says about the person counts.
    expect(heard).toEqual([131026]);
  });
});
