import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Izin, person, TOPIC } from '../setup/izin.js';
import { templateButton, text } from '../setup/meta.js';

const ASK = {
  name: 'minta_izin',
  language: 'id',
  category: 'UTILITY',
  status: 'APPROVED',
  parameter_format: 'POSITIONAL',
  components: [
    { type: 'BODY', text: 'Anda mendaftar di {{1}}. Boleh kami kirim info zakat lewat WhatsApp?' },
    {
      type: 'BUTTONS',
      buttons: ['Ya, setuju', 'Tidak, terima kasih', 'Bukan saya'].map((label) => ({
        type: 'QUICK_REPLY',
        text: label,
      })),
    },
  ],
};

let izin: Izin;
beforeAll(async () => {
  izin = await Izin.start();
  izin.graph.templates.push(ASK);
  await izin.api('POST', '/templates/sync');
});
afterAll(() => izin.stop());

let next = 700;

/** Somebody whose form says that they want to be asked; `ask` sends them the question. */
async function applicant() {
  next += 1;
  const who = person(next);
  const { id } = await izin.api<{ id: string }>('POST', '/contacts', { phone: `+${who.phone}` });
  const request = { topic: TOPIC, event: 'REQUEST', source: 'paper', evidence: 'formulir 118' };
  await izin.api('POST', `/contacts/${id}/consents`, request);
  const ask = () =>
    izin.request('POST', '/api/v1/messages', {
      contact: id,
      purpose: 'permission',
      topic: TOPIC,
      basis: 'formulir 118',
      template: { name: ASK.name, language: 'id', parameters: ['masjid'] },
    });
  return { who, id, ask };
}

async function asked() {
  const one = await applicant();
  expect((await one.ask()).status).toBe(202);
  const sent = await izin.until(() => izin.graph.initiated(one.who.phone)[0]);
  await izin.until(async () =>
    izin.store.read.selectFrom('outbox').select('id').where('wamid', '=', sent.wamid).executeTakeFirst(),
  );
  return { ...one, wamid: sent.wamid };
}

async function taps(who: { phone: string }, title: string, wamid: string) {
  await izin.from(who, { ...templateButton(title, title), context: { from: '622150100000', id: wamid } });
  await izin.settled();
}

const stateOf = async (who: { phone: string }) => (await izin.stands(who)).topics[TOPIC];

describe('P1 the answer to our question for consent', () => {
  test('a yes subscribes, and points to the words as they were sent', async () => {
    const { who, id, wamid } = await asked();
    await taps(who, 'Ya, setuju', wamid);
    expect(await stateOf(who)).toBe('subscribed');
    const { wording } = await izin.store.read
      .selectFrom('ledger')
      .select('wording')
      .where('contact_id', '=', id)
      .where('event', '=', 'CONFIRM')
      .executeTakeFirstOrThrow();
    const { text: shown } = await izin.store.read
      .selectFrom('wording')
      .select('text')
      .where('hash', '=', wording ?? '')
      .executeTakeFirstOrThrow();
    expect(shown).toBe('Anda mendaftar di masjid. Boleh kami kirim info zakat lewat WhatsApp?');
  });

  test.each([
    ['Tidak, terima kasih', 'declined'],
    ['Berhenti', 'unsubscribed'],
  ])('%s: %s', async (title, state) => {
    const { who, wamid } = await asked();
    await taps(who, title, wamid);
    expect(await stateOf(who)).toBe(state);
  });

  test('"that was not me" subscribes nobody, and gets an answer', async () => {
    const { who, wamid } = await asked();
    await taps(who, 'Bukan saya', wamid);
    expect(await stateOf(who)).not.toBe('subscribed');
    expect(izin.graph.to(who.phone).length).toBeGreaterThan(1);
  });

  test('it is asked once, whatever comes of it', async () => {
    const { id, ask } = await asked();
    const again = await ask();
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([
      409,
      'already_attempted',
    ]);
    const row = await izin.store.read
      .selectFrom('consent')
      .select('asked')
      .where('contact_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.asked).toBe(1);
  });
});

describe('P1 what is no answer to it subscribes nobody', () => {
  test('a yes under a question that somebody else was asked', async () => {
    const { wamid } = await asked();
    const { who } = await applicant();
    await taps(who, 'Ya, setuju', wamid);
    expect(await stateOf(who)).toBe('pending');
  });

  test('a yes under a message that was no question', async () => {
    const { who } = await asked();
    await taps(who, 'Ya, setuju', 'wamid.ANOTHER');
    expect(await stateOf(who)).toBe('pending');
  });

  test('a button that says something else', async () => {
    const { who, wamid } = await asked();
    await taps(who, 'Lihat laporan', wamid);
    expect(await stateOf(who)).toBe('pending');
  });

  test('a yes that comes after a stop', async () => {
    const { who, wamid } = await asked();
    await izin.from(who, text('BERHENTI'));
    await izin.settled();
    await taps(who, 'Ya, setuju', wamid);
    expect((await izin.stands(who)).blocks).toContain('withdrawn_all');
    expect(await stateOf(who)).not.toBe('subscribed');
  });
});
