import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { wordingHash } from '../../src/consent/ledger-record.js';
import { SandboxWorld } from '../setup/sandbox.js';

const TOPIC = 'info-zakat';
let world: SandboxWorld;
beforeAll(async () => {
  world = await SandboxWorld.start();
});
afterAll(() => world.stop());

let next = 0;
const somebody = () => {
  next += 1;
  return `62814${String(1_000_000 + next)}`;
};
/** Each test's visitor has an address of its own, as a proxy on this machine would tell it. */
const visitor = () => {
  next += 1;
  return { 'x-forwarded-for': `203.0.113.${next % 250}` };
};
const open = (path = `/subscribe/${TOPIC}`, headers: Record<string, string> = {}) =>
  fetch(`${world.url}${path}`, { headers: { ...visitor(), ...headers } });
const sealIn = (html: string) => /name="seal" value="([^"]*)"/.exec(html)?.[1] ?? '';
const refIn = (html: string) => /\(ref (\w+)\)/.exec(html)?.[1] ?? '';

/** Fills in the form as it stands and sends it. */
async function submit(
  fields: Record<string, string>,
  { topic = TOPIC, language = 'id', from = visitor() as Record<string, string>, seal = '' } = {},
) {
  const path = `/subscribe/${topic}?lang=${language}`;
  const shown = seal || sealIn(await (await open(path)).text());
  const response = await fetch(`${world.url}${path}`, {
    method: 'POST',
    headers: { ...from, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ seal: shown, ...fields }).toString(),
  });
  return { status: response.status, html: await response.text() };
}
const wordings = () =>
  world.app.store.read.selectFrom('wording').selectAll().where('key', '=', 'subscribe:page').execute();

describe('the page', () => {
  test('is small and plain: no script, no cookie, nothing from elsewhere, an empty box', async () => {
    const response = await open();
    const html = await response.text();
    expect(Buffer.byteLength(html)).toBeLessThan(20 * 1024);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|<link|<img|src=|checked/);
    expect(html).toMatch(/<input type="checkbox"[^>]* required>/);
    for (const words of [
      'Info zakat',
      'Yayasan Amanah Contoh',
      'Paling banyak 2 pesan dalam 7 hari',
      'BERHENTI',
    ])
      expect(html).toContain(words);
  });

  test.each([
    ['id-ID,id;q=0.9,en;q=0.5', '', 'id'],
    ['en-GB,en;q=0.9', '', 'en'],
    ['fr', '', 'id'],
    ['en', '?lang=id', 'id'],
    ['id', '?lang=en', 'en'],
  ])('speaks by %s%s: %s', async (accepted, query, language) => {
    const response = await open(`/subscribe/${TOPIC}${query}`, { 'accept-language': accepted });
    expect(response.headers.get('content-language')).toBe(language);
    const html = await response.text();
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain(language === 'id' ? '?lang=en' : '?lang=id');
  });

  test('lists the topics, and says so when there is no such one', async () => {
    expect(await (await open('/subscribe')).text()).toContain(`/subscribe/${TOPIC}?lang=id`);
    const none = await open('/subscribe/tidak-ada');
    expect(none.status).toBe(404);
    expect(await none.text()).toContain('Halaman ini tidak ada');
  });
});

