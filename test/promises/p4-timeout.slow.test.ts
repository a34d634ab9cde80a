import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Izin } from '../setup/izin.js';
import { envelope, status } from '../setup/meta.js';

let izin: Izin;
beforeAll(async () => {
  izin = await Izin.start();
});
afterAll(() => izin.stop());

const state = () => izin.store.read.selectFrom('outbox').select(['state', 'wamid']).execute();

test('P4 a time-out is unknown, is not sent again, and its late status settles it', async () => {
  await izin.subscribers(1);
  izin.graph.fate = () => ({ kind: 'hang' });
  await izin.completed(await izin.broadcast(), 15_000);
  expect(await state()).toEqual([{ state: 'unknown', wamid: null }]);
  const [sent, ...more] = izin.graph.initiated();
  if (!sent) throw new Error('nothing sent');
  expect(more).toEqual([]);
  await izin.webhook(envelope(status({ phone: sent.to }, sent, 'read', izin.now())));
  await izin.settled();
  expect(await state()).toEqual([{ state: 'read', wamid: sent.wamid }]);
}, 30_000);
