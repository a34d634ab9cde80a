import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jpegOf } from '../media/pictures.js';
import { KEY, NUMBER, Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

test('a ticket from open to closed', async () => {
  const contact = await rig.contact('081800010001');
  await rig.wrote(contact, 'mau bicara dengan petugas');
  const opened = await rig.post('/tickets', { contact, reason: 'handoff' });
  expect(opened.status).toBe(201);
  expect(opened.body).toMatchObject({
    contact,
    number_id: NUMBER,
    state: 'open',
    reason: 'handoff',
    position: 1,
  });
  const at = `/tickets/${opened.body.id}`;
  expect((await rig.post('/tickets', { contact })).body.id).toBe(opened.body.id);
  expect((await rig.api('/tickets')).body.items).toHaveLength(1);

  expect((await rig.post(`${at}/assign`, { assignee: 'rina' })).body.assignee).toBe('rina');
  expect((await rig.api('/tickets?assignee=rina')).body.items).toHaveLength(1);
  expect((await rig.api('/tickets?assignee=budi')).body.items).toEqual([]);
  const until = new Date(rig.clock.at + 60_000).toISOString();
  expect((await rig.post(`${at}/snooze`, { until })).body.snoozed_until).toBe(until);
  expect((await rig.api('/tickets')).body.items).toEqual([]);
  expect((await rig.api('/tickets?snoozed=true')).body.items).toHaveLength(1);
  expect((await rig.post(`${at}/snooze`, { until: null })).body.snoozed_until).toBeNull();
  expect((await rig.post(`${at}/note`, { text: 'sudah ditelepon' })).body.notes).toMatchObject([
    { author: 'API', text: 'sudah ditelepon' },
  ]);
  const reply = await rig.post(`${at}/reply`, { text: 'Baik, kami bantu.', author: 'rina' });
  expect(reply.status).toBe(202);
  expect((await rig.api(`/messages/${reply.body.id}`)).body).toMatchObject({
    contact,
    purpose: 'service',
    state: 'queued',
  });

  expect((await rig.post(`${at}/close`)).body.state).toBe('closed');
  const late = await rig.post(`${at}/reply`, { text: 'halo' });
  expect([late.status, late.body.code]).toEqual([409, 'ticket_closed']);
  expect((await rig.api('/tickets')).body.items).toEqual([]);
  expect((await rig.api('/tickets?state=closed')).body.items).toHaveLength(1);
  expect((await rig.api(at)).body.state).toBe('closed');
});

test('a reply needs an open window', async () => {
  const contact = await rig.contact('081800010002');
  const { body } = await rig.post('/tickets', { contact });
  const reply = await rig.post(`/tickets/${body.id}/reply`, { text: 'halo' });
  expect([reply.status, reply.body.code]).toEqual([409, 'window_closed']);
});

test.each<[string, object, number, string]>([
  ['/tickets', { contact: 'ct_none' }, 422, 'contact_unknown'],
  ['/tickets', {}, 422, 'invalid'],
  ['/tickets/tk_none/assign', { assignee: 'rina' }, 404, 'not_found'],
  ['/tickets/tk_none/reply', { text: 'halo' }, 404, 'not_found'],
  ['/tickets/tk_none/note', { text: 'halo' }, 404, 'not_found'],
  ['/tickets/tk_none/close', {}, 404, 'not_found'],
  ['/tickets/tk_none/reply', { text: ' ' }, 422, 'invalid'],
])('%s with %j is refused', async (path, body, status, code) => {
  const answer = await rig.post(path, body);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test('quick replies', async () => {
  const made = await rig.post('/quick-replies', { title: 'Jam kantor', text: 'Senin-Jumat' });
  expect(made.status).toBe(201);
  const at = `/quick-replies/${made.body.id}`;
  expect(
    (await rig.api(at, { method: 'PATCH', body: { title: 'Jam', text: 'Tiap hari' } })).body,
  ).toMatchObject({ title: 'Jam', text: 'Tiap hari' });
  expect((await rig.api('/quick-replies')).body.items).toMatchObject([{ id: made.body.id, title: 'Jam' }]);
  expect((await rig.api(at, { method: 'DELETE' })).status).toBe(204);
  expect((await rig.api('/quick-replies')).body.items).toEqual([]);
  expect((await rig.api(at, { method: 'DELETE' })).body.code).toBe('not_found');
});

test.each(['Halo {{nama}}', '{{ }}', '{{names}}, {{name}}', '{{agent.x}}'])(
  'a quick reply with the unknown variable in %j is not kept',
  async (words) => {
    const made = await rig.post('/quick-replies', { title: 'Salam', text: words });
    expect([made.status, made.body.code]).toEqual([422, 'invalid_text']);
    expect(made.text).toContain('{{name}}, {{agent}}, {{org}}, {{ticket}}, {{hours}}');
  },
);

test('variables are filled in on the server, in the preview as in the reply', async () => {
  const contact = await rig.contact('081800010019');
  await rig.wrote(contact, 'petugas');
  const { body } = await rig.post('/tickets', { contact });
  const at = `/tickets/${body.id}`;
  const text = 'Halo {{name}}, saya {{ agent }} dari {{org}} ({{ticket}}). Kami ada {{hours}}.';
  const { body: quick } = await rig.post('/quick-replies', { title: 'Salam', text });
  const preview = async (given: object) => (await rig.post(`${at}/preview`, given)).body;
  const end = `dari Yayasan Amanah (${body.id}). Kami ada Senin-Jumat 08.00-17.00 WIB.`;
  expect(await preview({ quick_reply: quick.id, author: 'Rina' })).toEqual({
    text: `Halo Bapak/Ibu, saya Rina ${end}`,
  });
  expect(await preview({ text: 'Halo {{name|Kak}}' })).toEqual({ text: 'Halo Kak' });
  await rig.api(`/contacts/${contact}`, { method: 'PATCH', body: { name: 'Siti {{fact.x}} {{org}}' } });
  expect((await preview({ text: '{{name}}' })).code).toBe('content_blocked');
  await rig.api(`/contacts/${contact}`, { method: 'PATCH', body: { name: 'Siti' } });
  const sent = await rig.post(`${at}/reply`, { quick_reply: quick.id, author: 'Rina' });
  expect(sent.status).toBe(202);
  const { items } = (await rig.api(`${at}/transcript`)).body;
  expect(items.at(-1).text).toBe(`Halo Siti, saya Rina ${end}`);
  await rig.api(`/contacts/${contact}`, { method: 'PATCH', body: { name: null, language: 'en' } });
  expect(await preview({ text: 'Dear {{name}}' })).toEqual({ text: 'Dear Sir/Madam' });
  for (const [given, code] of [
    [{ text: 'Halo {{nama}}' }, 'invalid_text'],
    [{ quick_reply: 'qr_none' }, 'not_found'],
    [{}, 'invalid'],
    [{ text: 'a', quick_reply: quick.id }, 'invalid'],
  ] as const)
    expect((await rig.post(`${at}/reply`, given)).body.code).toBe(code);
});

test('labels', async () => {
  expect((await rig.post('/labels', { label: 'mitra' })).status).toBe(201);
  expect((await rig.api('/labels')).body.items).toContainEqual({ label: 'mitra' });
  expect((await rig.post('/labels', { label: '' })).body.code).toBe('invalid');
});

test('agents come and go', async () => {
  await rig.post('/agents', { name: 'rina', presence: 'here' });
  const { body } = await rig.post('/agents', { name: 'budi', presence: 'away' });
  expect(body.items).toMatchObject([
    { name: 'budi', presence: 'away', open_tickets: 0 },
    { name: 'rina', presence: 'here' },
  ]);
  expect((await rig.api('/agents')).body).toEqual(body);
  expect((await rig.post('/agents', { name: 'rina', presence: 'sleeping' })).body.code).toBe('invalid');
});

test('a ticket of a team', async () => {
  const contact = await rig.contact('081800010029');
  const { body } = await rig.post('/tickets', { contact, team: 'zakat' });
  expect(body.team).toBe('zakat');
  const listed = async (team: string) =>
    (await rig.api(`/tickets?team=${team}`)).body.items.map((one: { id: string }) => one.id);
  expect([await listed('zakat'), await listed('qurban')]).toEqual([[body.id], []]);
  const moved = await rig.post(`/tickets/${body.id}/assign`, { assignee: null, team: 'qurban' });
  expect(moved.body).toMatchObject({ team: 'qurban', assignee: null });
  const agents = await rig.post('/agents', { name: 'sari', presence: 'away', teams: ['zakat'] });
  expect(agents.body.items).toContainEqual(expect.objectContaining({ name: 'sari', teams: ['zakat'] }));
});

test('the transcript holds what was said while the ticket was open, without card numbers', async () => {
  const contact = await rig.contact('081800010009');
  await rig.wrote(contact, 'kartu saya 4111 1111 1111 1111', 1000);
  const { body } = await rig.post('/tickets', { contact });
  await rig.post(`/tickets/${body.id}/reply`, { text: 'Baik, kami cek.' });
  const note = await rig.post(`/tickets/${body.id}/note`, { text: 'NIK 3273010101900001' });
  expect(note.body.notes[0].text).toBe('NIK ••••••••••••0001');
  const path = `/tickets/${body.id}/transcript`;
  expect((await rig.api(path)).body.items).toMatchObject([
    { from: 'customer', text: 'kartu saya •••• •••• •••• 1111' },
    { from: 'us', text: 'Baik, kami cek.' },
  ]);
  const headers = { authorization: `Bearer ${KEY}`, accept: 'text/plain' };
  const file = await fetch(`${rig.url}/api/v1${path}`, { headers });
  expect(file.headers.get('content-type')).toContain('text/plain');
  expect(await file.text()).toMatch(
    /^2026-01-05 09:59 {2}Pelanggan · Customer: kartu saya •••• •••• •••• 1111\n/,
  );
  const history = (await rig.api(`/contacts/${contact}/messages`)).text;
  expect(history).not.toContain('4111 1111');
});

describe('a reply with a file', () => {
  const RIGHTS = { owner: 'Yayasan Amanah', licence: 'own', proof: 'Foto oleh Rina', people: 'none' };
  const enter = (raw: Uint8Array, said: Record<string, string>) =>
    rig.send(`/api/v1/media?${new URLSearchParams(said)}`, {
      raw: new Uint8Array(raw),
      headers: { 'Content-Type': 'application/octet-stream' },
    });
  let at: string;
  let contact: string;
  beforeAll(async () => {
    contact = await rig.contact('081800010020');
    await rig.wrote(contact, 'petugas');
    at = `/tickets/${(await rig.post('/tickets', { contact })).body.id}`;
    await enter(await jpegOf(30, 20), { id: 'peta', name: 'peta.jpg', ...RIGHTS });
    await enter(await jpegOf(30, 21), { id: 'tanpa-bukti', name: 'foto.jpg', owner: 'Kami' });
    await enter(Buffer.from('OggS\0bunyi'), { id: 'salam', name: 'salam.ogg', ...RIGHTS });
  });

  test('leaves as what it is, with its words below it, and stands in the outbox so', async () => {
    const { status, body } = await rig.post(`${at}/reply`, {
      media: 'peta',
      text: 'Ini petanya, {{name|Kak}}.',
    });
    expect([status, body.code]).toEqual([202, undefined]);
    const rows = await rig.deps.store.read
      .selectFrom('outbox')
      .select(['content', 'purpose', 'basis'])
      .where('contact_id', '=', contact)
      .execute();
    expect(rows.map((row) => ({ ...row, content: JSON.parse(row.content ?? '') }))).toEqual([
      {
        content: { type: 'media', kind: 'image', medium: 'peta', caption: 'Ini petanya, Kak.' },
        purpose: 'service',
        basis: expect.stringContaining('"ticket"'),
      },
    ]);
    const { items } = (await rig.api(`/contacts/${contact}/messages`)).body;
    expect(items.find(({ id }: { id: string }) => id === body.id)).toMatchObject({
      type: 'media',
      text: 'Ini petanya, Kak.',
    });
  });

  test('needs no words, and is seen before', async () => {
    expect((await rig.post(`${at}/preview`, { media: 'peta' })).body).toEqual({ text: '' });
    expect((await rig.post(`${at}/preview`, { media: 'peta', text: ' Halo ' })).body).toEqual({
      text: 'Halo',
    });
  });

  test.each<[string, object, string, RegExp]>([
    ['without whole rights', { media: 'tanpa-bukti' }, 'media_rights_missing', /Lisensinya belum dicatat/],
    ['that is not on record', { media: 'lain' }, 'media_rights_missing', /Tidak ada berkas .*lain/],
    ['that has no place for words', { media: 'salam', text: 'Halo' }, 'invalid_text', /tanpa kata-kata/],
    ['with too many words', { media: 'peta', text: 'a'.repeat(1025) }, 'invalid_text', /1024 karakter/],
    [
      'with words that are refused',
      { media: 'peta', text: 'Transfer ke rekening 1234567890' },
      'content_blocked',
      /./,
    ],
  ])('%s is refused, with the reason', async (_, given, code, says) => {
    for (const way of ['preview', 'reply']) {
      const refused = await rig.post(`${at}/${way}`, given);
      expect(refused.body.code).toBe(code);
      expect(refused.text).toMatch(says);
    }
  });
});
