import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expireRequests } from '../../src/consent/expiry.js';
import { quietHoursIn } from '../setup/izin.js';
import { SandboxWorld } from '../setup/sandbox.js';

const TOPIC = 'info-zakat';
const REPORT = 'laporan-penyaluran';
const PLAIN = 'kabar-relawan';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let world: SandboxWorld;
beforeAll(async () => {
  world = await SandboxWorld.start({ IZIN_QUIET_HOURS: '', IZIN_FREQUENCY_CAP: '' });
  const name = { id: 'Kabar relawan', en: 'Volunteer news' };
  await world.api('POST', '/topics', { id: PLAIN, name, description: name });
  await world.until(async () => (await world.api<Listed>('GET', '/templates')).body.items.length > 0);
});
afterAll(() => world.stop());

interface Listed {
  items: Record<string, unknown>[];
}
interface Question {
  state: string;
  reason: string | null;
  message: { id: string; en: string } | null;
}
interface Consents {
  items: { topic: string; state: string; question: Question | null }[];
  effect?: boolean;
}

let next = 0;
const somebody = () => {
  next += 1;
  return `62816${String(1_000_000 + next)}`;
};
async function known() {
  const phone = somebody();
  const { body } = await world.api<{ id: string }>('POST', '/contacts', { phone });
  return { phone, id: body.id };
}
const request = (id: string, more: object = {}) =>
  world.api<Consents>('POST', `/contacts/${id}/consents`, {
    topic: TOPIC,
    event: 'REQUEST',
    source: 'paper',
    evidence: { note: 'Kotak amal Ramadan', date: '2026-05-03' },
    ...more,
  });
