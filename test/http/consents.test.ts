import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Rig } from './rig.js';

let rig: Rig;
const revoked: string[] = [];
beforeAll(async () => {
  rig = await Rig.start({
    permits: { revoke: (identities) => void revoked.push(...identities.map((one) => one.value)) },
  });
  await rig.topic();
  await rig.topic('laporan-penyaluran');
});
afterAll(() => rig.stop());

let last = 0;
const contact = () => rig.contact(`0813${String(30_000_000 + ++last)}`);
const stateOf = async (id: string, topic = 'info-zakat') =>
  (await rig.api(`/contacts/${id}/consents`)).body.items.find(
    (one: { topic: string }) => one.topic === topic,
  );

test('lists every topic, unknown ones too', async () => {
  const id = await contact();
  const { body } = await rig.api(`/contacts/${id}/consents`);
  expect(body.items).toEqual(
    ['info-zakat', 'laporan-penyaluran'].map((topic) => ({
      topic,
      state: 'unknown',
      since: null,
      expires_at: null,
      version: null,
      newest_version: 1,
      decay: null,
      question: null,
      evidence: null,
    })),
  );
});

describe('REQUEST', () => {
  test('makes pending, with its evidence', async () => {
    const id = await contact();
    const answer = await rig.post(`/contacts/${id}/consents`, {
      topic: 'info-zakat',
      event: 'REQUEST',
      source: 'web',
      evidence: { reference: 'form-118', wording: 'Kirimi saya info zakat' },
    });
    expect(answer.status).toBe(201);
    expect(answer.body.effect).toBe(true);
    expect(await stateOf(id)).toMatchObject({
      state: 'pending',
      since: '2026-01-05T03:00:00.000Z',
      expires_at: '2026-01-08T03:00:00.000Z',
      evidence: { event: 'REQUEST', source: 'web', actor: 'api', evidence: { reference: 'form-118' } },
    });
  });

  test.each([
    ['a text', 'form-7', undefined, { reference: 'form-7' }, 'api'],
    [
      'a channel of their own',
      { page: 'donasi' },
      'google-form',
      { page: 'donasi', source: 'google-form' },
      'api',
    ],
    ['a channel that only WhatsApp has', {}, 'button', { source: 'button' }, 'api'],
    ['nothing', undefined, undefined, {}, 'api'],
  ])('keeps %s as evidence', async (_, evidence, source, kept, channel) => {
    const id = await contact();
    await rig.post(`/contacts/${id}/consents`, { topic: 'info-zakat', event: 'REQUEST', source, evidence });
    expect((await stateOf(id)).evidence).toMatchObject({ evidence: kept, source: channel });
  });

  test('against a withdrawal is recorded without effect', async () => {
    const id = await contact();
    await rig.subscribe(id);
    await rig.post(`/contacts/${id}/consents`, { event: 'WITHDRAW' });
    const answer = await rig.post(`/contacts/${id}/consents`, {
      topic: 'info-zakat',
      event: 'REQUEST',
      evidence: 'form-1',
    });
    expect(answer.body).toMatchObject({ effect: false, items: [{ state: 'unsubscribed' }] });
    const { items } = (await rig.api(`/contacts/${id}/ledger`)).body;
    expect(items.at(-1)).toMatchObject({
      event: 'REQUEST',
      effect: false,
      from: 'unsubscribed',
      to: 'unsubscribed',
    });
  });
});

describe('WITHDRAW', () => {
  test('P2 of one topic voids the permits before it is answered', async () => {
    const id = await contact();
    await rig.subscribe(id);
    revoked.length = 0;
    const answer = await rig.post(`/contacts/${id}/consents`, {
      topic: 'info-zakat',
      event: 'WITHDRAW',
      source: 'agent',
    });
    expect(answer.body).toMatchObject({
      effect: true,
      items: [{ topic: 'info-zakat', state: 'unsubscribed' }],
    });
    expect(revoked).toEqual([expect.stringMatching(/^62813/)]);
    expect((await rig.api(`/contacts/${id}`)).body.blocks).toEqual([]);
  });

  test.each([
    ['named', { topic: 'all', event: 'WITHDRAW' }],
    ['without a topic', { event: 'WITHDRAW' }],
  ])('of all, %s, blocks later topics too', async (_, body) => {
    const id = await contact();
    await rig.subscribe(id);
    const answer = await rig.post(`/contacts/${id}/consents`, body);
    expect(answer.body.items).toHaveLength(2);
    expect((await rig.api(`/contacts/${id}`)).body.blocks).toEqual(['withdrawn_all']);
  });
});

