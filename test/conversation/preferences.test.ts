import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Izin, person, TOPIC } from '../setup/izin.js';

const DAY = 24 * 3_600_000;
const REPORT = 'laporan-penyaluran';
let izin: Izin;
beforeAll(async () => {
  izin = await Izin.start();
});
afterAll(() => izin.stop());

let next = 5200;
async function subscriber() {
  next += 1;
  const [who] = await izin.subscribers(1, next);
  if (!who) throw new Error('nobody');
  return who;
}
const say = async (who: { phone: string }, ...words: string[]) => {
  for (const text of words) {
    await izin.from({ phone: who.phone }, text);
    await izin.hurried();
  }
};
const last = (who: { phone: string }) => izin.graph.to(who.phone).at(-1)?.text ?? '';
const ledger = async (who: { phone: string }) => {
  const { contactId } = await izin.stands(who);
  return izin.store.read
    .selectFrom('ledger')
    .leftJoin('wording', 'wording.hash', 'ledger.wording')
    .select(['ledger.event', 'ledger.topic', 'wording.key'])
    .where('ledger.contact_id', '=', contactId)
    .orderBy('seq')
    .execute();
};

describe('typed into the chat', () => {
  test('"jeda" rests for 30 days, lifts itself, and the gate obeys', async () => {
    const who = await subscriber();
    await say(who, 'jeda');
    expect(last(who)).toContain('jeda 30 hari');
    const { contactId, blocks } = await izin.stands(who);
    expect(blocks).toEqual(['paused_until']);
    const refused = izin.request('POST', '/api/v1/messages', {
      contact: contactId,
      purpose: 'marketing',
      topic: TOPIC,
      template: { name: 'info_zakat', language: 'id' },
    });
    expect((await (await refused).json()) as object).toMatchObject({ code: 'paused_by_customer' });
    const contact = await izin.api<{ blocks: string[] }>('GET', `/contacts/${contactId}`);
    expect(contact.blocks).toEqual(['paused_until']);
    izin.move(30 * DAY);
    try {
      expect((await izin.stands(who)).blocks).toEqual([]);
      expect((await izin.stands(who)).topics[TOPIC]).toBe('subscribed');
    } finally {
      izin.move(-30 * DAY);
    }
  });

  test.each([
    'pause dulu infonya',
    'stop dulu sebulan ya, lagi sibuk',
    'jeda dulu kak',
    'please pause all messages for a month',
  ])('P2 "%s" is a break: nothing goes out, and they stay subscribed', async (words) => {
    const who = await subscriber();
    await say(who, words);
    expect(last(who)).toMatch(/jeda 30 hari|paused/i);
    expect(await izin.stands(who)).toMatchObject({
      blocks: ['paused_until'],
      topics: { [TOPIC]: 'subscribed' },
    });
    expect((await ledger(who)).map(({ event }) => event)).toEqual(['REQUEST', 'CONFIRM', 'PAUSE']);
  });

  test.each([
    ['stop dulu', 'withdrawn_all'],
    ['stop dulu ya, lagi sibuk', 'withdrawn_all'],
    ['stop infonya setahun', 'withdrawn_all'],
    ['stop sebulan lagi', 'suspended'],
    ['pause dulu infonya, atau stop sekalian', 'withdrawn_all'],
    ['stop dulu sebulan, kalau perlu selamanya', 'suspended'],
  ])('P2 "%s" is no break: %s', async (words, block) => {
    const who = await subscriber();
    await say(who, words);
    const { blocks } = await izin.stands(who);
    expect(blocks).not.toContain('paused_until');
    expect(blocks).toContain(block);
  });

  test('P2 the same words under a picture stay a stop', async () => {
    const who = await subscriber();
    const caption = {
      type: 'image',
      image: { id: '1', mime_type: 'image/jpeg', caption: 'pause dulu infonya' },
    };
    await izin.from({ phone: who.phone }, caption);
    await izin.hurried();
    expect((await izin.stands(who)).blocks).toEqual(['withdrawn_all']);
  });

  test.each(['lanjut', 'RESUME', 'DAFTAR', 'lanjutkan infonya'])('%s ends the pause', async (word) => {
    const who = await subscriber();
    await say(who, 'jeda', word);
    expect(last(who)).toContain('jedanya selesai');
    expect((await izin.stands(who)).blocks).toEqual([]);
    expect((await ledger(who)).map(({ event }) => event)).toEqual(['REQUEST', 'CONFIRM', 'PAUSE', 'UNPAUSE']);
  });

  test('"lanjut" without a pause is no order', async () => {
    const who = await subscriber();
    await say(who, 'lanjut');
    expect((await ledger(who)).map(({ event }) => event)).toEqual(['REQUEST', 'CONFIRM']);
  });

  test('P2 BERHENTI during a pause stops for good, and the end of the pause brings nothing back', async () => {
    const who = await subscriber();
    await say(who, 'jeda', 'BERHENTI');
    izin.move(31 * DAY);
    try {
      expect((await izin.stands(who)).blocks).toEqual(['withdrawn_all']);
      expect((await izin.stands(who)).topics[TOPIC]).toBe('unsubscribed');
    } finally {
      izin.move(-31 * DAY);
    }
  });

  test('"tambah laporan" asks for that topic; "1" subscribes to exactly it', async () => {
    const who = await subscriber();
    await say(who, 'tambah laporan');
    expect(last(who)).toContain('*Laporan penyaluran*');
    await say(who, '1');
    expect((await izin.stands(who)).topics).toMatchObject({ [TOPIC]: 'subscribed', [REPORT]: 'subscribed' });
    const mine = (await ledger(who)).filter(({ topic }) => topic === REPORT);
    expect(mine.map(({ event, key }) => [event, key])).toEqual([
      ['REQUEST', 'consent:ask_anytime'],
      ['CONFIRM', 'consent:ask_anytime'],
    ]);
  });

  test('"tambah topik" lists what there is; a number chooses', async () => {
    const who = await subscriber();
    await say(who, 'tambah topik', '1', 'ya');
    expect((await izin.stands(who)).topics[REPORT]).toBe('subscribed');
  });

  test('P2 "kurangi laporan" stops that topic alone, in one step', async () => {
    const who = await subscriber();
    await say(who, 'tambah laporan', 'ya', 'kurangi laporan');
    expect((await izin.stands(who)).topics).toMatchObject({
      [TOPIC]: 'subscribed',
      [REPORT]: 'unsubscribed',
    });
    expect((await izin.stands(who)).blocks).toEqual([]);
    expect(last(who)).toContain('Yang masih Anda terima: Info zakat');
  });

  test('"kurangi topik" asks which; the number drops it', async () => {
    const who = await subscriber();
    await say(who, 'kurangi topik', '1');
    expect((await izin.stands(who)).topics[TOPIC]).toBe('unsubscribed');
    expect((await izin.stands(who)).blocks).toEqual([]);
  });

  test('"topik saya" and PILIHAN tell what they receive', async () => {
    const who = await subscriber();
    await say(who, 'topik saya');
    expect(last(who)).toContain('Anda menerima: Info zakat.');
    await say(who, 'PILIHAN');
    expect(last(who)).toContain('Anda menerima: Info zakat.');
  });

  test('somebody who receives nothing has nothing to pause', async () => {
    next += 1;
    const who = person(next);
    await say(who, 'jeda');
    expect(last(who)).toContain('tidak menerima kiriman info');
    expect(await ledger(who)).toEqual([]);
  });
});
