import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Izin, person, TOPIC } from '../setup/izin.js';
import { buttonReply, envelope, preference } from '../setup/meta.js';

let izin: Izin;
beforeAll(async () => {
  izin = await Izin.start();
});
afterAll(() => izin.stop());

let next = 700;
type Person = ReturnType<typeof person>;
interface Ticket {
  id: string;
  rating: string | null;
  rating_asked_at: string | null;
}

const say = async (who: Person, words: object | string) => {
  await izin.from(who, words);
  await izin.hurried();
};
const said = (who: Person) => izin.graph.to(who.phone).map(({ text }) => text ?? '');
const asked = (who: Person) => said(who).filter((words) => words.includes('jawaban petugas kami membantu'));
const buttons = (who: Person): { id: string; title: string }[] => {
  const { interactive } = (izin.graph.to(who.phone).at(-1)?.body ?? {}) as {
    interactive?: { action: { buttons?: { reply: { id: string; title: string } }[] } };
  };
  return (interactive?.action.buttons ?? []).map(({ reply }) => reply);
};

/** Somebody who asked for a person; `answered`: rina replied. */
async function handedOver({ answered = true, words = 'petugas' } = {}) {
  next += 1;
  const who = person(next);
  await say(who, words);
  const { contactId } = await izin.stands(who);
  const { id } = await izin.api<Ticket>('POST', '/tickets', { contact: contactId });
  const reply = async () => {
    await izin.api('POST', `/tickets/${id}/reply`, { text: 'Sudah kami cek.', author: 'rina' });
    await izin.hurried();
  };
  const close = async () => {
    await izin.api('POST', `/tickets/${id}/close`);
    await izin.hurried();
  };
  const ticket = () => izin.api<Ticket>('GET', `/tickets/${id}`);
  if (answered) await reply();
  return { who, contactId, id, reply, close, ticket };
}

test('after a real answer they are asked once, and their first tap counts', async () => {
  const { who, id, reply, close, ticket } = await handedOver();
  await close();
  expect(asked(who)).toHaveLength(1);
  const [good, fair, poor] = buttons(who);
  expect([good, fair, poor].map((one) => one?.title)).toEqual(['Membantu', 'Cukup', 'Belum membantu']);
  await say(who, buttonReply(poor?.id ?? '', 'Belum membantu'));
  expect(said(who).at(-1)).toContain('ketik *PETUGAS*');
  expect(await ticket()).toMatchObject({ rating: 'poor' });
  await say(who, buttonReply(good?.id ?? '', 'Membantu'));
  expect(await ticket()).toMatchObject({ rating: 'poor' });

  await say(who, 'petugas');
  await reply();
  await close();
  expect((await ticket()).id).toBe(id);
  expect(asked(who)).toHaveLength(1);
  const sums = await izin.api<{ items: object[]; total: object }>('GET', '/tickets/satisfaction');
  expect(sums.items).toContainEqual({ agent: 'rina', asked: 1, good: 0, fair: 0, poor: 1 });
  expect(await izin.api('GET', '/tickets/satisfaction?to=2020-01-01T00:00:00.000Z')).toEqual({
    items: [],
    total: { asked: 0, good: 0, fair: 0, poor: 0 },
  });
});

test('an old button counts while a person handles the chat anew, and the bot stays silent', async () => {
  const { who, close, ticket } = await handedOver();
  await close();
  const [good] = buttons(who);
  await say(who, 'petugas');
  const before = said(who).length;
  await say(who, buttonReply(good?.id ?? '', 'Membantu'));
  expect(await ticket()).toMatchObject({ rating: 'good' });
  expect(said(who)).toHaveLength(before);
  expect(await izin.api('GET', `/tickets?state=open`)).toMatchObject({ items: expect.anything() });
});

test('a number typed is a rating; other words are answered as ever and are none', async () => {
  const one = await handedOver();
  await one.close();
  await say(one.who, '2');
  expect(await one.ticket()).toMatchObject({ rating: 'fair' });
  const other = await handedOver();
  await other.close();
  await say(other.who, 'DATA SAYA');
  expect(said(other.who).at(-1)).toContain('Kami belum menyimpan data');
  expect(await other.ticket()).toMatchObject({ rating: null });
  const third = await handedOver();
  await third.close();
  await say(third.who, 'xyzzy plugh');
  expect(await third.ticket()).toMatchObject({ rating: null, state: 'open' });
});

