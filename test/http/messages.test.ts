import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Rig } from './rig.js';

let rig: Rig;
const notices: string[] = [];
beforeAll(async () => {
  rig = await Rig.start();
  rig.deps.bus.subscribe('*', ({ type }) => void notices.push(type));
  await rig.topic();
  await rig.template('kuitansi');
  await rig.template('laporan', 'MARKETING');
  await rig.template('jeda', 'UTILITY', 'PAUSED');
});
afterAll(() => rig.stop());
beforeEach(() => {
  notices.length = 0;
});

let last = 0;
const contact = () => rig.contact(`0816${String(30_000_000 + ++last)}`);
const template = (name: string) => ({ name, language: 'id', parameters: ['{{nama|Kak}}'] });
const HOUR = 60 * 60 * 1000;

test('a reply in the open window is taken, and can be followed', async () => {
  const id = await contact();
  await rig.wrote(id, 'halo');
  const answer = await rig.post('/messages', { contact: id, purpose: 'service', text: 'Waalaikumsalam' });
  expect(answer.status).toBe(202);
  expect(answer.body).toMatchObject({ id: expect.stringMatching(/^out_\d+$/), contact: id, state: 'queued' });
  expect(notices).toEqual(['outbox']);
  expect((await rig.api(`/messages/${answer.body.id}`)).body).toEqual(answer.body);
  const row = await rig.deps.store.read.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
  expect(JSON.parse(row.basis ?? '')).toEqual({ kind: 'reply', at: rig.clock.at - HOUR });
});

test('a message that may leave later is taken too', async () => {
  const id = await contact();
  await rig.subscribe(id);
  await rig.deps.store.write((tx) =>
    tx
      .updateTable('contact')
      .set({ marketing_not_before: rig.clock.at + HOUR, marketing_not_before_reason: 'marketing_cap' })
      .where('id', '=', id)
      .execute(),
  );
  const answer = await rig.post('/messages', {
    contact: id,
    purpose: 'marketing',
    topic: 'info-zakat',
    template: template('laporan'),
  });
  expect(answer.status).toBe(202);
});

test.each(['utility', 'service', 'permission'])(
  'a marketing template is no %s, whoever gets it',
  async (purpose) => {
    const id = await contact();
    await rig.subscribe(id);
    await rig.wrote(id, 'halo');
    const { status, body } = await rig.post('/messages', {
      contact: id,
      purpose,
      topic: 'info-zakat',
      ...(purpose !== 'service' && { basis: 'donasi-1' }),
      template: template('laporan'),
    });
    expect({ status, code: body.code }).toEqual({
      status: 409,
      code: purpose === 'permission' ? 'no_basis' : 'template_not_approved',
    });
  },
);

test('values are filled from the contact', async () => {
  const id = await rig.contact('081699990001', { name: 'Siti' });
  const { body } = await rig.post('/messages', {
    contact: id,
    purpose: 'utility',
    basis: 'donasi-1',
    template: template('kuitansi'),
  });
  const { items } = (await rig.api(`/contacts/${id}/messages`)).body;
  expect(items[0]).toMatchObject({
    id: body.id,
    content: { type: 'template', name: 'kuitansi', body: ['Siti'] },
  });
});

