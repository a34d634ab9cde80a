import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { wordingHash } from '../../src/consent/ledger-record.js';
import { envelope, preference } from '../setup/meta.js';
import { SandboxWorld } from '../setup/sandbox.js';

const TOPIC = 'info-zakat';
const REPORT = 'laporan-penyaluran';
let world: SandboxWorld;
beforeAll(async () => {
  world = await SandboxWorld.start();
});
afterAll(() => world.stop());

let next = 0;
const somebody = () => {
  next += 1;
  return `62813${String(1_000_000 + next)}`;
};
/** Of this topic, what had an effect: event, source, evidence, wording. */
const changes = async (phone: string, topic = TOPIC) =>
  (await world.ledger(phone)).filter((one) => one.topic === topic && one.effect);

describe('P5 each way in leaves its own evidence', () => {
  test('a keyword and a button: the question as it was shown, its language, its hash, the message', async () => {
    const phone = somebody();
    const asked = await world.write(phone, 'DAFTAR');
    await world.tap(phone, 'Ya, setuju');
    const [request, confirm] = await changes(phone);
    expect(request).toMatchObject({
      event: 'REQUEST',
      to: 'pending',
      source: 'keyword',
      actor: 'customer',
      environment: 'sandbox',
      evidence: { said: 'DAFTAR', message: expect.stringMatching(/^wamid\./) },
    });
    expect(confirm).toMatchObject({
      event: 'CONFIRM',
      from: 'pending',
      to: 'subscribed',
      source: 'button',
      wording: { key: 'consent:ask', language: 'id', text: asked.bubble.body },
      evidence: { choice: 'Ya, setuju', answered: asked.id, message: expect.stringMatching(/^wamid\./) },
    });
    expect(confirm?.wording?.hash).toBe(wordingHash('id', asked.bubble.body ?? ''));
  });

  test.each([
    ['plain words', 'kabari saya kalau ada info zakat terbaru ya', 'text'],
    ['a flow button', 'halo', 'button'],
  ])('%s', async (_, words, source) => {
    const phone = somebody();
    await world.write(phone, words);
    if (source === 'button') await world.tap(phone, 'Langganan info');
    await world.write(phone, 'ya');
    const [request, confirm] = await changes(phone);
    expect(request).toMatchObject({ event: 'REQUEST', source });
    expect(confirm).toMatchObject({ event: 'CONFIRM', source: 'text', evidence: { said: 'ya' } });
    expect(confirm?.wording?.key).toBe('consent:ask');
  });

  test('DAFTAR with the name of a topic asks about that one', async () => {
    const phone = somebody();
    expect((await world.write(phone, 'DAFTAR laporan penyaluran ya kak')).bubble.body).toMatch(/Laporan/i);
    await world.write(phone, '1');
    expect(await world.state(phone, REPORT)).toBe('subscribed');
    expect(await world.state(phone, TOPIC)).toBe('unknown');
  });
});