test.each<[string, { answered?: boolean; words?: string }, (who: Person) => Promise<unknown>]>([
  ['nobody answered', { answered: false }, async () => undefined],
  ['they were angry', { words: 'kalian penipu, saya marah sekali' }, async () => undefined],
  ['P2 they stopped', {}, (who) => say(who, 'BERHENTI')],
  ['P2 perhaps they stopped', {}, (who) => say(who, 'spam!!')],
  ['they stopped in WhatsApp', {}, (who) => izin.webhook(envelope(preference(who, 'stop', izin.now())))],
  ['a question of consent is open', {}, (who) => say(who, 'DAFTAR')],
  [
    'P2 they stopped and came back since',
    {},
    async (who) => {
      for (const words of ['BERHENTI', 'DAFTAR', 'ya']) {
        await say(who, words);
        izin.move(2_000);
      }
      expect((await izin.stands(who)).topics[TOPIC]).toBe('subscribed');
    },
  ],
  ['the reply window is over', {}, async () => izin.move(25 * 3_600_000)],
])('they are not asked when %s', async (_, how, meanwhile) => {
  const { who, close, ticket } = await handedOver(how);
  await meanwhile(who);
  await izin.hurried();
  await close();
  expect(asked(who)).toEqual([]);
  expect(await ticket()).toMatchObject({ rating_asked_at: null });
});

/** Somebody for whom an agent opened a ticket: no flow has led there. */
async function openedByStaff(first: string) {
  next += 1;
  const who = person(next);
  await say(who, first);
  const { contactId } = await izin.stands(who);
  const talk = async () => {
    const { id } = await izin.api<Ticket>('POST', '/tickets', { contact: contactId, reason: 'rekening' });
    await izin.api('POST', `/tickets/${id}/reply`, { text: 'Sudah kami cek.', author: 'rina' });
    await izin.hurried();
    await izin.api('POST', `/tickets/${id}/close`);
    await izin.hurried();
    return izin.api<Ticket>('GET', `/tickets/${id}`);
  };
  return { who, talk };
}

test.each(['halo', 'berapa zakat fitrah', 'zakat profesi'])(
  'a ticket that no flow has opened is asked about too, after "%s"',
  async (first) => {
    const { who, talk } = await openedByStaff(first);
    const { id } = await talk();
    expect(asked(who)).toHaveLength(1);
    await say(who, buttonReply(buttons(who)[1]?.id ?? '', 'Cukup'));
    expect(await izin.api('GET', `/tickets/${id}`)).toMatchObject({ rating: 'fair', state: 'closed' });
  },
);

test('nobody is asked twice in a day, whatever was closed meanwhile', async () => {
  await izin.api('PATCH', '/settings', { handoff: { reopen_hours: 0 } });
  const { who, talk } = await openedByStaff('halo');
  const first = await talk();
  await say(who, 'mau tanya lagi');
  const second = await talk();
  expect(second.id).not.toBe(first.id);
  expect([first.rating_asked_at, second.rating_asked_at]).toEqual([expect.any(String), null]);
  expect(asked(who)).toHaveLength(1);
  izin.move(24 * 3_600_000);
  await say(who, 'halo');
  const third = await talk();
  expect(third.rating_asked_at).toEqual(expect.any(String));
  expect(asked(who)).toHaveLength(2);
  await izin.api('PATCH', '/settings', { handoff: { reopen_hours: 24 } });
});

test('P2 who has stopped is not asked about a ticket that staff opened', async () => {
  const { who, talk } = await openedByStaff('BERHENTI');
  await say(who, 'saya mau tanya rekening');
  const ticket = await talk();
  expect(ticket.rating_asked_at).toBeNull();
  expect(asked(who)).toEqual([]);
});

test('they are not asked beside a question about their data', async () => {
  next += 1;
  const who = person(next);
  await say(who, 'DAFTAR');
  await say(who, 'ya');
  const { contactId } = await izin.stands(who);
  const { id } = await izin.api<Ticket>('POST', '/tickets', { contact: contactId });
  await izin.api('POST', `/tickets/${id}/reply`, { text: 'Sudah kami cek.', author: 'rina' });
  await say(who, 'DATA SAYA');
  expect(buttons(who).map(({ title }) => title)).toContain('Ya, kirim');
  await izin.api('POST', `/tickets/${id}/close`);
  await izin.hurried();
  expect(asked(who)).toEqual([]);
  expect(await izin.api('GET', `/tickets/${id}`)).toMatchObject({ rating_asked_at: null });
});

test('P2 a stop right after the question is a stop', async () => {
  const { who, close, ticket } = await handedOver();
  await close();
  await say(who, 'stop');
  expect(said(who).at(-1)).toContain('sudah berhenti');
  expect((await izin.stands(who)).blocks).toContain('withdrawn_all');
  expect(await ticket()).toMatchObject({ rating: null });
});
