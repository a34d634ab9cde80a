import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { listKeys, newKey, revokeKey } from '../../src/http/index.js';
import { addKey, KEY, NOW, Rig } from './rig.js';

describe('keys', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start();
  });
  afterAll(() => rig.stop());

  test.each<[string, Record<string, string>]>([
    ['no header', {}],
    ['an empty header', { Authorization: '' }],
    ['another scheme', { Authorization: `Basic ${btoa(`:${KEY}`)}` }],
    ['an unknown key', { Authorization: 'Bearer nobody' }],
    ['half a key', { Authorization: `Bearer ${KEY.slice(0, -1)}` }],
    ['a key and more', { Authorization: `Bearer ${KEY} more` }],
    ['a very long key', { Authorization: `Bearer ${'x'.repeat(5000)}` }],
    ['the key in another place', { 'X-Api-Key': KEY }],
  ])('%s is refused', async (_, headers) => {
    for (const path of ['/contacts', '/account', '/events', '/nothing-here']) {
      const answer = await rig.api(path, { key: null, headers });
      expect([path, answer.status, answer.body.code]).toEqual([path, 401, 'unauthorized']);
      expect(answer.headers.get('WWW-Authenticate')).toMatch(/^Bearer realm="izin"/);
    }
  });

  test('a key works until it is revoked, and is never stored', async () => {
    const { store } = rig.deps;
    const made = await addKey(store, 'situs donasi', NOW);
    expect(made.key).toMatch(/^izin_[\w-]{43}$/);
    expect((await rig.api('/topics', { key: made.key })).status).toBe(200);
    const { rows } = await sql<object>`select * from api_key`.execute(store.read);
    expect(JSON.stringify(rows)).not.toContain(made.key.slice(5));
    expect(await listKeys(store.read)).toEqual([
      { id: made.id, name: 'situs donasi', createdAt: NOW, revokedAt: null },
    ]);
    expect(await revokeKey(store, made.id, NOW + 1)).toBe(true);
    expect(await revokeKey(store, made.id, NOW + 2)).toBe(false);
    expect((await rig.api('/topics', { key: made.key })).status).toBe(401);
    expect((await listKeys(store.read))[0]?.revokedAt).toBe(NOW + 1);
    expect((await rig.api('/topics')).status).toBe(200);
  });
});

describe('keys over the API', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start();
  });
  afterAll(() => rig.stop());

  test('are registered by their digest, listed and ended', async () => {
    const { key, hash } = newKey();
    const { status, body } = await rig.post('/keys', { name: 'situs donasi', hash });
    expect({ status, body }).toEqual({
      status: 201,
      body: {
        id: expect.stringMatching(/^key_/),
        name: 'situs donasi',
        created_at: '2026-01-05T03:00:00.000Z',
        revoked_at: null,
      },
    });
    expect((await rig.api('/topics', { key })).status).toBe(200);
    expect((await rig.api('/keys')).body.items).toEqual([body]);
    expect((await rig.api(`/keys/${body.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await rig.api('/topics', { key })).status).toBe(401);
    expect((await rig.api(`/keys/${body.id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await rig.api('/keys')).body.items[0].revoked_at).toBe('2026-01-05T03:00:00.000Z');
  });

  test('a key that was given to somebody makes, sees and ends none', async () => {
    const made = await addKey(rig.deps.store, 'other', NOW);
    const { hash } = newKey();
    const refused = [
      await rig.api('/keys', { key: made.key }),
      await rig.api('/keys', { key: made.key, method: 'POST', body: { name: 'mine', hash } }),
      await rig.api(`/keys/${made.id}`, { key: made.key, method: 'DELETE' }),
    ];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      refused.map(() => [403, 'forbidden']),
    );
    expect((await rig.api('/topics', { key: made.key })).status).toBe(200);
  });

  test.each([
    ['too short', 'abc'],
    ['not hexadecimal', 'x'.repeat(64)],
    ['no text', 7],
  ])('a digest that is %s is refused', async (_, hash) => {
    const { status, body } = await rig.post('/keys', { name: 'x', hash });
    expect([status, body.errors[0].path]).toEqual([422, 'hash']);
  });
});

describe('without a key configured', () => {
  test('nothing is open', async () => {
    const rig = await Rig.start({ apiKey: null });
    expect((await rig.api('/topics', { key: 'null' })).status).toBe(401);
    expect((await rig.api('/topics', { key: '' })).status).toBe(401);
    await rig.stop();
  });
});

describe('rate', () => {
  let rig: Rig;
  afterEach(() => rig.stop());

  test('is limited for each key by itself', async () => {
    rig = await Rig.start({ apiRate: 3 });
    const other = await addKey(rig.deps.store, 'other', NOW);
    const answers = await Promise.all(Array.from({ length: 6 }, () => rig.api('/topics')));
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThanOrEqual(3);
    expect(refused[0]?.body.code).toBe('rate_limited');
    expect(Number(refused[0]?.headers.get('Retry-After'))).toBeGreaterThanOrEqual(1);
    expect((await rig.api('/topics', { key: other.key })).status).toBe(200);
  });

  test('is not limited when it is off', async () => {
    rig = await Rig.start({ apiRate: null });
    const answers = await Promise.all(Array.from({ length: 100 }, () => rig.api('/topics')));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
  });
});
