import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Rig } from './rig.js';

let rig: Rig;
let seen: string[] = [];
beforeAll(async () => {
  rig = await Rig.start();
  await rig.topic();
  await rig.template('laporan', 'MARKETING');
  for (let i = 0; i < 3; i++)
    await rig.subscribe(await rig.contact(`0817000100${i}0`, { labels: ['donatur'] }));
  rig.deps.bus.subscribe('*', ({ type }) => void seen.push(type));
});
afterAll(() => rig.stop());

const draft = (more: object = {}) => ({
  name: 'Laporan Januari',
  topic: 'info-zakat',
  template: { name: 'laporan', language: 'id', parameters: ['{{nama|Kak}}'] },
  audience: { all: true },
  ...more,
});

test('a broadcast from draft to cancelled', async () => {
  const made = await rig.post('/broadcasts', draft());
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    state: 'draft',
    name: 'Laporan Januari',
    schedule_at: null,
    counts: { queued: 0, delivered: 0, by_reason: {}, reasons: [] },
  });
  const at = `/broadcasts/${made.body.id}`;
  expect((await rig.api(at)).body).toEqual(made.body);

  const preflight = await rig.post(`${at}/preflight`);
  expect(preflight.body.checks.length).toBeGreaterThan(0);
  expect(preflight.body.checks[0].message).toEqual({ id: expect.any(String), en: expect.any(String) });

  seen = [];
  const started = await rig.post(`${at}/start`);
  expect([started.status, started.body.state, started.body.actor]).toEqual([200, 'running', 'API']);
  expect(seen).toContain('outbox');
  expect((await rig.post(`${at}/pause`)).body.state).toBe('paused');
  expect((await rig.post(`${at}/resume`)).body.state).toBe('running');
  expect((await rig.post(`${at}/cancel`)).body.state).toBe('cancelled');
  const again = await rig.post(`${at}/start`);
  expect([again.status, again.body.code]).toEqual([409, 'invalid_state']);
  expect((await rig.api(`${at}/recipients`)).body).toEqual({ items: [], next: null });
  expect((await rig.api('/broadcasts?state=cancelled')).body.items).toHaveLength(1);
  expect((await rig.api('/broadcasts?state=running')).body.items).toEqual([]);
});

test('counts add up by reason, whatever the status', async () => {
  const { body } = await rig.post('/broadcasts', draft());
  const rows = [
    ['refused', 'opted_out', 4],
    ['refused', 'marketing_cap', 2],
    ['deferred', 'marketing_cap', 3],
    ['delivered', '', 5],
  ] as const;
  await rig.deps.store.write((tx) =>
    tx
      .insertInto('broadcast_count')
      .values(rows.map(([state, reason, n]) => ({ broadcast_id: body.id, state, reason, n })))
      .execute(),
  );
  const { counts } = (await rig.api(`/broadcasts/${body.id}`)).body;
  expect(counts).toMatchObject({ refused: 6, deferred: 3, delivered: 5 });
  expect(counts.by_reason).toEqual({ opted_out: 4, marketing_cap: 5 });
});

test('a broadcast with a time waits for it', async () => {
  const { body } = await rig.post('/broadcasts', draft({ schedule_at: '2026-01-06T09:00:00+07:00' }));
  expect(body.schedule_at).toBe('2026-01-06T02:00:00.000Z');
  expect((await rig.post(`/broadcasts/${body.id}/start`)).body.state).toBe('scheduled');
});

test.each<[string, object, string]>([
  ['an unknown topic', { topic: 'cuaca' }, 'unknown_topic'],
  ['an unknown template', { template: { name: 'hantu', language: 'id' } }, 'unknown_template'],
  ['an unknown segment', { audience: { segment: 'sg_none' } }, 'unknown_segment'],
  ['no audience', { audience: {} }, 'invalid_audience'],
  ['no name', { name: ' ' }, 'invalid'],
  ['a time without a zone', { schedule_at: '2026-01-06T09:00:00' }, 'invalid'],
])('refuses %s', async (_, more, code) => {
  const answer = await rig.post('/broadcasts', draft(more));
  expect([answer.status, answer.body.code]).toEqual([422, code]);
});

test('a start that preflight forbids says which checks failed', async () => {
  await rig.template('ditolak', 'MARKETING', 'REJECTED');
  const { body } = await rig.post(
    '/broadcasts',
    draft({ template: { name: 'ditolak', language: 'id', parameters: ['x'] } }),
  );
  const answer = await rig.post(`/broadcasts/${body.id}/start`);
  expect([answer.status, answer.body.code]).toEqual([409, 'preflight_failed']);
  expect(answer.body.checks.some((check: { level: string }) => check.level === 'error')).toBe(true);
});

test.each(['', '/recipients'])('GET of an unknown broadcast%s is not found', async (rest) => {
  const answer = await rig.api(`/broadcasts/bc_none${rest}`);
  expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
});

test('segments and templates', async () => {
  const made = await rig.post('/segments', { name: 'Donatur', filter: { labels: ['donatur'] } });
  expect(made.status).toBe(201);
  expect((await rig.api('/segments')).body.items).toEqual([made.body]);
  expect((await rig.post('/segments', { name: 'Semua', filter: {} })).body.code).toBe('invalid_audience');
  const { items } = (await rig.api('/templates')).body;
  expect(items.map((one: { name: string }) => one.name)).toContain('laporan');
  expect((await rig.post('/templates/sync')).body).toEqual({ templates: 0 });
});

test('topics come in the order offered', async () => {
  for (const id of ['kedua', 'ketiga']) await rig.post('/topics', { id, name: { id, en: id } });
  await rig.post('/topics', {
    id: 'utama',
    name: { id: 'Utama', en: 'Main' },
    description: { id: 'a', en: 'b' },
    position: 0,
  });
  expect((await rig.api('/topics')).body.items.map((one: { id: string }) => one.id)).toEqual([
    'utama',
    'info-zakat',
    'kedua',
    'ketiga',
  ]);
  const again = await rig.post('/topics', { id: 'kedua', name: { id: 'x', en: 'y' } });
  expect([again.status, again.body.code]).toEqual([409, 'already_exists']);
  expect((await rig.post('/topics', { id: 'all', name: { id: 'x', en: 'y' } })).status).toBe(422);
});
