import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lateRetention, Retention } from '../../src/conversation/retention.js';
import { RETENTION_DEFAULTS, readRetention } from '../../src/conversation/retention-policies.js';
import { Store } from '../../src/store/index.js';

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 5, 1);
let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'izin-retention-'));
  store = await Store.open(join(folder, 'izin.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const event = (key: string, kind: string, state: string, days: number) => ({
  key,
  kind,
  field: 'messages',
  waba_id: '2',
  number_id: null,
  contact_id: 'ct_1',
  at: NOW - days * DAY,
  received_at: NOW - days * DAY,
  identities: '[{"kind":"phone","value":"6281"}]',
  standby: 0,
  payload: '{"secret":1}',
  state,
  ready_at: 0,
  attempts: 0,
  error: null,
});
const message = (broadcast: string | null, state: string, days: number, contact = 'ct_1') => ({
  contact_id: contact,
  number_id: '1',
  purpose: broadcast === null ? 'service' : 'marketing',
  topic: null,
  basis: '{}',
  content: '{"type":"text","body":"secret"}',
  wording: null,
  broadcast_id: broadcast,
  batch: 0,
  priority: 0,
  state,
  reason: null,
  not_before: 0,
  expires_at: null,
  created_at: NOW - days * DAY,
  attempted_at: null,
  updated_at: NOW - days * DAY,
  attempts: 1,
  wamid: `wamid.${broadcast}${days}`,
  failure: null,
});
const kept = async () =>
  (await store.read.selectFrom('event').select('key').orderBy('id').execute()).map((row) => row.key);
const run = (at = NOW) => new Retention({ store, now: () => at, keep: RETENTION_DEFAULTS });

test.each([
  ['', RETENTION_DEFAULTS],
  ['messages=30d', { ...RETENTION_DEFAULTS, messages: 30 }],
  [' messages = , tickets=1d', { ...RETENTION_DEFAULTS, messages: null, tickets: 1 }],
])('IZIN_RETENTION=%j', (text, days) => expect(readRetention(text)).toEqual(days));
test.each(['messages', 'chats=3d', 'messages=3', 'messages=-1d', 'raw_events=7d', 'tickets=0d'])(
  'IZIN_RETENTION=%j is refused',
  (text) => expect(() => readRetention(text)).toThrow(),
);

