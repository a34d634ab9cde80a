import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Izin, person, TOPIC } from '../setup/izin.js';
import { buttonReply } from '../setup/meta.js';

let izin: Izin;
beforeAll(async () => {
  izin = await Izin.start();
});
afterAll(() => izin.stop());

let next = 800;
type Person = ReturnType<typeof person>;
interface Contact {
  blocked_at: string | null;
  blocks: string[];
}

const say = async (who: Person, words: object | string) => {
  await izin.from(who, words);
  await izin.hurried();
};
const said = (who: Person) => izin.graph.to(who.phone).map(({ text }) => text ?? '');
const buttons = (who: Person): { id: string; title: string }[] => {
  const { interactive } = (izin.graph.to(who.phone).at(-1)?.body ?? {}) as {
    interactive?: { action: { buttons?: { reply: { id: string; title: string } }[] } };
  };
  return (interactive?.action.buttons ?? []).map(({ reply }) => reply);
};
const tap = async (who: Person, which: RegExp) => {
  const found = buttons(who).find(({ id }) => which.test(id));
  if (!found) throw new Error(`no ${which}`);
  await say(who, buttonReply(found.id, found.title));
};

/** Somebody who was subscribed, whom staff then shut out. */
async function shutOut(first: string | null = 'petugas') {
  next += 1;
  const who = person(next);
  await say(who, 'DAFTAR');
  await tap(who, /\.yes/);
  if (first !== null) await say(who, first);
  const { contactId } = await izin.stands(who);
  const at = `/contacts/${contactId}`;
  await izin.api('POST', `${at}/block`, { reason: 'Mengancam petugas.', author: 'rina' });
  await izin.hurried();
  return { who, contactId, at, before: said(who).length };
}

test('the bot is silent to whom staff shut out, and their ticket is closed', async () => {
  const { who, contactId, at, before } = await shutOut();
  const contact = await izin.api<Contact>('GET', at);
  expect(contact).toMatchObject({ blocked_at: expect.any(String), blocks: [] });
  for (const words of ['berapa zakat fitrah', 'petugas', 'DAFTAR', 'xyzzy', 'halo', 'spam!!'])
    await say(who, words);
  expect(said(who)).toHaveLength(before);
  const { items } = await izin.api<{ items: { contact: string }[] }>('GET', '/tickets');
  expect(items.filter((ticket) => ticket.contact === contactId)).toEqual([]);
  const events = await izin.api<{ items: object[] }>('GET', '/account/events');
  expect(events.items).toContainEqual(
    expect.objectContaining({
      kind: 'CONTACT_BLOCKED',
      detail: { contactId, actor: 'rina', reason: 'Mengancam petugas.' },
    }),
  );
});

test.each(['BERHENTI', 'stop', 'tolong berhenti kirim pesan'])(
  'P2 %s of theirs stops and is confirmed',
  async (words) => {
    const { who, before } = await shutOut();
    await say(who, words);
    expect(said(who)).toHaveLength(before + 1);
    expect(said(who).at(-1)).toContain('sudah berhenti');
    expect((await izin.stands(who)).blocks).toContain('withdrawn_all');
  },
);

test('they still see their data, and have it deleted', async () => {
  const { who, before, contactId } = await shutOut();
  await say(who, 'DATA SAYA');
  expect(said(who)).toHaveLength(before + 1);
  await say(who, 'HAPUS DATA');
  expect(said(who)).toHaveLength(before + 2);
  await tap(who, /\.yes/);
  expect(said(who).at(-1)).toContain('Data Anda sudah dihapus');
  const requests = await izin.api<{ items: object[] }>('GET', `/rights-requests?contact=${contactId}`);
  expect(requests.items).toContainEqual(expect.objectContaining({ kind: 'erasure' }));
});

test('nothing is broadcast to them, and their consent is as it was when they are let in again', async () => {
  const { who, contactId, at, before } = await shutOut(null);
  const id = await izin.broadcast();
  await izin.completed(id);
  expect(said(who)).toHaveLength(before);
  const { items } = await izin.api<{ items: object[] }>('GET', `/broadcasts/${id}/recipients?status=refused`);
  expect(items).toContainEqual(expect.objectContaining({ contact: contactId, reason: 'suspended' }));
  const ticket = await izin.request('POST', '/api/v1/tickets', { contact: contactId });
  expect([ticket.status, await ticket.json()]).toMatchObject([409, { code: 'contact_blocked' }]);
  expect(await izin.api<Contact>('POST', `${at}/unblock`, { author: 'budi' })).toMatchObject({
    blocked_at: null,
  });
  expect((await izin.stands(who)).topics[TOPIC]).toBe('subscribed');
  await say(who, 'berapa zakat fitrah');
  expect(said(who).length).toBeGreaterThan(before);
});
