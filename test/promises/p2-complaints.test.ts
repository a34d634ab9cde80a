import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Izin, person, TOPIC } from '../setup/izin.js';
import type { Customer } from '../setup/meta.js';

const DAY = 24 * 3_600_000;

interface Complaint {
  number: number;
  state: string;
  kind: string;
  source: string;
  source_name: string | null;
  opened_at: string;
  due_at: string;
  overdue: boolean;
  answer: string | null;
}

describe('P2 a complaint holds marketing and is answered with the truth', () => {
  let izin: Izin;
  let next = 0;
  beforeAll(async () => {
    izin = await Izin.start();
  });
  afterAll(() => izin.stop());

  async function subscriber(): Promise<Required<Customer>> {
    next += 10;
    const [who] = (await izin.subscribers(1, next)) as [Required<Customer>];
    return who;
  }
  async function says(who: Customer, words: string): Promise<string[]> {
    const before = izin.graph.sent.length;
    izin.move(2000);
    expect(await izin.from(who, words)).toBe(200);
    await izin.settled();
    return izin.graph.sent.slice(before).flatMap(({ text }) => text ?? []);
  }
  async function complaintsOf(who: Customer): Promise<Complaint[]> {
    const { contactId } = await izin.stands(who);
    const { items } = await izin.api<{ items: Complaint[] }>('GET', `/complaints?contact=${contactId}`);
    return items;
  }
  /** Somebody whom an integrator has asked for, with proof from elsewhere. */
  async function imported(): Promise<Required<Customer>> {
    next += 10;
    const who = person(next);
    const { id } = await izin.api<{ id: string }>('POST', '/contacts', {
      phone: `+${who.phone}`,
      name: 'Budi',
    });
    await izin.api('POST', `/contacts/${id}/consents`, {
      topic: TOPIC,
      event: 'REQUEST',
      source: 'paper',
      evidence: {
        date: '2025-03-03',
        source: 'Bazar Ramadan 2025',
        wording: 'Saya mau menerima info zakat lewat WhatsApp.',
        reference: 'kotak 3',
      },
    });
    return who;
  }

  test.each(['saya tidak pernah daftar', 'dari mana nomor saya?', 'LAPOR', 'where did you get my number?'])(
    '%p: the source, a number and a time, with two buttons; once',
    async (words) => {
      const who = await imported();
      await says(who, 'berapa nisab zakat maal?');
      const [answer = '', ...more] = await says(who, words);
      expect(more).toEqual([]);
      const [complaint, ...others] = await complaintsOf(who);
      expect(others).toEqual([]);
      expect(complaint).toMatchObject({
        state: 'open',
        source: 'paper',
        source_name: 'Bazar Ramadan 2025',
        kind: words === 'LAPOR' ? 'report' : 'stranger',
      });
      expect(Date.parse(complaint?.due_at ?? '') - Date.parse(complaint?.opened_at ?? '')).toBe(3 * DAY);
      expect(answer).toMatch(/3 Maret 2025|3 March 2025/);
      expect(answer).toContain('Bazar Ramadan 2025');
      expect(answer).toContain('“Saya mau menerima info zakat lewat WhatsApp.”');
      expect(answer).toMatch(new RegExp(`\\b${complaint?.number}\\b`));
      expect(answer.length).toBeLessThanOrEqual(480);
      expect((await izin.stands(who)).blocks).toEqual(['suspended']);
      // Again: the same number, and no second question.
      const [again] = await says(who, words);
      expect(again).toMatch(new RegExp(`\\b${complaint?.number}\\b`));
      expect(again).not.toMatch(/Mau berhenti|Would you like/);
      expect(await complaintsOf(who)).toHaveLength(1);
    },
  );

  test('who subscribed here hears so', async () => {
    const who = await subscriber();
    const [answer] = await says(who, 'dari mana nomor saya?');
    expect(answer).toContain('dari pesan Anda sendiri di WhatsApp ini');
  });

  test('of whom nothing is known, that is said', async () => {
    const who = { phone: '6281377700001', name: 'Baru' };
    const [answer] = await says(who, 'saya tidak pernah daftar, dari mana nomor saya?');
    expect(answer).toContain('sumber yang tidak tercatat');
    expect((await complaintsOf(who))[0]).toMatchObject({ source: 'unknown' });
  });

  test('with a stop beside it: stopped, in one bubble, and taken down', async () => {
    const who = await imported();
    const answers = await says(who, 'saya tidak pernah daftar, tolong berhenti kirim');
    expect(answers).toHaveLength(1);
    expect(answers[0]).toContain('sudah kami hentikan');
    expect(answers[0]).toContain('Pengaduan Anda bernomor');
    expect((await izin.stands(who)).blocks).toEqual(['withdrawn_all']);
    expect(await complaintsOf(who)).toHaveLength(1);
  });

  test('a stop in the next breath does not lose it', async () => {
    const who = await subscriber();
    const at = izin.now();
    await Promise.all([izin.from(who, 'dari mana nomor saya?', at), izin.from(who, 'BERHENTI', at + 1000)]);
    await izin.settled();
    expect((await izin.stands(who)).blocks).toContain('withdrawn_all');
    expect(await complaintsOf(who)).toHaveLength(1);
  });

  test('staff answer it, and everybody sees the rate of its source', async () => {
    const who = await imported();
    await says(who, 'LAPOR');
    const [complaint] = await complaintsOf(who);
    const before = izin.graph.sent.length;
    const answered = await izin.api<Complaint>('PATCH', `/complaints/${complaint?.number}`, {
      answer: 'Nomor Anda kami terima dari bazar, dan kini sudah kami hapus.',
    });
    expect(answered).toMatchObject({ state: 'answered', overdue: false });
    await izin.until(() => izin.graph.sent.length > before);
    expect(izin.graph.sent.at(-1)?.text).toContain('dan kini sudah kami hapus');
    expect(await izin.api('PATCH', `/complaints/${complaint?.number}`, { state: 'closed' })).toMatchObject({
      state: 'closed',
      answer: answered.answer,
    });
    const refused = await izin.request('PATCH', `/api/v1/complaints/${complaint?.number}`, {
      answer: 'Lagi',
    });
    expect([refused.status, await refused.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'complaint_closed' }),
    ]);
    const { items } = await izin.api<{ items: Record<string, unknown>[] }>('GET', '/complaints/sources');
    const bazaar = items.find((one) => one['name'] === 'Bazar Ramadan 2025') as Record<string, number>;
    expect(bazaar).toMatchObject({
      source: 'paper',
      rate: (bazaar['complaints'] ?? 0) / (bazaar['contacts'] ?? 1),
    });
    expect(bazaar['complaints']).toBeGreaterThan(0);
    const metrics = await (await izin.request('GET', '/metrics')).text();
    expect(metrics).toMatch(/izin_complaints_total\{source="paper"\} [1-9]/);
    expect(metrics).toMatch(/izin_complaints_open [1-9]/);
  });

  test('after the window the answer cannot be sent, and it is overdue after three days', async () => {
    const who = await imported();
    await says(who, 'LAPOR');
    const [complaint] = await complaintsOf(who);
    izin.move(3 * DAY + 1000);
    const refused = await izin.request('PATCH', `/api/v1/complaints/${complaint?.number}`, {
      answer: 'Maaf.',
    });
    expect(await refused.json()).toMatchObject({ status: 409, code: 'window_closed' });
    const { items } = await izin.api<{ items: Complaint[] }>('GET', '/complaints?overdue=true');
    expect(items.map(({ number }) => number)).toContain(complaint?.number);
    expect(
      await izin.api('PATCH', `/complaints/${complaint?.number}`, { answer: 'Lewat telepon.', send: false }),
    ).toMatchObject({ state: 'answered', answer: 'Lewat telepon.' });
  });

  test('P8 erasure takes the words and leaves the count', async () => {
    const who = await imported();
    await says(who, 'saya tidak pernah daftar');
    const { contactId } = await izin.stands(who);
    const [complaint] = await complaintsOf(who);
    expect(await izin.api('GET', `/contacts/${contactId}/export`)).toMatchObject({
      complaints: [{ number: complaint?.number, said: 'saya tidak pernah daftar' }],
    });
    expect((await izin.request('DELETE', `/api/v1/contacts/${contactId}`)).ok).toBe(true);
    expect(await izin.api('GET', `/complaints/${complaint?.number}`)).toMatchObject({
      said: null,
      state: 'closed',
      source_name: 'Bazar Ramadan 2025',
    });
  });
});

