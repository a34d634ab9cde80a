import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Store, StoreUnavailableError } from '../../src/store/index.js';
import { addKey, NOW, Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
  await rig.topic();
});
afterAll(() => rig.stop());

const HOUR = 60 * 60 * 1000;
let last = 0;
const key = () => ({ 'Idempotency-Key': `k-${++last}` });
const ledgerOf = async (id: string) => (await rig.api(`/contacts/${id}/ledger`)).body.items.length as number;
const request = { topic: 'info-zakat', event: 'REQUEST', evidence: 'form-1' };

test('the same request again has no second effect and gets the same answer', async () => {
  const id = await rig.contact('081511110001');
  const headers = key();
  const first = await rig.post(`/contacts/${id}/consents`, request, headers);
  rig.clock.at += 1000;
  const again = await rig.post(`/contacts/${id}/consents`, request, headers);
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect([first, again].map((one) => one.headers.get('Idempotency-Replayed'))).toEqual([null, 'true']);
  expect(await ledgerOf(id)).toBe(1);
});

test('twins at the same moment do the work once', async () => {
  const id = await rig.contact('081511110002');
  const headers = key();
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => rig.post(`/contacts/${id}/consents`, request, headers)),
  );
  expect(new Set(answers.map((one) => one.text)).size).toBe(1);
  expect(new Set(answers.map((one) => one.status))).toEqual(new Set([201]));
  expect(await ledgerOf(id)).toBe(1);
});

test.each<[string, string, object]>([
  ['another body', '', { ...request, evidence: 'form-2' }],
  ['another address', '?x=1', request],
])('%s under the same key is refused', async (_, query, body) => {
  const id = await rig.contact('081511110003');
  const headers = key();
  await rig.post(`/contacts/${id}/consents`, request, headers);
  const before = await ledgerOf(id);
  const other = await rig.send(`/api/v1/contacts/${id}/consents${query}`, { body, headers });
  expect([other.status, other.body.code]).toEqual([409, 'idempotency_conflict']);
  expect(await ledgerOf(id)).toBe(before);
});

test('keys of different API keys do not meet', async () => {
  const id = await rig.contact('081511110004');
  const other = await addKey(rig.deps.store, 'other', NOW);
  const headers = key();
  await rig.post(`/contacts/${id}/consents`, request, headers);
  const theirs = await rig.api(`/contacts/${id}/consents`, { body: request, headers, key: other.key });
  expect(theirs.headers.get('Idempotency-Replayed')).toBeNull();
  expect(await ledgerOf(id)).toBe(2);
});

test('a refusal leaves the key free', async () => {
  const headers = key();
  const body = { id: 'baru', name: { id: 'Baru', en: 'New' } };
  expect((await rig.post('/contacts/ct_none/consents', { event: 'WITHDRAW' }, headers)).status).toBe(404);
  expect((await rig.post('/topics', { ...body, id: 'No Slug' }, headers)).status).toBe(422);
  expect((await rig.post('/topics', body, headers)).status).toBe(201);
});

test.each(['a b', 'x'.repeat(256), 'caf\u00e9'])('a key such as %j is refused', async (bad) => {
  const answer = await rig.post(
    '/topics',
    { id: 'tidak-jadi', name: { id: 'a', en: 'b' } },
    { 'Idempotency-Key': bad },
  );
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
});

test('what a crash cut off is never done a second time', async () => {
  const id = await rig.contact('081511110005');
  const headers = key();
  await rig.deps.store.write((tx) =>
    tx
      .insertInto('idempotency')
      .values({
        api_key_id: 'key_environment',
        key: headers['Idempotency-Key'],
        request_hash: 'arriving',
        status: 0,
        body: '',
        at: rig.clock.at,
      })
      .execute(),
  );
  const soon = await rig.post(`/contacts/${id}/consents`, request, headers);
  expect([soon.status, soon.body.code, soon.headers.get('Retry-After')]).toEqual([
    409,
    'idempotency_in_progress',
    '1',
  ]);
  rig.clock.at += HOUR;
  const later = await rig.post(`/contacts/${id}/consents`, request, headers);
  expect([later.status, later.body.code]).toEqual([409, 'idempotency_unclear']);
  expect(await ledgerOf(id)).toBe(0);
});

test('a key is forgotten after a day', async () => {
  const id = await rig.contact('081511110006');
  const headers = key();
  await rig.post(`/contacts/${id}/consents`, request, headers);
  rig.clock.at += 25 * HOUR;
  const again = await rig.post(`/contacts/${id}/consents`, request, headers);
  expect(again.headers.get('Idempotency-Replayed')).toBeNull();
  expect(await ledgerOf(id)).toBe(2);
});

test('a database that goes away: 503, and the same key works when it is back', async () => {
  const real = await Store.open(':memory:');
  let away = false;
  const store = {
    read: real.read,
    announceTo: () => undefined,
    close: () => real.close(),
    write: ((run) =>
      away ? Promise.reject(new StoreUnavailableError('away')) : real.write(run)) as Store['write'],
  } as unknown as Store;
  const other = await Rig.start({ store });
  const headers = key();
  const body = { id: 'info-zakat', name: { id: 'a', en: 'b' } };
  away = true;
  const refused = await other.post('/topics', body, headers);
  expect([refused.status, refused.body.code, refused.headers.get('Retry-After')]).toEqual([
    503,
    'unavailable',
    '5',
  ]);
  expect((await other.send('/readyz', { key: null })).status).toBe(503);
  away = false;
  expect((await other.post('/topics', body, headers)).status).toBe(201);
  await other.stop();
});
