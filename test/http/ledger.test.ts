import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Rig } from './rig.js';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start();
  await rig.topic();
});
afterEach(() => rig.stop());

test('P5 a verification tells its progress to those who accept events', async () => {
  const id = await rig.contact();
  await rig.subscribe(id);
  const { status, headers, text } = await rig.send('/api/v1/ledger/verify', {
    headers: { Accept: 'text/event-stream' },
  });
  expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const events = [...text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map(([, name, data]) => [
    name,
    JSON.parse(data ?? ''),
  ]);
  expect(events[0]).toEqual(['progress', { records: 2, total: 2 }]);
  expect(events.at(-1)).toEqual(['report', (await rig.api('/ledger/verify')).body]);
});

test('P5 the present state is signed on request, and the key exchanged', async () => {
  await rig.subscribe(await rig.contact());
  const { body } = await rig.post('/ledger/checkpoints');
  expect(body.checkpoint).toMatchObject({ seq: 1, records: 2 });
  expect((await rig.post('/ledger/checkpoints')).body).toEqual({ checkpoint: null });
  const made = await rig.post('/ledger/keys');
  expect([made.status, made.body.number, made.body.first_checkpoint]).toEqual([201, 2, 2]);
  const { items } = (await rig.api('/ledger/keys')).body;
  expect(items.map((one: { key_id: string }) => one.key_id)).toEqual([
    body.checkpoint.key_id,
    made.body.key_id,
  ]);
  await rig.subscribe(await rig.contact('081234567891'));
  expect((await rig.post('/ledger/checkpoints')).body.checkpoint).toMatchObject({
    seq: 2,
    key_id: made.body.key_id,
  });
  expect((await rig.api('/ledger/verify')).body).toMatchObject({ ok: true, unsigned: 0, checkpoints: 2 });
});

test('P5 the certificate of a contact is a PDF, named without anything of the person', async () => {
  const id = await rig.contact();
  await rig.subscribe(id);
  const answer = await rig.send(`/api/v1/contacts/${id}/certificate`, { headers: { Accept: '*/*' } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(answer.headers.get('content-disposition')).toContain(`${id}-consent.pdf`);
  expect(answer.text.startsWith('%PDF')).toBe(true);
  expect((await rig.send('/api/v1/contacts/ct_none/certificate')).status).toBe(404);
});
