import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
  await rig.topic();
  await rig.topic('laporan-penyaluran');
});
afterAll(() => rig.stop());

let last = 0;
/** A number nobody has yet. */
const phone = () => `0812${String(30_000_000 + ++last)}`;

describe('POST /contacts', () => {
  test.each([
    ['national', '0812-3456-7001', '+6281234567001'],
    ['without the zero', '81234567002', '+6281234567002'],
    ['with the country code alone', '6281234567003', '+6281234567003'],
    ['international', '+62 812 3456 7004', '+6281234567004'],
    ['of another country', '+1 415 555 2671', '+14155552671'],
    ['of another country without the plus', '14155552672', '+14155552672'],
  ])('reads a number written %s', async (_, written, kept) => {
    const answer = await rig.post('/contacts', { phone: written });
    expect(answer.status).toBe(201);
    expect(answer.body.phone).toBe(kept);
    expect(answer.body.identities).toEqual([{ kind: 'phone', value: kept.slice(1) }]);
  });

  test('creates once and updates afterwards', async () => {
    const number = phone();
    const made = await rig.post('/contacts', {
      phone: number,
      name: 'Siti',
      labels: ['b', 'a', 'b'],
      attributes: { kota: 'Solo', umur: 40 },
    });
    const again = await rig.post('/contacts', {
      phone: number,
      language: 'id',
      attributes: { kota: 'Bandung' },
    });
    expect([made.status, again.status]).toEqual([201, 200]);
    expect(again.body).toMatchObject({
      id: made.body.id,
      name: 'Siti',
      language: 'id',
      labels: ['a', 'b'],
      attributes: { kota: 'Bandung', umur: 40 },
      blocks: [],
    });
  });

  test('takes identities as they are listed', async () => {
    const answer = await rig.post('/contacts', { identities: [{ kind: 'bsuid', value: 'ID.abc' }] });
    expect(answer.body).toMatchObject({ phone: null, identities: [{ kind: 'bsuid', value: 'ID.abc' }] });
  });

  test.each<[string, unknown, number, string]>([
    ['no number', { name: 'Siti' }, 422, 'invalid'],
    ['a wrong number', { phone: '12' }, 422, 'invalid_phone'],
    ['words for a number', { phone: 'Siti Aminah' }, 422, 'invalid_phone'],
    ['a language we do not speak', { phone: '081234567890', language: 'jv' }, 422, 'invalid'],
    ['a time zone that does not exist', { phone: '081234567890', timezone: 'Mars/Base' }, 422, 'invalid'],
    ['an attribute that is a list', { phone: '081234567890', attributes: { a: [] } }, 422, 'invalid'],
    ['a list', [], 422, 'invalid'],
    ['null', null, 422, 'invalid'],
  ])('refuses %s', async (_, body, status, code) => {
    const answer = await rig.post('/contacts', body);
    expect(answer.status).toBe(status);
    expect(answer.body.code).toBe(code);
    expect(answer.text).not.toContain('Siti');
  });
});

describe('GET /contacts', () => {
  test('finds by phone, encoded or not, and by topic, state and label', async () => {
    const number = phone();
    const id = await rig.contact(number, { labels: ['khusus'] });
    await rig.subscribe(id);
    const international = `+62${number.slice(1)}`;
    for (const query of [
      `phone=${number}`,
      `phone=${encodeURIComponent(international)}`,
      `phone=${international}`,
      'label=khusus',
      'topic=info-zakat&state=subscribed&label=khusus',
      'state=subscribed',
    ]) {
      const { body } = await rig.api(`/contacts?${query}`);
      expect([query, body.items.map((one: { id: string }) => one.id)]).toEqual([query, [id]]);
    }
    for (const query of [
      'topic=info-zakat&state=declined',
      'topic=laporan-penyaluran',
      'phone=nobody',
      'label=lain',
    ]) {
      expect((await rig.api(`/contacts?${query}`)).body).toEqual({ items: [], next: null });
    }
  });

  test('finds by a block that stands, and hides erased people', async () => {
    const id = await rig.contact(phone());
    await rig.post(`/contacts/${id}/consents`, { event: 'WITHDRAW' });
    expect(
      (await rig.api('/contacts?state=withdrawn_all')).body.items.map((one: { id: string }) => one.id),
    ).toContain(id);
    await rig.api(`/contacts/${id}`, { method: 'DELETE' });
    const ids = async (query: string) =>
      (await rig.api(`/contacts?limit=200${query}`)).body.items.map((one: { id: string }) => one.id);
    expect(await ids('')).not.toContain(id);
    expect(await ids('&state=erased')).toEqual([id]);
  });

  test('gives everybody once, page by page, while others come', async () => {
    const label = 'halaman';
    const made = new Set<string>();
    for (let i = 0; i < 7; i++) made.add(await rig.contact(phone(), { labels: [label] }));
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await rig.api(`/contacts?label=${label}&limit=3${cursor}`);
      seen.push(...body.items.map((one: { id: string }) => one.id));
      rig.clock.at += 1;
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
      await rig.contact(phone());
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen)).toEqual(made);
  });

  test.each([
    ['limit=0', 'invalid_query'],
    ['limit=201', 'invalid_query'],
    ['limit=x', 'invalid_query'],
    ['state=happy', 'invalid_query'],
    ['cursor=%00', 'invalid_cursor'],
    ['cursor=e30', 'invalid_cursor'],
    ['cursor=WzFd', 'invalid_cursor'],
  ])('refuses %s', async (query, code) => {
    const answer = await rig.api(`/contacts?${query}`);
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });
});

test('GET and PATCH /contacts/{id}: null clears', async () => {
  const id = await rig.contact(phone(), { name: 'Siti', attributes: { kota: 'Solo', umur: 40 } });
  const answer = await rig.api(`/contacts/${id}`, {
    method: 'PATCH',
    body: { name: null, timezone: 'Asia/Makassar', attributes: { kota: null } },
  });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ name: null, timezone: 'Asia/Makassar', attributes: { umur: 40 } });
  expect((await rig.api(`/contacts/${id}`)).body).toEqual(answer.body);
});

test.each([
  ['GET', '/contacts/ct_none'],
  ['PATCH', '/contacts/ct_none'],
  ['DELETE', '/contacts/ct_none'],
  ['GET', '/contacts/ct_none/consents'],
  ['GET', '/contacts/ct_none/ledger'],
  ['GET', '/contacts/ct_none/messages'],
  ['GET', '/contacts/ct_none/export'],
])('%s %s is not found', async (method, path) => {
  const answer = await rig.api(path, { method, ...(method === 'PATCH' ? { body: {} } : {}) });
  expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
});

test('GET /contacts/{id}/messages: both ways, newest first, page by page', async () => {
  const id = await rig.contact(phone());
  for (let i = 1; i <= 3; i++) await rig.wrote(id, `pesan ${i}`, (10 - i) * 1000);
  const sent = await rig.post('/messages', { contact: id, purpose: 'service', text: 'jawaban' });
  expect(sent.status).toBe(202);
  const texts: string[] = [];
  let cursor = '';
  for (;;) {
    const { body } = await rig.api(`/contacts/${id}/messages?limit=2${cursor}`);
    texts.push(...body.items.map((one: { text: string }) => one.text));
    if (body.next === null) break;
    cursor = `&cursor=${body.next}`;
  }
  expect(texts).toEqual(['jawaban', 'pesan 3', 'pesan 2', 'pesan 1']);
});
