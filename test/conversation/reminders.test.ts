import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TEMPLATE } from '../setup/fake-graph.js';
import { Izin, person } from '../setup/izin.js';
import { buttonReply, type Customer } from '../setup/meta.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const REMINDER = {
  ...TEMPLATE,
  id: '2',
  name: 'zakat_reminder',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Haul zakat Anda di {{1}} tiba.' }],
};

let izin: Izin;
beforeAll(async () => {
  izin = new Izin({ env: { IZIN_QUIET_HOURS: '19:00-08:00' } });
  izin.graph.templates.push(REMINDER);
  await izin.graph.start();
  await izin.boot();
  await izin.until(async () => (await izin.store.read.selectFrom('template').select('name').execute())[1]);
  const name = { id: 'Info zakat', en: 'Zakat news' };
  await izin.api('POST', '/topics', { id: 'info-zakat', name, description: name });
  // Noon in Jakarta.
  izin.move(5 * HOUR + DAY - (izin.now() % DAY));
});
afterAll(() => izin.stop());

const hear = async (who: Customer, content: object | string) => {
  await izin.from(who, content);
  await izin.hurried();
  return izin.graph.to(who.phone ?? '').at(-1);
};
const tap = async (who: Required<Customer>, title: string) => {
  const body = JSON.stringify(izin.graph.to(who.phone).at(-1)?.body);
  const id = body.split(`","title":"${title}"`)[0]?.split('"id":"').at(-1) ?? '';
  return hear(who, buttonReply(id, title));
};
/** Works out zakat and asks for the reminder. */
const asks = async (who: Required<Customer>) => {
  await hear(who, 'hitung zakat');
  await tap(who, 'Harta (maal)');
  await hear(who, '300jt');
  await hear(who, '0');
  expect((await tap(who, 'Ingatkan tahun depan'))?.text).toContain('354 hari lagi');
};
const rows = async (who: Required<Customer>) => {
  const { contactId } = await izin.stands(who);
  return izin.store.read
    .selectFrom('outbox')
    .select(['state', 'reason', 'purpose', 'basis', 'wording', 'not_before'])
    .where('contact_id', '=', contactId)
    .where('purpose', '=', 'utility')
    .orderBy('id')
    .execute();
};
const reminders = (who: Required<Customer>) =>
  izin.graph.to(who.phone).filter(({ template }) => template === 'zakat_reminder').length;

describe('a reminder that they asked for', () => {
  test('waits a lunar year, rests on their yes, and keeps the quiet hours', async () => {
    const who = person(7001);
    await asks(who);
    const [row] = await rows(who);
    expect(row).toMatchObject({ state: 'queued', wording: expect.any(String) });
    expect(JSON.parse(row?.basis ?? '')).toMatchObject({
      kind: 'asked_for',
      reference: 'reminder:zakat_reminder',
      reminder: true,
      at: expect.any(Number),
    });
    const away = 354 * DAY + 9 * HOUR;
    izin.move(away);
    try {
      await izin.until(async () => (await rows(who))[0]?.state === 'deferred');
      expect(reminders(who)).toBe(0);
      izin.move(12 * HOUR);
      await izin.until(() => reminders(who) === 1);
      izin.move(DAY);
      await izin.settled();
      expect(reminders(who)).toBe(1);
    } finally {
      izin.move(-away - 12 * HOUR - DAY);
    }
  });

  test('a newer one takes its place', async () => {
    const who = person(7002);
    await asks(who);
    await asks(who);
    expect((await rows(who)).map(({ state }) => state)).toEqual(['cancelled', 'queued']);
  });

  test('P2 a stop takes it back, and no later yes brings it again', async () => {
    const who = person(7003);
    await asks(who);
    expect((await hear(who, 'BERHENTI'))?.text).toContain('sudah berhenti');
    expect((await rows(who)).map(({ state }) => state)).toEqual(['cancelled']);
    izin.move(2000);
    await hear(who, 'DAFTAR');
    expect((await rows(who)).map(({ state }) => state)).toEqual(['cancelled']);
  });

  test('P2 nor does one after a stop that came another way', async () => {
    const who = person(7005);
    await asks(who);
    izin.move(2000);
    const { contactId } = await izin.stands(who);
    await izin.api('POST', `/contacts/${contactId}/consents`, {
      topic: 'all',
      event: 'WITHDRAW',
      source: 'telephone',
      evidence: { note: 'stop semua' },
    });
    izin.move(2000);
    await hear(who, 'DAFTAR');
    await tap(who, 'Ya, setuju');
    expect((await izin.stands(who)).blocks).toEqual([]);
    const away = 354 * DAY;
    izin.move(away);
    try {
      await izin.until(async () => (await rows(who))[0]?.state !== 'queued');
      expect((await rows(who)).map(({ state, reason }) => [state, reason])).toEqual([
        ['refused', 'opted_out'],
      ]);
      expect(reminders(who)).toBe(0);
    } finally {
      izin.move(-away);
    }
  });

  test('what they have is kept nowhere but in the chat', async () => {
    const who = person(7004);
    await asks(who);
    const { contactId } = await izin.stands(who);
    const { attributes } = await izin.api<{ attributes: object }>('GET', `/contacts/${contactId}`);
    expect(attributes).toEqual({});
    const { state } = await izin.store.read
      .selectFrom('conversation')
      .select('state')
      .where('contact_id', '=', contactId)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(state).memory).toEqual({});
  });
});
