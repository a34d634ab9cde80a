import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { Izin, person } from '../setup/izin.js';
import {
  buttonReply,
  envelope,
  media,
  message,
  messages,
  preference,
  sign,
  status,
  text,
  wamid,
} from '../setup/meta.js';

let izin: Izin;
/** Answers to outsiders, and answers to staff that are no data but errors. */
const errors: string[] = [];
const secrets = new Set<string>();
const WORDS = 'rahasia keluarga besar kami';

beforeAll(async () => {
  izin = await Izin.start();
  izin.log.length = 0;
});
afterAll(() => izin.stop());

/** No part of this stands in a text, also not without its country code or in a wamid. */
function expectHome(place: string, written: string): void {
  for (const secret of secrets) {
    if (written.includes(secret)) throw new Error(`${place} holds ${secret}: ${written.slice(0, 2000)}`);
  }
}

test('P8 a day of work leaves no personal data in the log, the metrics or the errors', async () => {
  const people = await izin.subscribers(6, 40);
  for (const { phone, bsuid, name } of people) {
    for (const secret of [phone, phone.slice(2), bsuid, name]) secrets.add(secret);
  }
  secrets.add(WORDS);
  const [a, b, c, d, e, f] = people;
  if (!a || !b || !c || !d || !e || !f) throw new Error('nobody');

  // A conversation, with everything that goes wrong in one.
  const say = async (who: typeof a, content: object) => {
    const id = wamid(who);
    secrets.add(id);
    return izin.webhook(envelope(messages(who, [message(who, content, izin.now(), id)])));
  };
  await say(a, text(`${WORDS} berapa zakat fitrah?`));
  await say(a, text('DAFTAR'));
  await say(a, buttonReply('no-such-button~zz', WORDS));
  await say(b, media('image', { caption: WORDS }));
  await say(b, text(`mau bicara dengan petugas, ${WORDS}`));
  await say(c, {
    type: 'system',
    system: { type: 'user_changed_number', new_wa_id: '62811999', body: WORDS },
  });
  await say(d, { type: 'hologram', hologram: WORDS });
  await izin.webhook(envelope(preference(d, 'stop', izin.now())));
  await izin.settled();

  // A broadcast in which every kind of answer comes.
  izin.graph.fate = ({ to, template }) => {
    if (template === undefined) return { kind: 'accept' };
    if (to === a.phone) return { kind: 'reset' };
    if (to === b.phone) return { kind: 'empty', status: 502 };
    if (to === e.phone) return { kind: 'error', code: 131026 };
    return to === f.phone ? { kind: 'error', code: 777_777 } : { kind: 'accept' };
  };
  const id = await izin.broadcast();
  await izin.completed(id);
  for (const sent of izin.graph.sent) secrets.add(sent.wamid);
  const [sent] = izin.graph.initiated();
  if (sent) {
    await izin.webhook(envelope(status({ phone: sent.to }, sent, 'failed', izin.now(), 131050)));
    await izin.webhook(envelope(status({ phone: sent.to }, sent, 'delivered', izin.now())));
  }
  // A turn that throws, with an error whose message tells all.
  await izin.store.write((tx) =>
    sql`create trigger poison before insert on conversation
      begin select raise(abort, ${sql.lit(`${WORDS} ${f.phone}`)}); end`.execute(tx),
  );
  await say(f, text(WORDS));
  await izin.until(() => izin.log.some((line) => line.includes('"where":"turn"')));

  // Bad input from outside and from inside.
  const raw = JSON.stringify(envelope(messages(a, [message(a, text(WORDS), izin.now())])));
  const outside: [string, Record<string, string>][] = [
    [raw, {}],
    [raw, { 'x-hub-signature-256': sign(raw, 'wrong') }],
    [`{"${WORDS}`, { 'x-hub-signature-256': sign(`{"${WORDS}`) }],
    [JSON.stringify({ object: WORDS }), { 'x-hub-signature-256': sign(JSON.stringify({ object: WORDS })) }],
  ];
  for (const [body, headers] of outside) {
    const answer = await izin.post('/webhook', body, headers);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    errors.push(answer.body);
    expect(answer.body).not.toContain(sign(body).slice(7));
  }
  const { contactId } = await izin.stands(d);
  const calls: [string, string, object?][] = [
    ['GET', `/api/v1/contacts?phone=${a.phone}x`],
    ['GET', `/api/v1/contacts/${a.phone}`],
    ['POST', '/api/v1/contacts', { phone: `${a.phone}${a.phone}`, name: a.name }],
    ['POST', '/api/v1/messages', { contact: contactId, purpose: 'marketing', topic: WORDS, text: WORDS }],
    ['POST', '/api/v1/messages', { contact: contactId, purpose: 'service', text: WORDS }],
    ['GET', `/sandbox/${a.phone}`],
    ['GET', `/api/v1/nowhere/${a.phone}`],
  ];
  for (const [method, path, body] of calls) {
    const response = await izin.request(method, path, body);
    const answer = await response.text();
    if (response.status >= 400) errors.push(answer.replaceAll(path, ''));
  }
  await izin.until(() => izin.log.length > 0);

  const log = izin.log.join('');
  expect(log).toContain('"where":"turn"');
  expectHome('the log', log);
  expectHome('an error', errors.join('\n'));
  expectHome('the metrics', await (await fetch(`http://127.0.0.1:${izin.app.port}/metrics`)).text());
  expectHome('a health probe', await (await fetch(`http://127.0.0.1:${izin.app.port}/readyz`)).text());
  const { items } = await izin.api<{ items: object[] }>('GET', '/account/events');
  expectHome('the events of the account', JSON.stringify(items));
  expectHome('the state of a broadcast', JSON.stringify(await izin.api('GET', `/broadcasts/${id}`)));
  // The check itself can see: the same words do stand where they belong.
  expect(JSON.stringify(await izin.api('GET', `/contacts/${contactId}`))).toContain(d.phone);
  expect(person(40).phone).toBe(a.phone);
});
