import { expect, test } from '@jest/globals';
import { createCustomerBook } from '../../src/sandbox/customers.js';
import { readSaved } from '../../src/sandbox/saving.js';
import { siti, startRig, template } from './rig.js';

test('chats, preferences, the account and templates survive a restart', async () => {
  const first = await startRig();
  first.sandbox.write(siti, { type: 'text', body: 'P' });
  await first.call('POST', `/sandbox/api/customers/${siti}/preferences`, { value: 'stop' });
  await first.call('POST', '/sandbox/api/account-events', { preset: 'quality_red' });
  await first.call('POST', '/sandbox/api/account-events', { template: 'info_zakat', event: 'DISABLED' });
  await first.sandbox.settled();
  await first.close();

  const state = first.saved.at(-1);
  const second = await startRig({ storage: { load: async () => state, save: async () => {} } });
  try {
    expect(second.sandbox.messages(siti)).toMatchObject([{ bubble: { body: 'P' }, status: 'delivered' }]);
    expect((await second.call('GET', '/sandbox/api/account-events')).body).toMatchObject({
      account: { quality: 'RED' },
    });
    const answer = await second.send(template(siti, 'info_zakat', ['x']));
    expect(answer).toMatchObject({ body: { error: { code: 132016 } } });
    await second.sandbox.settled();
    expect(second.deliveries).toHaveLength(0);
  } finally {
    await second.close();
  }
});

test('a message that our webhook never answered 200 is delivered after the restart, byte for byte the same event', async () => {
  const first = await startRig({ webhookUrl: () => 'http://127.0.0.1:9/nobody' });
  first.sandbox.write(siti, { type: 'voice' });
  await first.close();
  const state = first.saved.at(-1);
  const second = await startRig({ storage: { load: async () => state, save: async () => {} } });
  try {
    await second.sandbox.settled();
    const saved = first.sandbox.messages(siti)[0];
    expect(second.changes()).toMatchObject([
      { value: { messages: [{ id: saved?.id, type: 'audio', audio: { id: saved?.bubble.media?.id } }] } },
    ]);
    expect(second.sandbox.messages(siti)[0]?.status).toBe('delivered');
  } finally {
    await second.close();
  }
});

test('people to whom we only wrote are not saved', async () => {
  const rig = await startRig();
  await rig.send(template('6281211112222', 'laporan_penyaluran', ['Mei 2026', '128']));
  await rig.sandbox.settled();
  await rig.close();
  expect(JSON.stringify(rig.saved.at(-1))).not.toContain('6281211112222');
});

test.each([[undefined], [null], ['x'], [{}], [{ version: 2, chats: [] }], [{ version: 1, chats: [{}] }]])(
  'what is not ours is not read: %j',
  (value) => expect(readSaved(value)).toBeUndefined(),
);

test('the book forgets silent chats first, and never those who take part', () => {
  const book = createCustomerBook([], 3);
  book.change('6281', { type: 'customer', customer: { kept: true } });
  for (const phone of ['6282', '6283', '6284', '6285']) book.open(phone);
  expect(book.all().map(({ customer }) => customer.phone)).toEqual(['6281', '6284', '6285']);
});