describe('P8 a phone that somebody else holds', () => {
  let izin: Izin;
  beforeAll(async () => {
    izin = await Izin.start();
  });
  afterAll(() => izin.stop());

  test.each(['bukan saya', 'salah nomor', 'wrong number'])(
    '%p: held, asked politely, the name gone, the yes of the other one gone',
    async (words) => {
      const [who] = (await izin.subscribers(1, words.length)) as [Required<Customer>];
      const { contactId } = await izin.stands(who);
      await izin.api('PATCH', `/contacts/${contactId}`, {
        name: 'Budi',
        attributes: { alamat: 'Jl. Mawar' },
      });
      const before = izin.graph.sent.length;
      await izin.from(who, words);
      await izin.settled();
      await izin.until(() => izin.graph.sent.length > before);
      expect(izin.graph.sent.at(-1)?.text).toMatch(/salah orang|wrong person/);
      expect(await izin.api('GET', `/contacts/${contactId}`)).toMatchObject({ name: null, attributes: {} });
      expect(await izin.stands(who)).toMatchObject({ topics: { [TOPIC]: 'lapsed' }, blocks: ['suspended'] });
      // "Keep sending" of the new one is not yet a yes: they are asked for their own.
      izin.move(3000);
      await izin.from(who, words === 'wrong number' ? 'Keep sending' : 'Tetap kirim');
      await izin.settled();
      expect(await izin.stands(who)).toMatchObject({ topics: { [TOPIC]: 'pending' } });
      izin.move(3000);
      await izin.from(who, 'ya');
      await izin.settled();
      expect(await izin.stands(who)).toMatchObject({ topics: { [TOPIC]: 'subscribed' }, blocks: [] });
    },
  );
});
