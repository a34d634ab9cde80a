import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Retention } from '../../src/conversation/retention.js';
import { RETENTION_DEFAULTS, type RetentionDays } from '../../src/conversation/retention-policies.js';
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

const file = (id: number, days: number, state = 'fetched') => ({
  event_id: id,
  contact_id: 'ct_1',
  kind: 'image',
  media_id: `m${id}`,
  mime_type: 'image/jpeg',
  filename: 'secret.jpg',
  digest: null,
  state,
  reason: null,
  tries: 0,
  next_at: 0,
  at: NOW - days * DAY,
  type: 'image/jpeg',
  size: 1,
  sha256: state === 'fetched' ? String(id).repeat(64) : null,
  fetched_at: null,
  erased_at: null,
});
const proof = (event: number, days: number, state: string) => ({
  contact_id: 'ct_1',
  event_id: event,
  ticket_id: null,
  amount: 5,
  state,
  at: NOW - days * DAY,
  decided_at: null,
  decided_by: null,
  note: 'secret',
  message: null,
  untold: null,
});
const run = (keep: Partial<RetentionDays> = {}) =>
  new Retention({ store, now: () => NOW, keep: { ...RETENTION_DEFAULTS, ...keep } }).run();
const states = async () =>
  (await store.read.selectFrom('inbound_media').selectAll().orderBy('event_id').execute()).map(
    ({ event_id, state, reason, filename, sha256 }) => [
      event_id,
      state,
      reason,
      filename,
      sha256?.[0] ?? null,
    ],
  );

test('files go after their time, and with their messages at the latest; the report counts them', async () => {
  await store.write((tx) =>
    tx
      .insertInto('inbound_media')
      .values([file(1, 181), file(2, 181, 'waiting'), file(3, 179), file(4, 20)])
      .execute(),
  );
  expect(await run()).toBe(2);
  expect(await states()).toEqual([
    [1, 'gone', 'retention', null, null],
    [2, 'gone', 'retention', null, null],
    [3, 'fetched', null, 'secret.jpg', '3'],
    [4, 'fetched', null, 'secret.jpg', '4'],
  ]);
  const noted = () => store.read.selectFrom('file_removal').select('sha256').execute();
  expect(await noted()).toEqual([{ sha256: '1'.repeat(64) }]);
  expect(await run()).toBe(0);
  const report = await new Retention({ store, now: () => NOW, keep: RETENTION_DEFAULTS }).report();
  expect(report.find(({ policy }) => policy === 'media')).toMatchObject({
    keepDays: 180,
    removed: 0,
    total: 2,
  });
  await run({ messages: 30, media: null });
  expect((await states()).map(([, state]) => state)).toEqual(['gone', 'gone', 'gone', 'fetched']);
});

test('a file that Meta told of late does not hide its neighbour', async () => {
  await store.write((tx) =>
    tx
      .insertInto('inbound_media')
      .values([file(1, 179), file(2, 181)])
      .execute(),
  );
  const retention = (now: number) => new Retention({ store, now: () => now, keep: RETENTION_DEFAULTS });
  await retention(NOW).run();
  expect((await states()).map(([, state]) => state)).toEqual(['fetched', 'gone']);
  await retention(NOW + 2 * DAY).run();
  expect((await states()).map(([, state]) => state)).toEqual(['gone', 'gone']);
});

test('of transfer proofs that were decided on, sum and note go; who waits stays whole', async () => {
  await store.write((tx) =>
    tx
      .insertInto('transfer_proof')
      .values([proof(1, 366, 'confirmed'), proof(2, 366, 'new'), proof(3, 364, 'refused')])
      .execute(),
  );
  await run();
  const rows = await store.read
    .selectFrom('transfer_proof')
    .select(['amount', 'note'])
    .orderBy('number')
    .execute();
  expect(rows).toEqual([
    { amount: null, note: null },
    { amount: 5, note: 'secret' },
    { amount: 5, note: 'secret' },
  ]);
});
