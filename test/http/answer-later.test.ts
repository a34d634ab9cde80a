import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { changeConsent, loadStanding } from '../../src/consent/change.js';
import { agreeToLater } from '../../src/handoff/index.js';
import { Rig } from './rig.js';

const DAY = 24 * 60 * 60 * 1000;
let rig: Rig;
let last = 81_800_020_000;
beforeAll(async () => {
  rig = await Rig.start();
  await rig.template('jawaban');
});
afterAll(() => rig.stop());

const TEMPLATE = { name: 'jawaban', language: 'id', parameters: ['Kuitansi sudah dikirim.'] };

/** Somebody who asked for a person outside office hours, a day ago; the window is closed. */
async function waiting(agreed: boolean) {
  const contact = await rig.contact(`0${++last}`);
  await rig.wrote(contact, 'petugas');
  const { body } = await rig.post('/tickets', { contact });
  const at = rig.clock.at;
  if (agreed)
    await rig.deps.store.write((tx) =>
      agreeToLater(tx, { ticketId: body.id, question: 'Boleh kami balas?' }, at),
    );
  rig.clock.at += DAY;
  return { contact, path: `/tickets/${body.id}` };
}
const answer = (path: string) => rig.post(`${path}/template`, { template: TEMPLATE, author: 'rina' });

test('a yes is good for one answer by template, also when the window has closed', async () => {
  const { path } = await waiting(true);
  expect((await rig.api(path)).body).toMatchObject({ answer_later: 'agreed', window_until: null });
  expect((await rig.post(`${path}/reply`, { text: 'halo' })).body.code).toBe('window_closed');
  const sent = await answer(path);
  expect(sent.status).toBe(202);
  expect((await rig.api(`/messages/${sent.body.id}`)).body).toMatchObject({
    purpose: 'utility',
    state: 'queued',
  });
  expect((await rig.api(path)).body).toMatchObject({ answer_later: 'used', assignee: 'rina' });
  expect((await answer(path)).body.code).toBe('no_answer_later');
});

test('without a yes there is no answer by template', async () => {
  const { path } = await waiting(false);
  const sent = await answer(path);
  expect([sent.status, sent.body.code]).toEqual([409, 'no_answer_later']);
});

test('P2 a stop after the yes ends it', async () => {
  const { contact, path } = await waiting(true);
  const { deps, clock } = rig;
  await deps.store.write(async (tx) => {
    const evidence = { message: 'wamid.STOP' };
    const act = {
      event: 'WITHDRAW',
      topics: 'all',
      at: clock.at,
      source: 'text',
      actor: 'customer',
      evidence,
    } as const;
    const standing = await loadStanding(tx, contact);
    await changeConsent(tx, contact, standing, act, { now: clock.at, environment: 'live' });
  });
  const sent = await answer(path);
  expect([sent.status, sent.body.code]).toEqual([409, 'opted_out']);
});

test('a ticket that was closed takes the yes with it', async () => {
  const { contact, path } = await waiting(true);
  await rig.post(`${path}/close`);
  expect((await answer(path)).body.code).toBe('ticket_closed');
  await rig.post('/tickets', { contact });
  expect((await answer(path)).body.code).toBe('no_answer_later');
});