describe('a round', () => {
  test('questions without an answer go, and who was answered; totals stay', async () => {
    const question = (days: number) => ({
      contact_id: 'ct_1',
      language: 'id',
      text: 'secret',
      at: NOW - days * DAY,
      offered: 0,
    });
    const given = (entry: string, days: number) => ({
      contact_id: 'ct_1',
      entry,
      at: NOW - days * DAY,
      helpful: 1,
      handed_over: 0,
    });
    await store.write(async (tx) => {
      await tx
        .insertInto('faq_question')
        .values([question(181), question(179)])
        .execute();
      await tx
        .insertInto('faq_answer')
        .values([given('a', 181), given('b', 179)])
        .execute();
      await tx.insertInto('faq_count').values({ entry: 'a', what: 'answered', n: 1 }).execute();
    });
    await run().run();
    const left = async (table: 'faq_question' | 'faq_answer') =>
      (await store.read.selectFrom(table).select('at').execute()).map(({ at }) => (NOW - at) / DAY);
    expect([await left('faq_question'), await left('faq_answer')]).toEqual([[179], [179]]);
    expect(await store.read.selectFrom('faq_count').select('n').execute()).toEqual([{ n: 1 }]);
  });

  test('events go by their kind; what waits or failed lately stays', async () => {
    await store.write((tx) =>
      tx
        .insertInto('event')
        .values([
          event('old failed', 'message', 'failed', 400),
          event('old waiting', 'status', 'pending', 400),
          event('old message', 'message', 'done', 366),
          event('message', 'message', 'done', 364),
          event('failed', 'message', 'failed', 80),
          event('old status', 'status', 'done', 15),
          event('old foreign', 'unknown', 'ignored', 15),
          event('status', 'status', 'done', 13),
        ])
        .execute(),
    );
    await run().run();
    expect(await kept()).toEqual(['old waiting', 'message', 'failed', 'status']);
    // What has aged since goes in a later round, although the first has passed it by.
    await run(NOW + 2 * DAY).run();
    expect(await kept()).toEqual(['old waiting', 'failed']);
  });

  test('replies go whole; who got a broadcast stays, without what was said', async () => {
    await store.write((tx) =>
      tx
        .insertInto('outbox')
        .values([
          message(null, 'read', 400),
          message('bc_1', 'read', 400),
          message(null, 'queued', 400),
          message(null, 'read', 1),
        ])
        .execute(),
    );
    await run().run();
    const rows = await store.read.selectFrom('outbox').selectAll().orderBy('id').execute();
    expect(
      rows.map((row) => [row.broadcast_id, row.state, row.content === null, row.wamid === null]),
    ).toEqual([
      ['bc_1', 'read', true, true],
      [null, 'queued', false, false],
      [null, 'read', false, false],
    ]);
  });

  test('closed tickets, idle conversations and closed requests lose their words', async () => {
    const ticket = (id: string, closed: number | null) => ({
      id,
      contact_id: id,
      number_id: '1',
      state: closed === null ? 'open' : 'closed',
      reason: 'secret',
      assignee: null,
      opened_at: NOW - 500 * DAY,
      first_reply_at: null,
      closed_at: closed,
    });
    const request = (closed: number | null) => ({
      contact_id: 'ct_1',
      kind: 'correction',
      state: closed === null ? 'open' : 'done',
      source: 'text',
      actor: 'customer',
      asked_at: 0,
      due_at: 0,
      closed_at: closed,
      closed_by: null,
      detail: '{"note":"secret"}',
    });
    const talk = (id: string, days: number) => ({
      contact_id: id,
      number_id: '1',
      release: 'r',
      state: '{}',
      updated_at: NOW - days * DAY,
    });
    await store.write(async (tx) => {
      await tx
        .insertInto('ticket')
        .values([ticket('tk_1', NOW - 366 * DAY), ticket('tk_2', null), ticket('tk_3', NOW - DAY)])
        .execute();
      await tx
        .insertInto('ticket_note')
        .values(['tk_1', 'tk_2'].map((id) => ({ ticket_id: id, author: 'a', text: 'secret', at: 1 })))
        .execute();
      await tx
        .insertInto('rights_request')
        .values([request(NOW - 1096 * DAY), request(null)])
        .execute();
      await tx
        .insertInto('conversation')
        .values([talk('ct_1', 366), talk('ct_2', 3)])
        .execute();
    });
    await run().run();
    const tickets = await store.read.selectFrom('ticket').select(['id', 'reason']).orderBy('id').execute();
    expect(tickets.map((row) => row.reason)).toEqual([null, 'secret', 'secret']);
    const notes = await store.read.selectFrom('ticket_note').select('ticket_id').execute();
    expect(notes.map((row) => row.ticket_id)).toEqual(['tk_2']);
    const details = await store.read
      .selectFrom('rights_request')
      .select('detail')
      .orderBy('number')
      .execute();
    expect(details.map((row) => row.detail === null)).toEqual([true, false]);
    const talks = await store.read.selectFrom('conversation').select('contact_id').execute();
    expect(talks.map((row) => row.contact_id)).toEqual(['ct_2']);
  });

  test('a thousand old events go in pages, and the report counts them', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => event(`k${i}`, 'status', 'done', 30));
    for (let i = 0; i < 1000; i += 100)
      await store.write((tx) =>
        tx
          .insertInto('event')
          .values(rows.slice(i, i + 100))
          .execute(),
      );
    const retention = run();
    expect(await retention.run()).toBe(1000);
    expect(await kept()).toEqual([]);
    const [raw] = await retention.report();
    expect(raw).toEqual({ policy: 'raw_events', keepDays: 14, ranAt: NOW, removed: 1000, total: 1000 });
    expect(await retention.run()).toBe(0);
    expect((await retention.report())[0]).toMatchObject({ removed: 0, total: 1000 });
    expect(lateRetention(await retention.report(), NOW + DAY / 2)).toEqual([]);
    expect(lateRetention(await retention.report(), NOW + 2 * DAY)).not.toEqual([]);
  });
});
