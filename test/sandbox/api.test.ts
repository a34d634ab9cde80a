import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Rig, siti, startRig, template } from './rig.js';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

interface Summary {
  phone: string;
  name: string;
  unread: number;
  windowOpen: boolean;
}
const customers = async () => (await rig.call('GET', '/sandbox/api/customers')).body as { items: Summary[] };
const report = ['Mei 2026', '128'];

test('begins with several people, and takes a new one', async () => {
  expect((await customers()).items).toHaveLength(4);
  const answer = await rig.call('POST', '/sandbox/api/customers', {
    phone: '+62 812-0000-0077',
    name: 'Dewi',
  });
  expect(answer).toMatchObject({ status: 201, body: { phone: '6281200000077', name: 'Dewi', unread: 0 } });
  expect((await customers()).items).toHaveLength(5);
});

test('the one with the newest message stands first, with its count of unread', async () => {
  await rig.send(template('6281200000003', 'laporan_penyaluran', report));
  expect((await customers()).items[0]).toMatchObject({
    phone: '6281200000003',
    unread: 1,
    windowOpen: false,
  });
});

test.each([
  [{ text: 'DAFTAR' }, 'DAFTAR'],
  [{ type: 'text', body: 'DAFTAR' }, 'DAFTAR'],
  [{ type: 'button_reply', id: 'yes', title: 'Ya, setuju', contextId: 'wamid.X' }, 'Ya, setuju'],
  [{ type: 'button', payload: 'stop', text: 'Berhenti' }, 'Berhenti'],
])('the phone writes %j', async (input, shown) => {
  const answer = await rig.call('POST', `/sandbox/api/customers/${siti}/messages`, input);
  expect(answer).toEqual({ status: 201, body: { id: expect.stringMatching(/^wamid\./) } });
  const { items } = (await rig.call('GET', `/sandbox/api/customers/${siti}/messages`)).body as {
    items: { from: string; bubble: { body: string } }[];
  };
  expect(items).toMatchObject([{ from: 'customer', bubble: { body: shown } }]);
  await rig.sandbox.settled();
  expect(rig.changes()).toHaveLength(1);
});

test.each([
  [{}],
  [{ type: 'text' }],
  [{ type: 'text', body: '' }],
  [{ type: 'poll' }],
  [{ type: 'reaction', emoji: '👍' }],
  [{ text: 'x', surprise: true }],
])('refuses %j, and delivers nothing', async (input) => {
  const answer = await rig.call('POST', `/sandbox/api/customers/${siti}/messages`, input);
  expect(answer.status).toBe(400);
  await rig.sandbox.settled();
  expect(rig.deliveries).toHaveLength(0);
});

test('a reaction shows on the bubble and comes as a webhook', async () => {
  await rig.send(template(siti, 'laporan_penyaluran', report));
  const id = rig.sandbox.messages(siti)[0]?.id ?? '';
  await rig.call('POST', `/sandbox/api/customers/${siti}/messages`, {
    type: 'reaction',
    messageId: id,
    emoji: '👎',
  });
  expect(rig.sandbox.messages(siti)[0]?.reaction).toEqual({ customer: '👎' });
  await rig.sandbox.settled();
  expect(rig.changes()).toContainEqual(
    expect.objectContaining({
      value: expect.objectContaining({ messages: [expect.objectContaining({ type: 'reaction' })] }),
    }),
  );
});

test('the clock moves, never behind real time, and goes back', async () => {
  const real = rig.clock.now();
  const move = (ms: number) => rig.call('POST', '/sandbox/api/clock', { move: ms });
  expect((await move(3_600_000)).body).toEqual({ now: real + 3_600_000 });
  expect((await move(-7_200_000)).body).toEqual({ now: real });
  await move(86_400_000);
  expect((await rig.call('POST', '/sandbox/api/clock', { reset: true })).body).toEqual({ now: real });
  expect((await rig.call('POST', '/sandbox/api/clock', { move: 'tomorrow' })).status).toBe(400);
});

test('the session tells the page its key and number', async () => {
  expect((await rig.call('GET', '/sandbox/api/session')).body).toEqual({
    apiKey: 'key',
    orgName: 'Yayasan Amanah Contoh',
    numberId: '100000000000001',
    wabaId: '200000000000002',
    displayNumber: '15550100000',
    timezone: 'Asia/Jakarta',
  });
});

describe('account events', () => {
  test('a template is paused in both languages, by webhook and for sends', async () => {
    const answer = await rig.call('POST', '/sandbox/api/account-events', {
      template: 'laporan_penyaluran',
      event: 'PAUSED',
    });
    expect(answer.status).toBe(202);
    expect(await rig.send(template(siti, 'laporan_penyaluran', report))).toMatchObject({
      body: { error: { code: 132015 } },
    });
    await rig.sandbox.settled();
    expect(
      rig
        .changes()
        .map(({ value }) => [value['event'], value['message_template_language']])
        .sort(),
    ).toEqual([
      ['PAUSED', 'en'],
      ['PAUSED', 'id'],
    ]);
  });
  test('any other field can be sent as it is', async () => {
    await rig.call('POST', '/sandbox/api/account-events', {
      field: 'account_alerts',
      value: { entity_type: 'BUSINESS' },
    });
    await rig.sandbox.settled();
    expect(rig.changes()).toEqual([{ field: 'account_alerts', value: { entity_type: 'BUSINESS' } }]);
  });
  test.each([
    [{ preset: 'sunshine' }, 400],
    [{ template: 'none', event: 'PAUSED' }, 404],
  ])('%j is %i', async (body, status) => {
    expect((await rig.call('POST', '/sandbox/api/account-events', body)).status).toBe(status);
  });
});

test('the stream tells of messages, statuses and the clock', async () => {
  const abort = new AbortController();
  const answer = await fetch(`${rig.url}/sandbox/api/events`, { signal: abort.signal });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let seen = '';
  const until = async (mark: string) => {
    while (!seen.includes(mark)) {
      const { value = '', done } = await reader.read();
      if (done) throw new Error('the stream ended');
      seen += value;
    }
  };
  await until(': open');
  rig.sandbox.write(siti, { type: 'text', body: 'P' });
  await rig.call('POST', '/sandbox/api/clock', { move: 1000 });
  await until('event: clock');
  await until('"status":"delivered"');
  expect(seen).toMatch(/event: message\ndata: \{"type":"message","phone":"6281200000001"/);
  await reader.cancel();
  abort.abort();
});

test('without a built page, GET /sandbox says how to build it', async () => {
  const answer = await fetch(`${rig.url}/sandbox`);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('npm run build');
});