const visitor = () => {
  next += 1;
  return { 'x-forwarded-for': `203.0.113.${next % 250}` };
};
/** Fills in our page. */
async function signUp(phone: string, { topic = TOPIC, language = 'id', from = visitor() as object } = {}) {
  const path = `${world.url}/subscribe/${topic}?lang=${language}`;
  const shown = await (await fetch(path)).text();
  const seal = /name="seal" value="([^"]*)"/.exec(shown)?.[1] ?? '';
  const response = await fetch(path, {
    method: 'POST',
    headers: { ...from, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ seal, agree: 'yes', number: `+${phone}` }).toString(),
  });
  expect(response.status).toBe(200);
  return response.text();
}
async function move(ms: number) {
  await fetch(`${world.url}/sandbox/api/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ move: ms }),
  });
}
/** What became of the question, as staff see it. */
async function question(phone: string, topic = TOPIC): Promise<Question | null | undefined> {
  const { body } = await world.api<Consents>('GET', `/contacts/${await world.contact(phone)}/consents`);
  return body.items.find((one) => one.topic === topic)?.question;
}
const delivered = (phone: string) => world.until(() => world.answers(phone)[0]);
/** Long enough for whatever could leave to have left: another message, asked for later, has arrived. */
async function nothingFor(phone: string) {
  const other = await known();
  await request(other.id);
  await delivered(other.phone);
  expect(world.answers(phone)).toHaveLength(0);
}

describe('P1 a request from elsewhere is followed by one question, and only the answer subscribes', () => {
  test.each([
    ['paper', { note: 'Kotak amal Ramadan', date: '2026-05-03' }, 'pada 3 Mei 2026', 'lewat formulir kertas'],
    ['telephone', { note: 'Rina, pukul 10.00' }, 'nomor ini didaftarkan', 'lewat telepon'],
    ['qr', { reference: 'meja pendaftaran 3' }, 'nomor ini didaftarkan', 'lewat kode QR'],
    ['api', { reference: 'crm-118' }, 'nomor ini didaftarkan', 'lewat sistem kami'],
    ['formulir donasi', { reference: 'web-118' }, 'nomor ini didaftarkan', 'lewat formulir donasi'],
  ])('%s', async (source, evidence, date, words) => {
    const { phone, id } = await known();
    const { body } = await request(id, { source, evidence });
    expect(body).toMatchObject({ effect: true, items: [{ state: 'pending', question: { reason: null } }] });
    const asked = await delivered(phone);
    expect(asked.bubble.body).toContain(date);
    expect(asked.bubble.body).toContain(words);
    expect(await world.state(phone, TOPIC)).toBe('pending');
    await world.tap(phone, 'Ya, setuju');
    expect(await world.state(phone, TOPIC)).toBe('subscribed');
    const confirm = (await world.ledger(phone)).find(({ event }) => event === 'CONFIRM');
    expect(confirm).toMatchObject({ actor: 'customer', wording: { key: 'template:consent_confirm' } });
    expect(confirm?.wording?.text).toBe(asked.bubble.body);
  });

  test('the page: whoever does not go on to WhatsApp is asked there, in the language of the page', async () => {
    const phone = somebody();
    expect(await signUp(phone, { language: 'en' })).toContain('once at most');
    expect(await question(phone)).toMatchObject({ state: 'queued', reason: null });
    await nothingFor(phone);
    await move(6 * MINUTE);
    const asked = await delivered(phone);
    expect(asked.bubble.body).toContain('signed up through subscribe page');
    await world.tap(phone, 'Yes, I agree');
    expect(await world.state(phone, TOPIC)).toBe('subscribed');
  });

  test('the page: whoever writes to us first is asked in the chat, and gets no second question', async () => {
    const phone = somebody();
    const ref = /\(ref (\w+)\)/.exec(await signUp(phone))?.[1];
    await world.write(phone, `DAFTAR ${TOPIC} (ref ${ref})`);
    await move(6 * MINUTE);
    const other = await known();
    await request(other.id);
    await delivered(other.phone);
    expect(world.answers(phone)).toHaveLength(1);
    await world.tap(phone, 'Ya, setuju');
    expect(await world.state(phone, TOPIC)).toBe('subscribed');
  });

  test('"that was not me" declines, and nobody asks them again for 90 days', async () => {
    const { phone, id } = await known();
    await request(id);
    await delivered(phone);
    await world.tap(phone, 'Bukan saya');
    const before = world.answers(phone).length;
    expect((await request(id)).body).toMatchObject({ effect: false, items: [{ state: 'declined' }] });
    await signUp(phone);
    await move(6 * MINUTE);
    await delivered((await asked()).phone);
    expect(world.answers(phone)).toHaveLength(before);
  });

  async function asked() {
    const one = await known();
    await request(one.id);
    return one;
  }
});

describe('P1 nobody is pestered by what others type', () => {
  test('one message for a request, however often it is sent', async () => {
    const { phone, id } = await known();
    await request(id);
    await delivered(phone);
    for (const source of ['paper', 'api', 'qr']) await request(id, { source });
    await signUp(phone);
    await signUp(phone, { topic: REPORT });
    expect(await question(phone, REPORT)).toMatchObject({ state: 'not_asked', reason: 'already_asked' });
    await move(6 * MINUTE);
    await nothingFor(somebody());
    expect(world.answers(phone)).toHaveLength(1);
  });

  test('who let a question pass unanswered is not asked again: the message promised that', async () => {
    const { phone, id } = await known();
    await request(id);
    await delivered(phone);
    await move(73 * HOUR);
    const clock = await fetch(`${world.url}/sandbox/api/clock`);
    const { now } = (await clock.json()) as { now: number };
    await expireRequests(world.app.store, { now, environment: 'sandbox' });
    expect(await world.state(phone, TOPIC)).toBe('unknown');
    const { body } = await request(id);
    expect(body.items[0]).toMatchObject({
      state: 'pending',
      question: { state: 'not_asked', reason: 'already_asked' },
    });
    expect(body.items[0]?.question?.message?.en).toContain('promised');
    await signUp(phone);
    await move(6 * MINUTE);
    await nothingFor(somebody());
    expect(world.answers(phone)).toHaveLength(1);
  });

  test.each([['BERHENTI'], ['hapus nomor saya, saya tidak mau dihubungi']])('after "%s"', async (words) => {
    const phone = somebody();
    await world.write(phone, words);
    const before = world.answers(phone).length;
    await request(await world.contact(phone));
    await signUp(phone);
    await move(6 * MINUTE);
    await nothingFor(somebody());
    expect(world.answers(phone)).toHaveLength(before);
  });

  test('a stop takes back a question that still waits', async () => {
    const phone = somebody();
    await signUp(phone);
    await world.write(phone, 'STOP');
    await move(6 * MINUTE);
    await nothingFor(somebody());
    expect(world.answers(phone)).toHaveLength(1);
  });

  test('one address gets five strangers asked in an hour; the page answers as ever, and staff see why', async () => {
    const from = { 'x-forwarded-for': '198.51.100.23' };
    const phones = Array.from({ length: 7 }, somebody);
    const pages = new Set<string>();
    for (const phone of phones) {
      const html = await signUp(phone, { from });
      pages.add(html.replace(/ref( |%20)\w+/g, 'ref').replace(/<svg.*<\/svg>/s, ''));
    }
    expect(pages.size).toBe(1);
    const states = await Promise.all(phones.map((phone) => question(phone)));
    expect(states.map((one) => one?.state)).toEqual([
      ...Array(5).fill('queued'),
      ...Array(2).fill('not_asked'),
    ]);
    expect(states.at(-1)).toMatchObject({ reason: 'budget_exhausted' });
    expect(states.at(-1)?.message?.id).toContain('halaman berlangganan');
    const elsewhere = somebody();
    await signUp(elsewhere);
    expect(await question(elsewhere)).toMatchObject({ state: 'queued' });
  });
});

describe('staff see why nobody was asked', () => {
  test.each([
    ['the topic has no template', { topic: PLAIN }, 'no_template'],
    ['nothing proves the request', { source: 'web', evidence: undefined }, 'no_basis'],
  ])('%s', async (_, more, reason) => {
    const { phone, id } = await known();
    const { body } = await request(id, more);
    expect(body.items[0]?.question).toMatchObject({ state: 'not_asked', reason });
    expect(body.items[0]?.question?.message?.id).toContain('wa.me');
    await nothingFor(phone);
  });

  test('the page offers no question where there is no template, and keeps its link', async () => {
    const phone = somebody();
    const html = await signUp(phone, { topic: PLAIN });
    expect(html).not.toContain('paling banyak satu kali');
    expect(html).toContain('https://wa.me/');
    expect(await question(phone, PLAIN)).toMatchObject({ state: 'not_asked', reason: 'no_template' });
  });

  test('Meta has not approved the template; once it has, the same request brings the question', async () => {
    const status = (value: string) =>
      world.app.store.write((tx) =>
        tx.updateTable('template').set({ status: value }).where('name', '=', 'consent_confirm').execute(),
      );
    await status('PENDING');
    const { phone, id } = await known();
    const { body } = await request(id);
    expect(body.items[0]?.question).toMatchObject({ state: 'not_asked', reason: 'template_not_approved' });
    await status('APPROVED');
    expect((await request(id)).body).toMatchObject({ items: [{ question: { reason: null } }] });
    await delivered(phone);
  });

  test('it waits for the end of the quiet hours', async () => {
    const night = await SandboxWorld.start({ IZIN_QUIET_HOURS: quietHoursIn(-0.5) });
    try {
      await night.until(async () => (await night.api<Listed>('GET', '/templates')).body.items.length > 0);
      const phone = somebody();
      const { body } = await night.api<{ id: string }>('POST', '/contacts', { phone });
      const evidence = { note: 'Kotak amal' };
      const asking = { topic: TOPIC, event: 'REQUEST', source: 'paper', evidence };
      await night.api('POST', `/contacts/${body.id}/consents`, asking);
      const waiting = await night.until(async () => {
        const { body: found } = await night.api<Consents>('GET', `/contacts/${body.id}/consents`);
        return found.items.find((one) => one.question?.reason === 'quiet_hours')?.question;
      });
      expect(waiting).toMatchObject({ state: 'deferred' });
      expect(night.answers(phone)).toHaveLength(0);
    } finally {
      await night.stop();
    }
  });
});
