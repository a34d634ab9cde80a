import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Izin, TOPIC } from '../setup/izin.js';
import { envelope, message, messages } from '../setup/meta.js';

const DAY = 24 * 3_600_000;
let izin: Izin;
beforeAll(async () => {
  izin = await Izin.start();
  izin.graph.templates.push({
    id: '77',
    name: 'tanya_izin',
    language: 'id',
    category: 'UTILITY',
    status: 'APPROVED',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'BODY', text: 'Isi *{{1}}* dari {{2}} berubah: {{3}}. Masih mau?' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Ya, setuju' },
          { type: 'QUICK_REPLY', text: 'Tidak, terima kasih' },
        ],
      },
    ],
  });
  await izin.api('POST', '/templates/sync');
  const renewal = { name: 'tanya_izin', parameters: ['{{topic}}', '{{org}}', '{{description}}'] };
  await izin.api('PATCH', `/topics/${TOPIC}`, { renewal, template: renewal });
});
afterAll(() => izin.stop());

type Who = { phone: string; bsuid: string };
let next = 6100;
async function subscriber(): Promise<Who> {
  next += 1;
  const [who] = await izin.subscribers(1, next);
  if (!who) throw new Error('nobody');
  return who;
}
let change = 0;
/** Changes the terms, and lets everybody who agreed to older ones be asked; resolves when this one has been. */
async function askAgain(who: Who): Promise<string> {
  change += 1;
  const before = izin.graph.initiated(who.phone).length;
  const text = `kabar nomor ${change}`;
  await izin.api('PATCH', `/topics/${TOPIC}`, { description: { id: text, en: text } });
  const work = await izin.api<{ state: string; version: number }>('POST', `/topics/${TOPIC}/ask-again`);
  expect(work).toMatchObject({ state: 'running', version: change + 1 });
  const sent = await izin.until(() => izin.graph.initiated(who.phone)[before]);
  expect(await izin.api('GET', `/topics/${TOPIC}/ask-again`)).toMatchObject({ version: change + 1 });
  return sent.wamid;
}
async function tap(who: Who, wamid: string, title: string): Promise<void> {
  const content = {
    type: 'button',
    context: { from: '622150100000', id: wamid },
    button: { payload: title, text: title },
  };
  await izin.webhook(
    envelope(messages({ phone: who.phone }, [message({ phone: who.phone }, content, izin.now())])),
  );
  await izin.hurried();
}
const consent = async (who: Who) => {
  const { contactId } = await izin.stands(who);
  const { items } = await izin.api<{ items: { topic: string; state: string }[] }>(
    'GET',
    `/contacts/${contactId}/consents`,
  );
  return items.find(({ topic }) => topic === TOPIC);
};

test('a yes under the question subscribes to the new terms, in its exact words', async () => {
  const who = await subscriber();
  expect(await consent(who)).toMatchObject({
    state: 'subscribed',
    version: 1,
    newest_version: 1,
    decay: { unread: 0, unread_limit: 20 },
  });
  const wamid = await askAgain(who);
  expect(await consent(who)).toMatchObject({ state: 'lapsed', decay: null });
  await tap(who, wamid, 'Ya, setuju');
  expect(await consent(who)).toMatchObject({
    state: 'subscribed',
    version: change + 1,
    newest_version: change + 1,
    evidence: {
      event: 'CONFIRM',
      wording: {
        key: 'template:tanya_izin',
        text: `Isi *Info zakat* dari Yayasan Amanah Contoh berubah: kabar nomor ${change}. Masih mau?`,
      },
    },
  });
  expect(izin.graph.to(who.phone).at(-1)?.text).toContain('Terima kasih');
});

test('the terms change once more before the yes: what was read is what is agreed to', async () => {
  const who = await subscriber();
  const wamid = await askAgain(who);
  const read = change + 1;
  await izin.api('PATCH', `/topics/${TOPIC}`, { purpose: { id: 'lain lagi', en: 'something else' } });
  change += 1;
  await tap(who, wamid, 'Ya, setuju');
  expect(await consent(who)).toMatchObject({ state: 'subscribed', version: read, newest_version: read + 1 });
});

