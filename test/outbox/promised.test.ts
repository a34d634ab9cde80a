import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addTopic, editTopic } from '../../src/consent/topic-change.js';
import { readFacts } from '../../src/outbox/facts.js';
import { Store } from '../../src/store/index.js';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 24 * 3_600_000;
let store: Store;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'izin-promised-'));
  store = await Store.open(join(folder, 'izin.db'));
  await store.write(async (tx) => {
    const words = { id: 'x', en: 'x' };
    const topic = { id: 'zakat', name: words, description: words };
    await addTopic(tx, { ...topic, frequency: { messages: 1, days: 30 } }, NOW);
    await editTopic(tx, 'zakat', { frequency: { messages: 4, days: 30 } }, NOW);
    await editTopic(tx, 'zakat', { frequency: null }, NOW);
    await addTopic(tx, { ...topic, id: 'lain' }, NOW);
    const sent: [string, string, number][] = [
      ['ct_1', 'zakat', 40],
      ['ct_1', 'zakat', 20],
      ['ct_1', 'lain', 10],
    ];
    for (const contact of ['ct_1', 'ct_2', 'ct_3', 'ct_4']) {
      const version = Number(contact.at(-1));
      await tx
        .insertInto('consent')
        .values({
          contact_id: contact,
          topic: 'zakat',
          state: 'subscribed',
          since: NOW,
          version: 1,
          asked: 0,
          environment: 'live',
          evidence: '{}',
          topic_version: version === 4 ? null : version,
        })
        .execute();
    }
    for (const [contact, topic, days] of sent) {
      await tx
        .insertInto('outbox')
        .values({
          contact_id: contact,
          number_id: '1',
          purpose: 'marketing',
          topic,
          priority: 3,
          state: 'read',
          not_before: 0,
          created_at: 0,
          attempted_at: NOW - days * DAY,
          updated_at: 0,
          attempts: 1,
        })
        .execute();
    }
  });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const factsOf = async (contactId: string, cap: { messages: number; period: number } | null) => {
  const row = {
    id: 1,
    contactId,
    numberId: '1',
    purpose: 'marketing',
    topic: 'zakat',
    basis: null,
    content: null,
    broadcastId: null,
    state: 'queued',
    reason: null,
    expiresAt: null,
    attempts: 0,
    attemptedAt: null,
  } as const;
  const sources = {
    environment: 'live' as const,
    timezone: 'Asia/Jakarta',
    cap,
    quietUntil: () => null,
    account: () => ({ blocked: false, paused: null, marketingPaused: null, templatesPaused: null }),
    tierFreeAt: () => null,
  };
  const { recent, promised } =
    (await readFacts(store.read, [row], new Map(), sources, NOW)).get(1)?.facts ?? {};
  return { recent, promised };
};

test('people are written to as often as the version says that they agreed to', async () => {
  expect(await factsOf('ct_1', null)).toEqual({
    recent: [],
    promised: { cap: { messages: 1, period: 30 * DAY }, recent: [NOW - 20 * DAY] },
  });
  expect((await factsOf('ct_2', null)).promised?.cap.messages).toBe(4);
  expect((await factsOf('ct_3', null)).promised).toBeUndefined();
  expect((await factsOf('ct_4', null)).promised).toBeUndefined();
});

test('the cap of the organisation counts all topics within its own period', async () => {
  expect((await factsOf('ct_1', { messages: 2, period: 15 * DAY })).recent).toEqual([NOW - 10 * DAY]);
});
