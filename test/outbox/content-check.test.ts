import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALWAYS, type NewMessage } from '../../src/outbox/enqueue.js';
import { Izin, person, TOPIC } from '../setup/izin.js';

/** The whole program: what stands in the outbox is held to the facts of the moment in which it leaves. */
let izin: Izin;
beforeAll(async () => {
  izin = await Izin.start();
});
afterAll(() => izin.stop());

let last = 20;
async function put(body: string, more: Partial<NewMessage> = {}): Promise<number> {
  const who = person(++last);
  await izin.from(who, 'berapa zakat fitrah?');
  await izin.settled();
  const { contactId } = await izin.stands(who);
  return izin.enqueue({ contactId, content: { type: 'text', body }, ...more });
}
const stateOf = (id: number) =>
  izin.until(async () => {
    const row = await izin.store.read
      .selectFrom('outbox')
      .select(['state', 'reason'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return row.state !== 'queued' && row.state !== 'attempting' && `${row.state} ${row.reason ?? ''}`.trim();
  });

describe('the gate', () => {
  test.each<[string, string, object, string]>([
    ['lets plain words through', 'Baik, kami bantu.', {}, 'accepted'],
    ['lets an account of the list through', 'Rekening zakat: 000 100 0001', {}, 'accepted'],
    ['refuses another', 'Rekening zakat: 000 100 1111', {}, 'refused content_blocked'],
    [
      'looks again when the facts have changed',
      'Rekening 1234567890',
      { sound: 'old.0' },
      'refused content_blocked',
    ],
    ['never holds up our words on consent and rights', 'Lihat evil.com', { sound: ALWAYS }, 'accepted'],
    [
      'never holds up the confirmation of a stop',
      'Sudah berhenti. Lihat evil.com',
      { basis: { kind: 'confirmation', at: 0 } },
      'accepted',
    ],
  ])('%s', async (_, body, more, state) => {
    expect(await stateOf(await put(body, more))).toBe(state);
  });

  test('looks only once while the facts stay as they are', async () => {
    const [row] = await izin.store.read
      .selectFrom('outbox')
      .select('sound')
      .where('sound', 'is not', null)
      .where('sound', '!=', ALWAYS)
      .limit(1)
      .execute();
    // Nobody makes such a row: were it looked at, it would be refused.
    expect(await stateOf(await put('Rekening 1234567890', { sound: row?.sound ?? '' }))).toBe('accepted');
  });
});

test('the FAQ states the account of the facts', async () => {
  const who = person(++last);
  await izin.from(who, 'nomor rekening');
  await izin.settled();
  expect(izin.graph.to(who.phone ?? '').at(-1)?.text).toContain('- Zakat: 000 100 0001');
});

test('a broadcast refuses the one whose value may not leave, and reaches the others', async () => {
  const [good, bad] = await izin.subscribers(2, 60);
  await izin.store.write((tx) =>
    tx
      .insertInto('template')
      .values({
        name: 'kabar',
        language: 'id',
        category: 'MARKETING',
        status: 'APPROVED',
        quality: null,
        components: JSON.stringify([
          { type: 'BODY', text: 'Halo {{1}}.' },
          { type: 'FOOTER', text: 'Balas BERHENTI' },
          { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Berhenti' }] },
        ]),
        parameter_format: 'POSITIONAL',
        synced_at: izin.now(),
      })
      .execute(),
  );
  const { contactId } = await izin.stands(bad ?? {});
  await izin.store.write((tx) =>
    tx.updateTable('contact').set({ name: 'buka evil.com' }).where('id', '=', contactId).execute(),
  );
  const { id } = await izin.api<{ id: string }>('POST', '/broadcasts', {
    name: 'Kabar',
    topic: TOPIC,
    template: { name: 'kabar', language: 'id', parameters: ['{{nama|Kak}}'] },
    audience: { all: true },
  });
  await izin.api('POST', `/broadcasts/${id}/start`);
  await izin.completed(id);
  const { items } = await izin.api<{ items: { contact: string; status: string; reason: string | null }[] }>(
    'GET',
    `/broadcasts/${id}/recipients`,
  );
  const of = (who: string) => items.find(({ contact }) => contact === who);
  expect(of(contactId)).toMatchObject({ status: 'refused', reason: 'content_blocked' });
  expect(of((await izin.stands(good ?? {})).contactId)).toMatchObject({ status: 'accepted' });
});

test('a broadcast whose fact ends on the way pauses instead of using its people up', async () => {
  await izin.subscribers(1, 80);
  const fact = { id: 'nisab-uang', kind: 'figure', value: 'Rp85 juta', source: 's', owner: 'o' };
  await izin.api('POST', '/facts', { ...fact, expires: '2099-12-31' });
  const { id } = await izin.api<{ id: string }>('POST', '/broadcasts', {
    name: 'Nisab',
    topic: TOPIC,
    template: { name: 'kabar', language: 'id', parameters: ['Kak, nisab {{fact.nisab-uang}}'] },
    audience: { all: true },
    schedule_at: new Date(izin.now() + 60_000).toISOString(),
  });
  await izin.api('POST', `/broadcasts/${id}/start`);
  await izin.api('POST', '/facts', { ...fact, expires: '2020-12-31' });
  izin.move(120_000);
  const paused = await izin.until(async () => {
    const one = await izin.api<{ state: string; explanation: { id: string } }>('GET', `/broadcasts/${id}`);
    return one.state === 'paused' ? one : undefined;
  });
  expect(paused.explanation.id).toMatch(/^Dijeda\. Isi pesan ini tidak boleh dikirim/);
  await izin.api('POST', '/facts', { ...fact, expires: '2099-12-31' });
  await izin.api('POST', `/broadcasts/${id}/resume`);
  await izin.completed(id);
  expect(JSON.stringify(izin.graph.to(person(80).phone).at(-1)?.body)).toContain('Kak, nisab Rp85 juta');
});