test('P1 no answer is no: nothing goes out, and nobody is asked twice', async () => {
  const who = await subscriber();
  await askAgain(who);
  const { contactId } = await izin.stands(who);
  const asked = izin.graph.initiated(who.phone).length;
  const post = (purpose: string, template: object) =>
    izin.request('POST', '/api/v1/messages', {
      contact: contactId,
      purpose,
      topic: TOPIC,
      basis: 'formulir 118',
      template,
    });
  const marketing = await post('marketing', { name: 'info_zakat', language: 'id' });
  expect((await marketing.json()) as object).toMatchObject({ code: 'lapsed' });
  const template = { name: 'tanya_izin', language: 'id', parameters: ['a', 'b', 'c'] };
  const again = await post('permission', template);
  expect((await again.json()) as object).toMatchObject({ code: 'already_attempted' });
  expect(izin.graph.initiated(who.phone)).toHaveLength(asked);
});

describe('P1 whoever has declined is not asked for 90 days, at any entrance', () => {
  let who: Who;
  let id: string;
  beforeAll(async () => {
    who = await subscriber();
    await tap(who, await askAgain(who), 'Tidak, terima kasih');
    id = (await izin.stands(who)).contactId;
  });
  const state = async () => (await consent(who))?.state;

  test('the no counts', async () => expect(await state()).toBe('declined'));

  test.each(['web', 'api', 'paper', 'qr', 'agent', 'link', 'crm'])('REST, from %s', async (source) => {
    const body = { topic: TOPIC, event: 'REQUEST', source, evidence: 'form 118' };
    expect(await izin.api('POST', `/contacts/${id}/consents`, body)).toMatchObject({
      effect: false,
      items: [{ state: 'declined' }],
    });
  });

  test('import', async () => {
    const response = await fetch(`http://127.0.0.1:${izin.app.port}/api/v1/imports`, {
      method: 'POST',
      headers: { authorization: 'Bearer test-api-key', 'content-type': 'text/csv' },
      body: `phone,name,topic,source,date,wording,reference\n${who.phone},Siti,${TOPIC},formulir,2026-01-05,"Ya, kirimi",F-1\n`,
    });
    expect(response.status).toBeLessThan(300);
    expect(await state()).toBe('declined');
  });

  test('a permission message', async () => {
    const response = await izin.request('POST', '/api/v1/messages', {
      contact: id,
      purpose: 'permission',
      topic: TOPIC,
      basis: 'form 118',
      template: { name: 'tanya_izin', language: 'id', parameters: ['a', 'b', 'c'] },
    });
    expect(response.status).toBe(409);
    expect((await response.json()) as object).toMatchObject({ code: 'declined' });
  });

  test('asking again', async () => {
    const before = izin.graph.initiated(who.phone).length;
    await askAgain(await subscriber());
    expect(izin.graph.initiated(who.phone)).toHaveLength(before);
    expect(await state()).toBe('declined');
  });

  test('they themselves may ask at any time; after 90 days others may', async () => {
    izin.move(90 * DAY);
    try {
      const body = { topic: TOPIC, event: 'REQUEST', source: 'web', evidence: 'form 118' };
      expect(await izin.api('POST', `/contacts/${id}/consents`, body)).toMatchObject({ effect: true });
    } finally {
      izin.move(-90 * DAY);
    }
    const other = await subscriber();
    await tap(other, await askAgain(other), 'Tidak, terima kasih');
    // WhatsApp's clock has seconds, and on a tie the no wins.
    izin.move(2000);
    await izin.from({ phone: other.phone }, 'DAFTAR');
    await izin.hurried();
    expect((await consent(other))?.state).toBe('pending');
  });
});