test('P2 a topic that is archived can still be left, but not asked for', async () => {
  await rig.topic('lama');
  await rig.deps.store.write((tx) =>
    tx.updateTable('topic').set({ archived_at: 1 }).where('id', '=', 'lama').execute(),
  );
  const id = await contact();
  expect((await rig.post(`/contacts/${id}/consents`, { topic: 'lama', event: 'WITHDRAW' })).body.effect).toBe(
    true,
  );
  expect((await rig.post(`/contacts/${id}/consents`, { topic: 'lama', event: 'REQUEST' })).body.code).toBe(
    'unknown_topic',
  );
});

describe('P1 a subscription can never be posted:', () => {
  test.each<[string, object, string]>([
    ['CONFIRM', { topic: 'info-zakat', event: 'CONFIRM', evidence: 'x' }, 'consent_not_postable'],
    ['confirm in small letters', { topic: 'info-zakat', event: 'confirm' }, 'consent_not_postable'],
    ['subscribed', { topic: 'info-zakat', event: 'subscribed' }, 'consent_not_postable'],
    ['a state', { topic: 'info-zakat', state: 'subscribed' }, 'consent_not_postable'],
    [
      'a state beside an event',
      { topic: 'info-zakat', event: 'REQUEST', state: 'subscribed' },
      'consent_not_postable',
    ],
    ["Meta's resume", { event: 'PLATFORM_RESUME' }, 'consent_not_postable'],
    ['ERASE', { event: 'ERASE' }, 'consent_not_postable'],
    ['no event', { topic: 'info-zakat' }, 'invalid'],
    ['a request for everything', { topic: 'all', event: 'REQUEST' }, 'unknown_topic'],
    ['a request for nothing', { event: 'REQUEST' }, 'unknown_topic'],
    ['an unknown topic', { topic: 'cuaca', event: 'REQUEST' }, 'unknown_topic'],
    ['a withdrawal of an unknown topic', { topic: 'cuaca', event: 'WITHDRAW' }, 'unknown_topic'],
  ])('%s', async (_, body, code) => {
    const id = await contact();
    const answer = await rig.post(`/contacts/${id}/consents`, body);
    expect([answer.status, answer.body.code]).toEqual([422, code]);
    expect((await rig.api(`/contacts/${id}/ledger`)).body.items).toEqual([]);
  });
});

test('P5 the ledger is a chain, page by page, and verifies', async () => {
  const id = await contact();
  await rig.subscribe(id);
  await rig.post(`/contacts/${id}/consents`, { event: 'WITHDRAW' });
  const first = (await rig.api(`/contacts/${id}/ledger?limit=3`)).body;
  const rest = (await rig.api(`/contacts/${id}/ledger?limit=50&cursor=${first.next}`)).body;
  const all = [...first.items, ...rest.items];
  const effective = all.filter((one) => one.effect && (one.topic ?? 'info-zakat') === 'info-zakat');
  expect(effective.map((one) => [one.event, one.from, one.to])).toEqual([
    ['REQUEST', 'unknown', 'pending'],
    ['CONFIRM', 'pending', 'subscribed'],
    ['WITHDRAW', 'subscribed', 'unsubscribed'],
    ['WITHDRAW', null, 'withdrawn_all'],
  ]);
  expect(rest.next).toBeNull();
  expect(all.map((one) => one.seq)).toEqual(all.map((_, i) => i + 1));
  for (const [i, one] of all.entries()) if (i > 0) expect(one.previous).toBe(all[i - 1].hash);
  expect((await rig.api('/ledger/verify')).body).toMatchObject({ ok: true, findings: [] });
  expect((await rig.api('/ledger/checkpoints')).body).toEqual({ items: [], next: null });
});

test('P5 a record that was changed is found', async () => {
  const id = await contact();
  await rig.subscribe(id);
  await rig.deps.store.write((tx) =>
    tx.updateTable('ledger').set({ at: 1 }).where('contact_id', '=', id).where('seq', '=', 1).execute(),
  );
  const { body } = await rig.api('/ledger/verify');
  expect(body).toMatchObject({ ok: false, findings: [{ kind: 'changed', contact: id, seq: 1 }] });
});