describe('P5 a form that is sent', () => {
  test('is pending for the number that was typed, with the page’s words, and WhatsApp makes the rest', async () => {
    const phone = somebody();
    const { status, html } = await submit({ agree: 'yes', number: `0${phone.slice(2)}` });
    expect(status).toBe(200);
    const ref = refIn(html);
    const message = `DAFTAR ${TOPIC} (ref ${ref})`;
    expect(html).toContain(`https://wa.me/622150100000?text=${encodeURIComponent(message)}`);
    expect(html).toContain('<svg ');
    expect(await world.state(phone, TOPIC)).toBe('pending');
    expect(world.answers(phone)).toHaveLength(0);
    const [pending] = await world.ledger(phone);
    expect(pending).toMatchObject({
      event: 'REQUEST',
      source: 'web',
      actor: 'visitor',
      evidence: { reference: ref, source: 'halaman berlangganan', shown: expect.stringMatching(/Z$/) },
      wording: { key: 'subscribe:page', language: 'id' },
    });
    expect(pending?.wording?.text).toContain('Ya, saya setuju menerima *Info zakat*');

    await world.write(phone, message);
    expect(await world.state(phone, TOPIC)).toBe('pending');
    await world.tap(phone, 'Ya, setuju');
    expect(await world.state(phone, TOPIC)).toBe('subscribed');
    const [, own, confirm] = (await world.ledger(phone)).filter(({ topic }) => topic === TOPIC);
    expect(own).toMatchObject({
      event: 'REQUEST',
      source: 'web',
      actor: 'customer',
      evidence: { reference: ref },
    });
    expect(own?.wording?.hash).toBe(pending?.wording?.hash);
    expect(confirm).toMatchObject({ event: 'CONFIRM', source: 'button', wording: { key: 'consent:ask' } });
  });

  test('without a number leaves nothing of a person; their message brings it all', async () => {
    const contacts = async () =>
      (await world.app.store.read.selectFrom('contact').select('id').execute()).length;
    const before = await contacts();
    const { html } = await submit({ agree: 'yes' }, { language: 'en' });
    expect(await contacts()).toBe(before);
    const phone = somebody();
    await world.write(phone, `START ${TOPIC} (ref ${refIn(html)})`);
    const [request] = await world.ledger(phone);
    expect(request).toMatchObject({
      event: 'REQUEST',
      source: 'web',
      wording: { key: 'subscribe:page', language: 'en' },
      evidence: { source: 'subscribe page' },
    });
    expect(request?.wording?.hash).toBe(wordingHash('en', request?.wording?.text ?? ''));
  });

  test('its ref counts once, and afterwards is a plain DAFTAR', async () => {
    const ref = refIn((await submit({ agree: 'yes' })).html);
    await world.write(somebody(), `DAFTAR ${TOPIC} (ref ${ref})`);
    const other = somebody();
    await world.write(other, `DAFTAR ${TOPIC} (ref ${ref})`);
    expect((await world.ledger(other))[0]).toMatchObject({ source: 'keyword' });
  });

  test('answers the same for every number: new, subscribed, stopped, erased', async () => {
    const subscribed = somebody();
    await world.write(subscribed, 'DAFTAR');
    await world.tap(subscribed, 'Ya, setuju');
    const stopped = somebody();
    await world.write(stopped, 'BERHENTI');
    const erased = somebody();
    await world.write(erased, 'DAFTAR');
    await world.api('DELETE', `/contacts/${await world.contact(erased)}`);
    const answers = new Set<string>();
    for (const phone of [somebody(), subscribed, stopped, erased]) {
      const { status, html } = await submit({ agree: 'yes', number: `+${phone}` });
      const same = html.replaceAll(refIn(html), 'REF').replace(/<svg.*<\/svg>/s, '');
      answers.add(`${status} ${same}`);
    }
    expect(answers.size).toBe(1);
    expect(await world.state(subscribed, TOPIC)).toBe('subscribed');
    expect(await world.state(stopped, TOPIC)).toBe('unsubscribed');
    expect(await world.contact(erased)).toBe('');
  });

  test.each([
    ['the box is empty', { number: '08123456789' }, 'Centang dulu'],
    ['the number is none', { agree: 'yes', number: '0812' }, 'Nomor ini belum benar'],
    ['the seal is not ours', { agree: 'yes', seal: 'abc.def' }, 'sudah diperbarui'],
    ['there is no seal', { agree: 'yes', seal: '' }, 'sudah diperbarui'],
  ])('is shown again when %s, with the reason and what was typed', async (_, fields, reason) => {
    const { status, html } = await submit(fields as Record<string, string>);
    expect(status).toBe(422);
    expect(html).toContain(reason);
    expect(html).toContain(`value="${(fields as { number?: string }).number ?? ''}"`);
    expect(html).not.toContain('checked');
  });

  test('agrees only to the words that it has shown', async () => {
    const seal = sealIn(await (await open(`/subscribe/laporan-penyaluran`)).text());
    expect((await submit({ agree: 'yes' }, { seal })).status).toBe(422);
    const english = sealIn(await (await open(`/subscribe/${TOPIC}?lang=en`)).text());
    expect((await submit({ agree: 'yes' }, { seal: english })).status).toBe(422);
  });

  test('by a machine that fills in everything gets the same page and leaves nothing', async () => {
    const phone = somebody();
    const before = (await wordings()).length;
    const { status, html } = await submit({ agree: 'yes', number: `+${phone}`, email: 'a@b.example' });
    expect(status).toBe(200);
    expect(refIn(html)).toHaveLength(8);
    expect(await world.contact(phone)).toBe('');
    expect((await wordings()).length).toBe(before);
    await world.write(phone, `DAFTAR ${TOPIC} (ref ${refIn(html)})`);
    expect((await world.ledger(phone))[0]).toMatchObject({ source: 'keyword' });
  });

  test('too often from one address is refused, and others are not', async () => {
    const from = { 'x-forwarded-for': '198.51.100.7' };
    const statuses: number[] = [];
    for (let i = 0; i < 31; i++) statuses.push((await submit({}, { from, seal: 'x.y' })).status);
    expect(statuses.filter((status) => status === 422)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
    expect((await submit({}, { seal: 'x.y' })).status).toBe(422);
  });

  test('P8 leaves no number in the database’s links', async () => {
    const phone = somebody();
    await submit({ agree: 'yes', number: `+${phone}` });
    const rows = await world.app.store.read.selectFrom('subscribe_link').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(phone.slice(2));
  });
});
