import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NOW, NUMBER, Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

test('health in words, and a person can go on', async () => {
  expect((await rig.api('/account')).body).toEqual({
    environment: 'live',
    number_id: NUMBER,
    health: 'ok',
    quality: 'UNKNOWN',
    tier: { limit: null, used: 0 },
    pauses: [],
  });
  const { store, account } = rig.deps;
  await store.write((tx) => account.record(tx, { type: 'QUALITY', at: NOW, quality: 'RED' }, NOW));
  const { body } = await rig.api('/account');
  expect(body).toMatchObject({
    health: 'paused',
    quality: 'RED',
    pauses: [{ scope: 'marketing', reason: 'quality_red', since: '2026-01-05T03:00:00.000Z', until: null }],
  });
  expect(body.pauses[0].message.id).toMatch(/merah/);

  const seen: string[] = [];
  rig.deps.bus.subscribe('*', ({ type }) => void seen.push(type));
  expect((await rig.post('/account/resume')).body).toMatchObject({ health: 'ok', pauses: [] });
  expect(seen).toEqual(['account', 'outbox']);
  const first = (await rig.api('/account/events?limit=1')).body;
  const second = (await rig.api(`/account/events?limit=1&cursor=${first.next}`)).body;
  expect([...first.items, ...second.items].map((one) => one.kind)).toEqual(['RESUME', 'QUALITY']);
  expect(second.next).toBeNull();
});

test('a block by Meta is not lifted by us', async () => {
  const { store, account } = rig.deps;
  await store.write((tx) => account.record(tx, { type: 'BAN', at: NOW, state: 'DISABLE' }, NOW));
  expect((await rig.post('/account/resume')).body.health).toBe('blocked');
});

test('failed events, newest first', async () => {
  const event = (key: string, state: string) => ({
    key,
    kind: 'message',
    field: 'messages',
    waba_id: '2',
    number_id: null,
    contact_id: null,
    at: NOW,
    received_at: NOW,
    identities: '[]',
    standby: 0,
    payload: '{"item":{"text":"rahasia"}}',
    state,
    ready_at: NOW,
    attempts: 5,
    error: 'TypeError',
  });
  await rig.deps.store.write((tx) =>
    tx
      .insertInto('event')
      .values([event('a', 'failed'), event('b', 'done'), event('c', 'failed')])
      .execute(),
  );
  const answer = await rig.api('/failed-events');
  expect(answer.body.items.map((one: { id: number }) => one.id)).toEqual([3, 1]);
  expect(answer.body.items[0]).toMatchObject({ kind: 'message', attempts: 5, error: 'TypeError' });
  expect(answer.text).not.toContain('rahasia');
  const again = (id: number | string) => rig.post(`/failed-events/${id}/retry`);
  for (let i = 0; i < 2; i += 1)
    expect(await again(1)).toMatchObject({ status: 202, body: { id: 1, state: 'pending' } });
  expect(await again(2)).toMatchObject({ status: 202, body: { id: 2, state: 'done' } });
  for (const id of [99, 'x', 0]) expect([404, 422]).toContain((await again(id)).status);
  await rig.deps.store.write((tx) =>
    tx.updateTable('event').set({ payload: null }).where('id', '=', 3).execute(),
  );
  expect(await again(3)).toMatchObject({ status: 409, body: { code: 'event_forgotten' } });
  expect((await rig.api('/failed-events')).body.items.map((one: { id: number }) => one.id)).toEqual([3]);
});
