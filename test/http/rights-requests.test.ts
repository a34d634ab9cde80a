import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pagesOf, textOf } from '../documents/pdf-text.js';
import { Rig } from './rig.js';

const HOUR = 3_600_000;
let rig: Rig;
let id: string;
beforeAll(async () => {
  rig = await Rig.start();
  await rig.topic();
  id = await rig.contact('081255500011');
});
afterAll(() => rig.stop());

const metric = async (name: string) => {
  const text = await (await fetch(`${rig.url}/metrics`)).text();
  return Number(new RegExp(`^izin_${name} (\\d+)$`, 'm').exec(text)?.[1]);
};
const blocks = async () => (await rig.api(`/contacts/${id}`)).body.blocks;

describe('a request that came by letter', () => {
  test('has a number and a clock that runs from when they asked', async () => {
    const asked_at = new Date(rig.clock.at - 71 * HOUR).toISOString();
    const { status, body } = await rig.post('/rights-requests', {
      contact: id,
      kind: 'correction',
      asked_at,
    });
    expect([status, body.state, body.overdue]).toEqual([201, 'open', false]);
    expect(Date.parse(body.due_at) - Date.parse(asked_at)).toBe(72 * HOUR);
    expect([await metric('rights_open'), await metric('rights_overdue')]).toEqual([1, 0]);
    rig.clock.at += HOUR;
    expect([await metric('rights_open'), await metric('rights_overdue')]).toEqual([1, 1]);
    const { items } = (await rig.api('/rights-requests?overdue=true')).body;
    expect(items).toMatchObject([{ number: body.number, overdue: true }]);
  });

  test('asked again while it waits, it is the same one', async () => {
    const again = await rig.post('/rights-requests', { contact: id, kind: 'correction', note: 'alamat' });
    const { items } = (await rig.api(`/rights-requests?contact=${id}`)).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ number: again.body.number, detail: { note: 'alamat' } });
  });

  test('a refusal needs its reason, and what is closed stays closed', async () => {
    const { number } = (await rig.api('/rights-requests')).body.items[0];
    const complete = (body: object) => rig.post(`/rights-requests/${number}/complete`, body);
    expect((await complete({ outcome: 'refused' })).status).toBe(422);
    const done = await complete({ answer: 'sudah diperbaiki' });
    expect(done.body).toMatchObject({
      state: 'done',
      overdue: false,
      detail: { answer: 'sudah diperbaiki' },
    });
    expect((await complete({})).body.code).toBe('rights_request_closed');
    expect((await rig.post('/rights-requests/999/complete', {})).status).toBe(404);
  });

  test('a restriction holds updates at once; a withdrawal stops them and is done', async () => {
    expect((await rig.post('/rights-requests', { contact: id, kind: 'restriction' })).body.state).toBe(
      'open',
    );
    expect(await blocks()).toEqual(['suspended']);
    expect((await rig.post('/rights-requests', { contact: id, kind: 'withdrawal' })).body.state).toBe('done');
    expect(await blocks()).toEqual(expect.arrayContaining(['suspended', 'withdrawn_all']));
  });

  test('only the erasure itself fulfils a request for it, and empties what stood in them', async () => {
    const note = 'surat tanggal 5 Januari';
    const { number } = (await rig.post('/rights-requests', { contact: id, kind: 'erasure', note })).body;
    const early = await rig.post(`/rights-requests/${number}/complete`, {});
    expect([early.status, early.body.code]).toEqual([409, 'rights_erasure_open']);
    expect((await rig.api(`/contacts/${id}`, { method: 'DELETE' })).status).toBe(204);
    const { items } = (await rig.api(`/rights-requests?contact=${id}`)).body;
    expect(items[0]).toMatchObject({ number, kind: 'erasure', state: 'done', detail: null });
    expect(items.every((one: { detail: unknown }) => one.detail === null)).toBe(true);
    const again = await rig.post('/rights-requests', { contact: id, kind: 'access' });
    expect([again.status, again.body.code]).toEqual([409, 'erased']);
  });

  test('nobody can have asked tomorrow', async () => {
    const contact = await rig.contact('081255500012');
    const asked_at = new Date(rig.clock.at + HOUR).toISOString();
    expect((await rig.post('/rights-requests', { contact, kind: 'access', asked_at })).status).toBe(422);
  });
});

test('a person’s data come as a PDF for who prefers it, in either language', async () => {
  const contact = await rig.contact('081255500013');
  await rig.api(`/contacts/${contact}`, { method: 'PATCH', body: { name: 'Ayu 🌸 عائشة' } });
  for (const [path, accept, words] of [
    ['export', 'application/pdf', 'Salinan data Anda'],
    ['export.pdf?language=en', '*/*', 'A copy of your data'],
  ] as const) {
    const response = await fetch(`${rig.url}/api/v1/contacts/${contact}/${path}`, {
      headers: { authorization: 'Bearer a-first-key-for-tests', accept },
    });
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).not.toContain('Ayu');
    const pdf = Buffer.from(await response.arrayBuffer());
    expect(pagesOf(pdf)).toBe(1);
    for (const part of [words, 'Ayu [*]', '0812-5550-0013']) expect(textOf(pdf)).toContain(part);
  }
  expect((await rig.api(`/contacts/${contact}/export`)).body.contact.name).toBe('Ayu 🌸 عائشة');
});

test('retention tells what it keeps', async () => {
  const { items } = (await rig.api('/retention')).body;
  expect(items).toContainEqual({ policy: 'messages', keep_days: 365, ran_at: null, removed: 0, total: 0 });
});