describe('P1 a sure no is said at once, with its reason:', () => {
  type Case = [string, string, (id: string) => Promise<unknown>, object];
  const nothing = async () => undefined;
  const marketing = { purpose: 'marketing', topic: 'info-zakat', template: template('laporan') };
  test.each<Case>([
    ['no_consent', 'marketing to somebody unknown', nothing, marketing],
    ['unknown_topic', 'marketing without a topic', nothing, { ...marketing, topic: undefined }],
    ['unknown_topic', 'marketing on another topic', nothing, { ...marketing, topic: 'cuaca' }],
    [
      'pending',
      'marketing to somebody who has not answered',
      (id) => rig.consent(id, { event: 'REQUEST' }),
      marketing,
    ],
    [
      'opted_out',
      'marketing after a stop',
      (id) => rig.post(`/contacts/${id}/consents`, { event: 'WITHDRAW' }),
      marketing,
    ],
    [
      'suspended',
      'marketing to somebody who perhaps said stop',
      async (id) => {
        await rig.subscribe(id);
        await rig.consent(id, { event: 'SUSPEND' });
      },
      marketing,
    ],
    [
      'template_not_approved',
      'marketing in free words',
      (id) => rig.subscribe(id),
      { purpose: 'marketing', topic: 'info-zakat', text: 'promo' },
    ],
    [
      'no_consent',
      'a marketing template called utility',
      nothing,
      { purpose: 'utility', topic: 'info-zakat', basis: 'x', template: template('laporan') },
    ],
    ['no_basis', 'utility without a basis', nothing, { purpose: 'utility', template: template('kuitansi') }],
    [
      'template_paused',
      'a paused template',
      nothing,
      { purpose: 'utility', basis: 'x', template: template('jeda') },
    ],
    [
      'template_not_approved',
      'a template nobody knows',
      nothing,
      { purpose: 'utility', basis: 'x', template: template('hantu') },
    ],
    [
      'no_basis',
      'a request for consent without proof',
      (id) => rig.consent(id, { event: 'REQUEST' }),
      { purpose: 'permission', topic: 'info-zakat', template: template('kuitansi') },
    ],
    ['window_closed', 'a reply to nothing', nothing, { purpose: 'service', text: 'halo' }],
    [
      'window_closed',
      'a reply after a day',
      (id) => rig.wrote(id, 'halo', 25 * HOUR),
      { purpose: 'service', text: 'halo' },
    ],
    [
      'opted_out',
      'a reply to words older than the stop',
      async (id) => {
        await rig.wrote(id, 'halo');
        await rig.post(`/contacts/${id}/consents`, { event: 'WITHDRAW' });
      },
      { purpose: 'service', text: 'halo' },
    ],
  ])('%s: %s', async (code, _, prepare, message) => {
    const id = await contact();
    await prepare(id);
    notices.length = 0;
    const answer = await rig.post('/messages', { contact: id, ...message });
    expect([answer.status, answer.body.code]).toEqual([409, code]);
    expect(answer.headers.get('Content-Type')).toMatch(/problem\+json/);
    expect(
      await rig.deps.store.read.selectFrom('outbox').select('id').where('contact_id', '=', id).execute(),
    ).toEqual([]);
    expect(notices).toEqual([]);
  });

  test('and its neighbours may leave', async () => {
    const subscribed = await contact();
    await rig.subscribe(subscribed);
    expect((await rig.post('/messages', { contact: subscribed, ...marketing })).status).toBe(202);
    const asked = await contact();
    await rig.consent(asked, { event: 'REQUEST' });
    const permission = {
      purpose: 'permission',
      topic: 'info-zakat',
      basis: { kind: 'proof', reference: 'F-1' },
      template: template('kuitansi'),
    };
    expect((await rig.post('/messages', { contact: asked, ...permission })).status).toBe(202);
    const newer = await contact();
    await rig.post(`/contacts/${newer}/consents`, { event: 'WITHDRAW' });
    rig.clock.at += 10_000;
    await rig.wrote(newer, 'jam berapa buka?', 1000);
    expect(
      (await rig.post('/messages', { contact: newer, purpose: 'service', text: 'Pukul 08.00' })).status,
    ).toBe(202);
  });
});

test.each<[string, object, string]>([
  ['nobody', { purpose: 'service', text: 'x' }, 'invalid'],
  ['an unknown contact', { contact: 'ct_none', purpose: 'service', text: 'x' }, 'contact_unknown'],
  ['neither template nor text', { contact: 'CONTACT', purpose: 'service' }, 'invalid'],
  ['both', { contact: 'CONTACT', purpose: 'service', text: 'x', template: template('kuitansi') }, 'invalid'],
  ['an unknown purpose', { contact: 'CONTACT', purpose: 'promo', text: 'x' }, 'invalid'],
  [
    'a basis that only the program may give',
    { contact: 'CONTACT', purpose: 'service', text: 'x', basis: { kind: 'confirmation', reference: 'x' } },
    'invalid',
  ],
  ['a text that is too long', { contact: 'CONTACT', purpose: 'service', text: 'x'.repeat(4097) }, 'invalid'],
])('refuses %s', async (_, body, code) => {
  const id = await contact();
  await rig.wrote(id, 'halo');
  const sent = JSON.parse(JSON.stringify(body).replace('CONTACT', id)) as object;
  const answer = await rig.post('/messages', sent);
  expect([answer.status, answer.body.code]).toEqual([422, code]);
});

test.each(['out_999999', 'in_1', 'out_0', 'out_1e3', 'out_99999999999999999999', '1'])(
  'message %s is not found',
  async (id) => {
    const answer = await rig.api(`/messages/${id}`);
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
  },
);
