import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Izin, person, TOPIC } from '../setup/izin.js';
import { type Customer, envelope, message, messages, text } from '../setup/meta.js';

const DAY = 24 * 3_600_000;

/** Meta's notice that somebody has another number or id now. */
const changed = (type: string, from: Customer, to: Customer) => ({
  type: 'system',
  system: {
    type,
    ...(to.phone !== undefined && { wa_id: to.phone }),
    user_id: to.bsuid,
    previous_user_id: from.bsuid,
  },
});

describe('P2 people change, numbers are given to others', () => {
  let izin: Izin;
  let next = 0;
  beforeAll(async () => {
    izin = await Izin.start();
  });
  afterAll(() => izin.stop());

  /** Somebody who has subscribed under a number and an account of their own. */
  async function subscriber(): Promise<Required<Customer>> {
    next += 10;
    const [who] = (await izin.subscribers(1, next)) as [Required<Customer>];
    await izin.from(who, 'berapa nisab zakat maal?');
    await izin.settled();
    return who;
  }
  const other = (of: Customer, i: number): Required<Customer> => {
    const made = person(next + i);
    return { ...made, bsuid: `${of.bsuid}N${i}` };
  };
  const says = async (who: Customer, words: string, at = izin.now()) => {
    expect(await izin.from(who, words, at)).toBe(200);
    await izin.settled();
  };
  const moves = async (type: string, from: Required<Customer>, to: Customer) => {
    const known = type === 'user_changed_number' ? from : { bsuid: from.bsuid };
    const notice = message(known, changed(type, from, to), izin.now());
    expect(await izin.webhook(envelope(messages(known, [notice])))).toBe(200);
    await izin.settled();
  };
  const agree = async (who: Customer) => {
    izin.move(2000);
    await says(who, 'DAFTAR');
    izin.move(2000);
    await says(who, 'ya');
    izin.move(2000);
  };
  const addressedTo = (value: string) =>
    izin.graph.initiated().filter(({ body }) => JSON.stringify(body).includes(value)).length;

  test('nobody is written to under a number that they have left', async () => {
    const who = await subscriber();
    const moved = other(who, 1);
    await moves('user_changed_number', who, moved);
    expect(await izin.stands(moved)).toMatchObject({ topics: { [TOPIC]: 'lapsed' } });
    await agree(moved);
    expect(await izin.stands(moved)).toMatchObject({ topics: { [TOPIC]: 'subscribed' } });
    await izin.completed(await izin.broadcast());
    expect([addressedTo(who.phone), addressedTo(moved.phone)]).toEqual([0, 1]);
  });

  test('also where the new number is hidden', async () => {
    const who = await subscriber();
    const moved = { bsuid: `${who.bsuid}N` };
    await moves('user_changed_user_id', who, moved);
    await agree(moved);
    await izin.completed(await izin.broadcast());
    expect([addressedTo(who.phone), addressedTo(moved.bsuid)]).toEqual([0, 1]);
  });

  test('P8 who writes from the number later is somebody else, and keeps the stops alone', async () => {
    const who = await subscriber();
    await says(who, 'stop laporan penyaluran');
    const moved = other(who, 1);
    await moves('user_changed_number', who, moved);
    const { contactId } = await izin.stands(moved);
    izin.move(100 * DAY);
    await says({ phone: who.phone, name: 'Orang Baru' }, 'DATA SAYA');
    const stranger = await izin.stands({ phone: who.phone });
    expect(stranger).toEqual({
      contactId: expect.not.stringContaining(contactId),
      topics: { 'laporan-penyaluran': 'unsubscribed' },
      blocks: [],
    });
    expect((await izin.stands(moved)).contactId).toBe(contactId);
  });

  test('a message from before the move is still theirs, so that its stop counts for them', async () => {
    const who = await subscriber();
    const before = izin.now();
    izin.move(60_000);
    const moved = other(who, 1);
    await moves('user_changed_number', who, moved);
    await says({ phone: who.phone }, 'BERHENTI', before);
    expect(await izin.stands(moved)).toMatchObject({ blocks: ['withdrawn_all'] });
  });

  test('P8 moving to a number that we know from somebody else joins nobody', async () => {
    const who = await subscriber();
    const { id } = await izin.api<{ id: string }>('POST', '/contacts', {
      phone: `+${other(who, 2).phone}`,
      name: 'Budi',
    });
    await izin.api('POST', `/contacts/${id}/consents`, { event: 'WITHDRAW', source: 'agent' });
    await moves('user_changed_number', who, { phone: other(who, 2).phone, bsuid: `${who.bsuid}N` });
    const moved = await izin.stands({ phone: other(who, 2).phone });
    expect(moved.contactId).not.toBe(id);
    expect(moved.blocks).toEqual(['withdrawn_all']);
    expect(await izin.api('GET', `/contacts/${moved.contactId}`)).not.toMatchObject({ name: 'Budi' });
    expect(await izin.api('GET', `/contacts/${id}`)).toMatchObject({ name: 'Budi', identities: [] });
  });

  test('two accounts on one number in one delivery are two people', async () => {
    const who = await subscriber();
    const heir = { phone: who.phone, bsuid: `${who.bsuid}H` };
    const says = (one: Customer, words: string) => messages(one, [message(one, text(words), izin.now())]);
    expect(await izin.webhook(envelope(says(who, 'terima kasih'), says(heir, 'berapa nisab zakat?')))).toBe(
      200,
    );
    await izin.settled();
    const [former, now] = [await izin.stands({ bsuid: who.bsuid }), await izin.stands({ bsuid: heir.bsuid })];
    expect(now.contactId).not.toBe(former.contactId);
    expect([former.topics, now.topics]).toEqual([{ [TOPIC]: 'subscribed' }, {}]);
  });

  test('a yes from before the move that comes late subscribes nobody who had stopped', async () => {
    const who = await subscriber();
    const before = izin.now();
    await says(who, 'BERHENTI', before);
    const moved = other(who, 1);
    izin.move(60_000);
    await moves('user_changed_number', who, moved);
    await says({ phone: who.phone }, 'DAFTAR', before + 10_000);
    await says({ phone: who.phone }, 'ya', before + 20_000);
    expect((await izin.stands(moved)).topics[TOPIC]).not.toBe('subscribed');
    // What they say after it counts.
    await agree(moved);
    expect((await izin.stands(moved)).topics[TOPIC]).toBe('subscribed');
  });

  test('who had stopped, and asks again after half a year under an account that is new to us, is subscribed', async () => {
    next += 10;
    const [who] = (await izin.subscribers(1, next)) as [Required<Customer>];
    await says({ phone: who.phone }, 'BERHENTI');
    izin.move(200 * DAY);
    await says(who, 'DAFTAR');
    izin.move(2000);
    await says(who, 'ya');
    expect((await izin.stands(who)).topics[TOPIC]).toBe('subscribed');
  });

  test('a number that was silent for half a year is asked anew when an account shows up on it', async () => {
    next += 10;
    const [who] = (await izin.subscribers(1, next)) as [Required<Customer>];
    izin.move(200 * DAY);
    await says(who, 'berapa nisab zakat maal?');
    expect((await izin.stands(who)).topics).toEqual({ [TOPIC]: 'lapsed' });
  });
});
