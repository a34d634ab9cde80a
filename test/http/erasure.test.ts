import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { Rig } from './rig.js';

let rig: Rig;
const revoked: string[] = [];
beforeAll(async () => {
  rig = await Rig.start({
    permits: { revoke: (identities) => void revoked.push(...identities.map((one) => one.value)) },
  });
  await rig.topic();
});
afterAll(() => rig.stop());

const PHONE = '6281399988877';
const TRACES = [
  PHONE,
  'Siti Rahayu',
  'rahasia keluarga',
  'wamid.SECRET',
  'ID.secret-bsuid',
  'Bandung Wetan',
  'catatan petugas',
  'ref-4711',
];

/** Whether a text stands anywhere in the database, in any column of any table. */
async function found(text: string): Promise<string[]> {
  const { read } = rig.deps.store;
  const tables = await sql<{
    name: string;
  }>`select name from sqlite_master where type = 'table' and name not like 'kysely%'`.execute(read);
  const places: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(read);
    if (rows.some((row) => JSON.stringify(row).includes(text))) places.push(name);
  }
  return places;
}

async function person(): Promise<string> {
  const { body } = await rig.post(
    '/contacts',
    {
      identities: [
        { kind: 'phone', value: `+${PHONE}` },
        { kind: 'bsuid', value: 'ID.secret-bsuid' },
      ],
      name: 'Siti Rahayu',
      labels: ['donatur'],
      attributes: { alamat: 'Bandung Wetan' },
    },
    { 'Idempotency-Key': 'erase-me' },
  );
  const id = body.id as string;
  await rig.consent(id, {
    event: 'REQUEST',
    evidence: { said: 'rahasia keluarga', message: 'wamid.SECRET' },
  });
  await rig.consent(id, { event: 'CONFIRM' });
  await rig.post(`/contacts/${id}/consents`, { topic: 'info-zakat', event: 'REQUEST', evidence: 'ref-4711' });
  await rig.wrote(id, 'rahasia keluarga');
  await rig.post('/messages', { contact: id, purpose: 'service', text: 'rahasia keluarga' });
  const ticket = await rig.post('/tickets', { contact: id, reason: 'rahasia keluarga' });
  await rig.post(`/tickets/${ticket.body.id}/note`, { text: 'catatan petugas' });
  await rig.deps.store.write((tx) =>
    tx
      .insertInto('event')
      .values({
        key: 'status:x',
        kind: 'status',
        field: 'messages',
        waba_id: '2',
        number_id: null,
        contact_id: null,
        at: 1,
        received_at: 1,
        identities: JSON.stringify([{ kind: 'phone', value: PHONE }]),
        standby: 0,
        payload: JSON.stringify({ item: { recipient_id: PHONE, id: 'wamid.SECRET' } }),
        state: 'done',
        ready_at: 1,
        attempts: 1,
        error: null,
      })
      .execute(),
  );
  return id;
}

test('P8 export gives everything, erasure leaves nothing, and the chain still verifies', async () => {
  const id = await person();
  for (const trace of TRACES) expect([trace, await found(trace)]).not.toEqual([trace, []]);

  const exported = await rig.api(`/contacts/${id}/export`);
  expect(exported.status).toBe(200);
  for (const trace of TRACES.filter((one) => one !== 'wamid.SECRET')) expect(exported.text).toContain(trace);
  expect(exported.body.consents[0].state).toBe('subscribed');
  expect(exported.body.ledger.length).toBeGreaterThanOrEqual(3);
  expect(exported.body.messages).toHaveLength(2);
  expect(exported.body.tickets).toHaveLength(1);

  const answer = await rig.api(`/contacts/${id}`, { method: 'DELETE' });
  expect([answer.status, answer.text]).toEqual([204, '']);
  expect(revoked).toEqual(expect.arrayContaining([PHONE, 'ID.secret-bsuid']));
  for (const trace of TRACES) expect([trace, await found(trace)]).toEqual([trace, []]);

  expect((await rig.api(`/contacts/${id}`)).body).toMatchObject({
    phone: null,
    identities: [],
    name: null,
    attributes: {},
    labels: [],
    blocks: ['erased'],
  });
  const { items } = (await rig.api(`/contacts/${id}/ledger`)).body;
  expect(items.at(-1)).toMatchObject({ event: 'ERASE', actor: 'api', evidence: null });
  expect(items.every((one: { evidence: unknown }) => one.evidence === null)).toBe(true);
  expect((await rig.api('/ledger/verify')).body.ok).toBe(true);
  expect((await rig.api('/tickets')).body.items).toEqual([]);
});

test('nobody but the customer brings an erased person back', async () => {
  const again = await rig.post('/contacts', { phone: `+${PHONE}` });
  expect([again.status, again.body.code]).toEqual([409, 'erased']);
  const csv = `phone,name,topic,source,date,wording,reference\n+${PHONE},Siti Rahayu,info-zakat,kertas,2026-01-01,Ya,F-1\n`;
  const imported = await rig.api('/imports', { raw: csv, headers: { 'Content-Type': 'text/csv' } });
  expect(imported.body).toMatchObject({
    counts: { refused: 1, requested: 0 },
    items: [{ row: 1, outcome: 'refused', reason: 'erased' }],
  });
  expect(await found(PHONE)).toEqual([]);
});

test('an erased contact is not changed or written to', async () => {
  const id = await rig.contact('081377700011');
  await rig.wrote(id, 'halo');
  await rig.api(`/contacts/${id}`, { method: 'DELETE' });
  const patched = await rig.api(`/contacts/${id}`, { method: 'PATCH', body: { name: 'Siti Rahayu' } });
  expect([patched.status, patched.body.code]).toEqual([409, 'erased']);
  const sent = await rig.post('/messages', { contact: id, purpose: 'service', text: 'halo' });
  expect([sent.status, sent.body.code]).toEqual([409, 'erased']);
  expect((await rig.api(`/contacts/${id}`, { method: 'DELETE' })).status).toBe(204);
});