describe('a link that carries topic and source', () => {
  interface Link {
    id: string;
    text: string;
    url: string;
    uses: number;
  }
  const linkTo = async (more: object = {}) =>
    (
      await world.api<Link>('POST', '/links', {
        topic: REPORT,
        source: 'Poster Masjid Al-Ikhlas',
        channel: 'qr',
        ...more,
      })
    ).body;

  test('has its message ready, and QR codes for print', async () => {
    const { id, text, url } = await linkTo();
    expect(text).toBe(`DAFTAR ${REPORT} (ref ${id})`);
    expect(new URL(url).searchParams.get('text')).toBe(text);
    expect(url).toMatch(/^https:\/\/wa\.me\/622150100000\?/);
    const get = (form: string) =>
      fetch(`${world.url}/api/v1/links/${id}/qr.${form}`, {
        headers: { authorization: 'Bearer test-api-key' },
      });
    expect(await (await get('svg')).text()).toMatch(/^<svg /);
    const png = Buffer.from(await (await get('png')).arrayBuffer());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(1000);
  });

  test.each([
    ['as it stands', (text: string) => text],
    ['small letters, no brackets', (text: string) => text.toLowerCase().replace(/[()]/g, '')],
    ['a greeting before it', (text: string) => `Assalamualaikum kak, ${text}`],
    ['a typing error and thanks', (text: string) => `${text.replace('DAFTAR', 'Dafatr')} makasih`],
    ['the topic taken out', (text: string) => text.replace(` ${REPORT}`, '')],
    ['only the ref', (text: string) => text.replace(/^.*\(/, '(')],
    ['on two lines', (text: string) => text.replace(' (', '\n\n(')],
  ])('works when the customer sends it %s', async (_, edit) => {
    const phone = somebody();
    const { id, text } = await linkTo();
    const asked = await world.write(phone, edit(text));
    expect(asked.bubble.buttons?.map(({ title }) => title)).toContain('Ya, setuju');
    await world.tap(phone, 'Ya, setuju');
    const [request, confirm] = await changes(phone, REPORT);
    expect(request).toMatchObject({
      event: 'REQUEST',
      source: 'qr',
      evidence: { reference: id, source: 'Poster Masjid Al-Ikhlas', said: edit(text) },
    });
    expect(confirm).toMatchObject({ event: 'CONFIRM', wording: { key: 'consent:ask' } });
    const { body } = await world.api<Link>('GET', `/links/${id}`);
    expect(body.uses).toBe(1);
  });

  test('their own words go before its topic', async () => {
    const phone = somebody();
    const { id } = await linkTo();
    await world.write(phone, `DAFTAR ${TOPIC} (ref ${id})`);
    expect(await world.state(phone, TOPIC)).toBe('pending');
    expect(await world.state(phone, REPORT)).toBe('unknown');
  });

  test.each([
    ['DAFTAR laporan-penyaluran (ref 3333)', REPORT],
    ['DAFTAR (ref 3333)', TOPIC],
    ['START laporan-penyaluran (ref 3333)', REPORT],
  ])('an unknown ref is a plain DAFTAR: %s', async (words, topic) => {
    const phone = somebody();
    await world.write(phone, words);
    const [request] = await changes(phone, topic);
    expect(request).toMatchObject({ event: 'REQUEST', source: 'keyword', evidence: { said: words } });
    expect(request?.evidence?.reference).toBeUndefined();
  });

  test('P2 a stop stays a stop with a ref beside it', async () => {
    const phone = somebody();
    const { id } = await linkTo();
    await world.write(phone, 'DAFTAR');
    await world.tap(phone, 'Ya, setuju');
    await world.write(phone, `BERHENTI (ref ${id})`);
    expect(await world.state(phone, TOPIC)).toBe('unsubscribed');
  });

  test('a question beside it is answered, not taken for a wish', async () => {
    const phone = somebody();
    const { id } = await linkTo();
    await world.write(phone, `berapa zakat fitrah tahun ini? (ref ${id})`);
    expect(await world.state(phone, REPORT)).toBe('unknown');
  });

  test.each([
    [{ topic: 'tidak-ada', source: 'x' }, 'unknown_topic'],
    [{ topic: TOPIC }, 'invalid'],
    [{ topic: TOPIC, source: 'x', channel: 'pigeon' }, 'invalid'],
  ])('%j is refused', async (body, code) => {
    expect(await world.api('POST', '/links', body)).toMatchObject({ status: 422, body: { code } });
  });
});

describe("Meta's In-App Signup", () => {
  interface Signup {
    id: string;
    topic: string | null;
    url: string;
    state: string;
  }
  const wanted = { topic: TOPIC, privacy_policy_url: 'https://amanah.example/privasi', accept_terms: true };

  test('is made, tied to its topic and its words, and its yes subscribes', async () => {
    const refused = await world.api('POST', '/signups', { ...wanted, accept_terms: false });
    expect(refused).toMatchObject({ status: 422, body: { code: 'signup_refused' } });
    expect(JSON.stringify(refused.body)).toContain('terms of service');
    const made = await world.api<Signup>('POST', '/signups', wanted);
    expect(made).toMatchObject({ status: 201, body: { topic: TOPIC, state: 'active' } });
    const { id, url } = made.body;
    expect(url).toBe(`https://wa.me/622150100000/signup/${id}`);

    const phone = somebody();
    expect(world.sandbox.signUp(phone, id)).toBe('done');
    expect(world.answers(phone)[0]?.bubble.body).toMatch(/^Terima kasih/);
    await world.until(async () => (await world.state(phone, TOPIC)) === 'subscribed');
    const [request, confirm] = await changes(phone);
    expect(request).toMatchObject({ event: 'REQUEST', source: 'signup', actor: 'customer' });
    expect(confirm).toMatchObject({ event: 'CONFIRM', source: 'signup', evidence: { reference: id } });
    expect(confirm?.wording).toMatchObject({ key: `signup:${id}`, language: 'id' });
    expect(confirm?.wording?.text).toContain('balas BERHENTI');
    expect(confirm?.wording?.text).toContain('https://amanah.example/privasi');
  });

  test('subscribes again after a stop, because it is their own newer act', async () => {
    const { id } = (await world.api<Signup>('POST', '/signups', wanted)).body;
    const phone = somebody();
    await world.write(phone, 'BERHENTI');
    await new Promise((later) => setTimeout(later, 1100));
    world.sandbox.signUp(phone, id);
    await world.until(async () => (await world.state(phone, TOPIC)) === 'subscribed');
  });

  test('revoked: Meta disables it, and who comes by it late is not subscribed', async () => {
    const { id } = (await world.api<Signup>('POST', '/signups', wanted)).body;
    expect(await world.api('POST', `/signups/${id}/revoke`)).toMatchObject({
      body: { id, state: 'revoked' },
    });
    expect(world.sandbox.signUp(somebody(), id)).toBe('no_such_signup');
    const { body } = await world.api<{ items: Signup[] }>('GET', '/signups');
    expect(body.items.find((one) => one.id === id)).toMatchObject({ state: 'revoked' });
    expect(await world.api('POST', '/signups/12345/revoke')).toMatchObject({ status: 404 });
    const phone = somebody();
    const late = JSON.stringify(envelope(preference({ phone }, 'signup', Date.now() + 1000, id)));
    const signature = createHmac('sha256', 'sandbox-app-secret').update(late).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
    const answer = await fetch(`${world.url}/webhook`, { method: 'POST', headers, body: late });
    expect(answer.status).toBe(200);
    await world.until(async () => (await world.contact(phone)) !== '');
    expect(await world.state(phone, TOPIC)).toBe('unknown');
  });

  test('one that was made elsewhere is listed, kept without effect, and staff are told', async () => {
    const graph = await fetch(`${world.url}/sandbox/graph/v26.0/200000000000002/signups`, {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox-token', 'content-type': 'application/json' },
      body: JSON.stringify({
        display_name: 'Promo',
        signup_message: 'Boleh?',
        confirmation_message: 'Terima kasih.',
        privacy_policy_url: 'https://amanah.example/privasi',
      }),
    });
    const { id } = (await graph.json()) as { id: string };
    const phone = somebody();
    world.sandbox.signUp(phone, id);
    const told = () =>
      world.app.store.read
        .selectFrom('account_event')
        .select('detail')
        .where('kind', '=', 'SIGNUP_WITHOUT_EFFECT')
        .where('detail', 'like', `%${id}%`)
        .executeTakeFirst();
    await world.until(told);
    expect(await world.state(phone, TOPIC)).toBe('unknown');
    const kept = await world.app.store.read
      .selectFrom('event')
      .select(['state', 'payload'])
      .where('field', '=', 'user_preferences')
      .where('payload', 'like', `%${id}%`)
      .executeTakeFirstOrThrow();
    expect(kept.state).toBe('done');
    const { body } = await world.api<{ items: Signup[] }>('GET', '/signups');
    expect(body.items.find((one) => one.id === id)).toMatchObject({ topic: null, state: 'active' });
  });

  test('is not offered where Meta does not offer it', () => {
    expect(world.sandbox.signUp('447700900123', '1040000000000001')).toBe('region');
  });

  test('words that Meta would refuse are refused here, with what to do', async () => {
    const long = await world.api('POST', '/signups', { ...wanted, message: 'x'.repeat(301) });
    expect(long).toMatchObject({ status: 422, body: { code: 'invalid' } });
    const hole = await world.api('POST', '/signups', { ...wanted, confirmation: 'Pakai {{promo_code}}' });
    expect(hole).toMatchObject({ status: 422, body: { code: 'signup_refused' } });
  });
});
