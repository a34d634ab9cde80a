import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createContact } from '../../src/contacts/resolve.js';
import { Bus, type Notice } from '../../src/coordination/bus.js';
import { Lookout } from '../../src/facts/scrutiny.js';
import { WINDOW } from '../../src/gate/gate.js';
import {
  closeTicket,
  DEFAULT_RULES,
  Handoff,
  nextPlace,
  openTicket,
  queuePlace,
  type Ticket,
  ticketBacklog,
  writeRules,
} from '../../src/handoff/index.js';
import { Store } from '../../src/store/index.js';

const NUMBER = '100200';
const MONDAY = Date.parse('2026-08-03T10:00:00+07:00');
let folder: string;
let store: Store;
let handoff: Handoff;
let now: number;
let notices: Notice[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'izin-handoff-'));
  store = await Store.open(join(folder, 'izin.db'));
  now = MONDAY;
  notices = [];
  const bus = new Bus();
  bus.subscribe('*', (notice) => notices.push(notice));
  store.announceTo(bus);
  handoff = new Handoff({
    store,
    now: () => now,
    timezone: 'Asia/Jakarta',
    scrutiny: new Lookout(() => now),
    org: () => 'Yayasan Amanah',
  });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Someone who wrote to us `ago` ms ago. */
function writer(ago = 0, numberId = NUMBER): Promise<string> {
  return store.write(async (tx) => {
    const id = await createContact(tx, now);
    await tx
      .insertInto('window')
      .values({ contact_id: id, number_id: numberId, last_inbound_at: now - ago })
      .execute();
    return id;
  });
}
const open = async (contactId: string) => handoff.open({ contactId, numberId: NUMBER, reason: 'zakat' });

describe('tickets', () => {
  test('a contact has one open ticket, however often a person is asked for', async () => {
    const contactId = await writer();
    const first = await open(contactId);
    expect(first).toMatchObject({
      contactId,
      numberId: NUMBER,
      state: 'open',
      reason: 'zakat',
      openedAt: now,
    });
    const again = await store.write((tx) => openTicket(tx, { contactId, numberId: NUMBER }, now));
    expect(again).toEqual({ ticketId: first.id, opened: false });
    await handoff.close(first.id);
    now += 24 * 60 * 60_000 + 1;
    const later = await store.write((tx) => openTicket(tx, { contactId, numberId: NUMBER }, now));
    expect(later.opened).toBe(true);
    expect(later.ticketId).not.toBe(first.id);
  });

  test('P3 closing tells the flow, exactly once', async () => {
    const contactId = await writer();
    const { id } = await open(contactId);
    notices = [];
    expect(await handoff.close(id)).toMatchObject({ state: 'closed', closedAt: now });
    await handoff.close(id);
    const events = await store.read.selectFrom('event').selectAll().execute();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      kind: 'internal',
      field: 'ticket.closed',
      contact_id: contactId,
      key: `ticket.closed:${id}`,
      state: 'pending',
      ready_at: now,
    });
    expect(notices).toContainEqual({ type: 'ticket', ticketId: id, contactId });
    expect(notices).toContainEqual({ type: 'inbox' });
  });

  test('a flow that closes the ticket itself is not told', async () => {
    const { id } = await open(await writer());
    expect(await store.write((tx) => closeTicket(tx, id, now, { tellFlow: false }))).toBe(true);
    expect(await store.read.selectFrom('event').selectAll().execute()).toEqual([]);
    expect(await store.write((tx) => closeTicket(tx, id, now))).toBe(false);
  });

  test('assigning and noting', async () => {
    const { id } = await open(await writer());
    expect((await handoff.assign(id, 'Rina')).assignee).toBe('Rina');
    await handoff.note(id, 'Rina', ' sudah transfer ');
    expect((await handoff.get(id)).notes).toMatchObject([
      { author: 'Rina', text: 'sudah transfer', at: now },
    ]);
    await expect(handoff.note(id, 'Rina', '  ')).rejects.toMatchObject({ code: 'invalid_text' });
    expect((await handoff.assign(id, null)).assignee).toBeNull();
    await expect(handoff.get('tk_nobody')).rejects.toMatchObject({ code: 'not_found' });
    await expect(handoff.open({ contactId: 'ct_nobody', numberId: NUMBER })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('replies', () => {
  test('a reply goes to the outbox as service, on the ticket as its basis', async () => {
    const contactId = await writer();
    const { id } = await open(contactId);
    now += 60_000;
    const message = await handoff.reply(id, { author: 'Rina', text: ' Baik, kami cek. ' });
    const row = await store.read
      .selectFrom('outbox')
      .selectAll()
      .where('id', '=', message)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      contact_id: contactId,
      number_id: NUMBER,
      purpose: 'service',
      state: 'queued',
      batch: 0,
    });
    expect(JSON.parse(row.basis ?? '')).toEqual({ kind: 'ticket', id });
    expect(JSON.parse(row.content ?? '')).toEqual({ type: 'text', body: 'Baik, kami cek.' });
    expect(notices).toContainEqual({ type: 'outbox' });
    const answered = await handoff.get(id);
    expect(answered).toMatchObject({ firstReplyAt: now, assignee: 'Rina', position: null });
    now += 60_000;
    await handoff.reply(id, { author: 'Budi', text: 'Sudah masuk.' });
    expect(await handoff.get(id)).toMatchObject({ firstReplyAt: now - 60_000, assignee: 'Rina' });
  });

  test.each([
    ['a millisecond before the window closes', WINDOW - 1, true],
    ['when it is closed', WINDOW, false],
  ])('%s', async (_, ago, sent) => {
    const { id } = await open(await writer(ago));
    const reply = handoff.reply(id, { author: 'Rina', text: 'Halo' });
    if (sent) expect(await reply).toBeGreaterThan(0);
    else await expect(reply).rejects.toMatchObject({ code: 'window_closed' });
    const rows = await store.read.selectFrom('outbox').select('id').execute();
    expect(rows).toHaveLength(sent ? 1 : 0);
  });

  test('goes from the number they wrote to since', async () => {
    const contactId = await writer(WINDOW + 1);
    const { id } = await open(contactId);
    await store.write((tx) =>
      tx
        .insertInto('window')
        .values({ contact_id: contactId, number_id: '300400', last_inbound_at: now - 5000 })
        .execute(),
    );
    expect((await handoff.get(id)).windowUntil).toBe(now - 5000 + WINDOW);
    await handoff.reply(id, { author: 'Rina', text: 'Halo' });
    expect(await store.read.selectFrom('outbox').select('number_id').executeTakeFirst()).toEqual({
      number_id: '300400',
    });
  });

  test.each([[''], ['   '], ['a'.repeat(4097)]])('is refused with unfit words', async (text) => {
    const { id } = await open(await writer());
    await expect(handoff.reply(id, { author: 'Rina', text })).rejects.toMatchObject({ code: 'invalid_text' });
  });

  test('is refused on a closed ticket', async () => {
    const { id } = await open(await writer());
    await handoff.close(id);
    await expect(handoff.reply(id, { author: 'Rina', text: 'Halo' })).rejects.toMatchObject({
      code: 'ticket_closed',
    });
  });
});

describe('the queue', () => {
  test('moves up when somebody before is answered or gone', async () => {
    const people = [await writer(), await writer(), await writer()];
    const tickets: Ticket[] = [];
    for (const contactId of people) {
      now += 1000;
      tickets.push(await open(contactId));
    }
    const place = () => queuePlace(store.read, people[2]!);
    expect(await place()).toEqual({ position: 3 });
    expect(await nextPlace(store.read)).toEqual({ position: 4 });
    await handoff.reply(tickets[0]!.id, { author: 'Rina', text: 'Halo' });
    expect(await place()).toEqual({ position: 2 });
    await handoff.close(tickets[1]!.id);
    expect(await place()).toEqual({ position: 1 });
    await handoff.reply(tickets[2]!.id, { author: 'Rina', text: 'Halo' });
    expect(await place()).toBeNull();
    expect(await queuePlace(store.read, 'ct_nobody')).toBeNull();
  });

  test('tells the minutes once enough were answered', async () => {
    for (let i = 0; i < 3; i++) {
      const { id } = await open(await writer());
      now += 4 * 60_000;
      await handoff.reply(id, { author: 'Rina', text: 'Halo' });
    }
    const contactId = await writer();
    await open(contactId);
    expect(await queuePlace(store.read, contactId)).toEqual({ position: 1, minutes: 4 });
  });

  test('is listed page by page, the closed ones newest first', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      now += 1000;
      ids.push((await open(await writer())).id);
    }
    const pages: [string, number | null][][] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await handoff.list({ state: 'open', limit: 2, ...(cursor !== undefined && { cursor }) });
      pages.push(page.items.map(({ id, position }): [string, number | null] => [id, position]));
      cursor = page.next ?? undefined;
      more = page.next !== null;
    }
    expect(pages.flat()).toEqual(ids.map((id, i) => [id, i + 1]));
    await handoff.close(ids[0]!);
    await handoff.close(ids[3]!);
    const closed = await handoff.list({ state: 'closed', limit: 10 });
    expect(closed.items.map(({ id }) => id)).toEqual([ids[3], ids[0]]);
    expect(closed.next).toBeNull();
  });
});

describe('quick replies', () => {
  test('are added, changed and removed', async () => {
    const { id } = await handoff.addQuickReply({ title: 'Rekening', text: 'Rekening kami BSI 123.' });
    await handoff.changeQuickReply(id, { title: 'Rekening', text: 'Rekening kami BSI 456.' });
    expect(await handoff.quickReplies()).toEqual([
      { id, title: 'Rekening', text: 'Rekening kami BSI 456.', createdAt: now },
    ]);
    await handoff.removeQuickReply(id);
    expect(await handoff.quickReplies()).toEqual([]);
    await expect(handoff.removeQuickReply(id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(handoff.changeQuickReply(id, { title: 'a', text: 'b' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(handoff.addQuickReply({ title: ' ', text: 'b' })).rejects.toMatchObject({
      code: 'invalid_text',
    });
  });
});

describe('labels', () => {
  test('are put on contacts and taken off, and remembered', async () => {
    const contactId = await writer();
    expect(await handoff.labelContact(contactId, { add: ['donatur', ' jakarta ', 'donatur'] })).toEqual([
      'donatur',
      'jakarta',
    ]);
    expect(await handoff.labelContact(contactId, { remove: ['donatur'], add: ['qurban'] })).toEqual([
      'jakarta',
      'qurban',
    ]);
    await handoff.addLabel('relawan');
    expect(await handoff.labels()).toEqual(['donatur', 'jakarta', 'qurban', 'relawan']);
    await expect(handoff.labelContact('ct_nobody', { add: ['x'] })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(handoff.addLabel(' ')).rejects.toMatchObject({ code: 'invalid_label' });
  });
});

test('office hours are kept', async () => {
  expect((await handoff.office()).open).toBe(true);
  await handoff.setHours({ weekly: {}, holidays: [] });
  expect(await handoff.office()).toEqual({ open: false });
});

describe('who gets it', () => {
  const rule = (assignment: 'round_robin' | 'least_busy') =>
    store.write((tx) => writeRules(tx, { ...DEFAULT_RULES, assignment }));

  test('a ticket of a team is given to its agents only, and waits for them', async () => {
    await rule('least_busy');
    await handoff.setPresence('rina', 'here');
    await handoff.setPresence('budi', 'here', ['zakat', 'zakat']);
    const openFor = async (team: string | null) =>
      handoff.open({ contactId: await writer(), numberId: NUMBER, team });
    const zakat = [await openFor('zakat'), await openFor('zakat')];
    expect(zakat.map(({ assignee, team }) => [assignee, team])).toEqual([
      ['budi', 'zakat'],
      ['budi', 'zakat'],
    ]);
    expect((await openFor(null)).assignee).toBe('rina');
    const waits = await openFor('qurban');
    expect(waits.assignee).toBeNull();
    const listed = await handoff.list({ state: 'open', limit: 10, team: 'qurban' });
    expect(listed.items.map(({ id }) => id)).toEqual([waits.id]);
    await handoff.setPresence('rina', 'here', ['qurban']);
    expect((await handoff.get(waits.id)).assignee).toBe('rina');
    expect((await handoff.agents()).map(({ name, teams }) => [name, teams])).toEqual([
      ['budi', ['zakat']],
      ['rina', ['qurban']],
    ]);
    // Without a word about them the teams stay.
    await handoff.setPresence('budi', 'here');
    const moved = await handoff.assign(waits.id, null, undefined, 'zakat');
    expect([moved.assignee, moved.team]).toEqual(['budi', 'zakat']);
  });

  test('a reason or a label leads to the team that staff have set; a team that is named goes first', async () => {
    await store.write((tx) =>
      writeRules(tx, {
        ...DEFAULT_RULES,
        assignment: 'least_busy',
        teams: [
          { reason: 'rekening', team: 'keuangan' },
          { label: 'donatur', team: 'donatur' },
        ],
      }),
    );
    await handoff.setPresence('rina', 'here', ['keuangan']);
    const contactId = await writer();
    const opened = await handoff.open({ contactId, numberId: NUMBER, reason: 'rekening' });
    expect([opened.team, opened.assignee]).toEqual(['keuangan', 'rina']);
    const named = { contactId: await writer(), numberId: NUMBER, reason: 'rekening', team: 'qurban' };
    expect((await handoff.open(named)).team).toBe('qurban');
    const donor = await writer();
    await handoff.labelContact(donor, { add: ['donatur'] });
    expect((await handoff.open({ contactId: donor, numberId: NUMBER, reason: 'lain' })).team).toBe('donatur');
    expect((await handoff.open({ contactId: await writer(), numberId: NUMBER })).team).toBeNull();
  });

  test('what an agent has handed on stays there, unless they come back about something else', async () => {
    const teams = [
      { reason: 'rekening', team: 'keuangan' },
      { reason: 'angry', team: 'pengaduan' },
    ];
    await store.write((tx) => writeRules(tx, { ...DEFAULT_RULES, teams }));
    const contactId = await writer();
    const back = async (reason: string | null) => {
      const ticket = await handoff.open({ contactId, numberId: NUMBER, reason });
      await handoff.close(ticket.id);
      return [ticket.team, ticket.reason];
    };
    expect(await back('rekening')).toEqual(['keuangan', 'rekening']);
    const { id } = await handoff.open({ contactId, numberId: NUMBER });
    await handoff.assign(id, null, undefined, 'qurban');
    await handoff.close(id);
    expect(await back('rekening')).toEqual(['qurban', 'rekening']);
    expect(await back(null)).toEqual(['qurban', 'rekening']);
    expect(await back('angry')).toEqual(['pengaduan', 'angry']);
  });

  test('who comes back about something for another team leaves the agent of before', async () => {
    await rule('least_busy');
    await handoff.setPresence('budi', 'here', ['zakat']);
    await handoff.setPresence('rina', 'here', ['qurban']);
    const contactId = await writer();
    const first = await handoff.open({ contactId, numberId: NUMBER, team: 'zakat' });
    await handoff.close(first.id);
    const again = await handoff.open({ contactId, numberId: NUMBER, team: 'qurban' });
    expect(again).toMatchObject({ id: first.id, team: 'qurban', assignee: 'rina' });
    await handoff.close(first.id);
    expect(await handoff.open({ contactId, numberId: NUMBER })).toMatchObject({
      team: 'qurban',
      assignee: 'rina',
    });
  });

  test('in turn, to those who are there', async () => {
    await rule('round_robin');
    for (const name of ['rina', 'budi', 'sari']) await handoff.setPresence(name, 'here');
    await handoff.setPresence('sari', 'away');
    const owners: (string | null)[] = [];
    for (let i = 0; i < 3; i++) {
      now += 1000;
      owners.push((await open(await writer())).assignee);
    }
    expect(owners).toEqual(['budi', 'rina', 'budi']);
    expect(await handoff.agents()).toMatchObject([
      { name: 'budi', presence: 'here', openTickets: 2 },
      { name: 'rina', presence: 'here', openTickets: 1 },
      { name: 'sari', presence: 'away', openTickets: 0 },
    ]);
  });

  test('what came while nobody was there goes to the first who comes', async () => {
    await rule('least_busy');
    const { id, assignee } = await open(await writer());
    expect(assignee).toBeNull();
    notices = [];
    await handoff.setPresence('rina', 'here');
    expect((await handoff.get(id)).assignee).toBe('rina');
    expect(notices).toMatchObject([{ type: 'ticket', ticketId: id }]);
  });

  test('who forgot to sign off gets nothing the next day', async () => {
    await rule('least_busy');
    await handoff.setPresence('rina', 'here');
    now += 12 * 60 * 60_000;
    expect((await open(await writer())).assignee).toBeNull();
    expect(await handoff.agents()).toMatchObject([{ name: 'rina', presence: 'away' }]);
  });

  test('a transfer carries a note; a closed ticket is not handed on', async () => {
    const { id } = await open(await writer());
    await handoff.assign(id, 'budi', { author: 'rina', text: 'Soal kuitansi' });
    expect(await handoff.get(id)).toMatchObject({
      assignee: 'budi',
      notes: [{ author: 'rina', text: 'Soal kuitansi' }],
    });
    await handoff.close(id);
    await expect(handoff.assign(id, 'rina')).rejects.toMatchObject({ code: 'ticket_closed' });
  });
});

describe('put aside and brought back', () => {
  const ids = async (snoozed: boolean) =>
    (await handoff.list({ state: 'open', limit: 10, snoozed })).items.map(({ id }) => id);

  test('a snoozed ticket is out of the queue until its time', async () => {
    const { id } = await open(await writer(60_000));
    await handoff.snooze(id, now + 3_600_000);
    expect([await ids(false), await ids(true)]).toEqual([[], [id]]);
    expect((await handoff.get(id)).snoozedUntil).toBe(now + 3_600_000);
    now += 3_600_000;
    expect([await ids(false), await ids(true)]).toEqual([[id], []]);
    expect((await handoff.get(id)).snoozedUntil).toBeNull();
  });

  test('their next message brings it back at once', async () => {
    const contactId = await writer(60_000);
    const { id } = await open(contactId);
    await handoff.snooze(id, now + 3_600_000);
    now += 1000;
    await store.write((tx) =>
      tx.updateTable('window').set({ last_inbound_at: now }).where('contact_id', '=', contactId).execute(),
    );
    expect(await ids(false)).toEqual([id]);
  });

  test('only an open one, only ahead', async () => {
    const { id } = await open(await writer());
    await expect(handoff.snooze(id, now)).rejects.toMatchObject({ code: 'invalid_time' });
    await handoff.close(id);
    await expect(handoff.snooze(id, now + 1)).rejects.toMatchObject({ code: 'ticket_closed' });
  });

  test('P3 a ticket closed lately is opened again with its agent, and its second closing tells the flow', async () => {
    const contactId = await writer();
    const { id } = await open(contactId);
    await handoff.assign(id, 'rina');
    await handoff.reply(id, { author: 'rina', text: 'Baik' });
    await handoff.close(id);
    now += 3_600_000;
    expect(await open(contactId)).toMatchObject({
      id,
      state: 'open',
      assignee: 'rina',
      reopenedAt: now,
      firstReplyAt: null,
      closedAt: null,
    });
    await handoff.close(id);
    expect(await store.read.selectFrom('event').select('id').execute()).toHaveLength(2);
  });

  test('never, when staff have set so', async () => {
    await store.write((tx) => writeRules(tx, { ...DEFAULT_RULES, reopenHours: 0 }));
    const contactId = await writer();
    const { id } = await open(contactId);
    await handoff.close(id);
    now += 1;
    expect((await open(contactId)).id).not.toBe(id);
  });

  test('the window is counted down', async () => {
    const { id } = await open(await writer(60_000));
    expect((await handoff.get(id)).windowLeft).toBe((WINDOW - 60_000) / 1000);
  });
});

describe('the promised first reply', () => {
  const HOUR = 3_600_000;
  test('a late one is noticed once, listed, and stays on record', async () => {
    const contactId = await writer();
    const { id } = await open(contactId);
    expect((await handoff.get(id)).replyDueAt).toBe(now + HOUR);
    now += HOUR - 1;
    expect(await handoff.noticeBreaches()).toBe(0);
    now += 1;
    notices = [];
    expect([await handoff.noticeBreaches(), await handoff.noticeBreaches()]).toEqual([1, 0]);
    expect(notices).toMatchObject([{ type: 'ticket', ticketId: id }]);
    expect(await ticketBacklog(store.read)).toEqual({ open: 1, late: 1 });
    await handoff.reply(id, { author: 'rina', text: 'Maaf menunggu' });
    expect(await handoff.get(id)).toMatchObject({ breachedAt: now, replyDueAt: null });
    expect(await ticketBacklog(store.read)).toEqual({ open: 1, late: 0 });
    expect((await handoff.list({ state: 'open', limit: 9, late: true })).items).toMatchObject([{ id }]);
  });

  test.each([
    ['an answered one', 60, true],
    ['without a promise', null, false],
  ])('%s is never late', async (_, firstReplyMinutes, answered) => {
    await store.write((tx) => writeRules(tx, { ...DEFAULT_RULES, firstReplyMinutes }));
    const { id } = await open(await writer());
    if (answered) await handoff.reply(id, { author: 'rina', text: 'Baik' });
    now += 9 * HOUR;
    expect(await handoff.noticeBreaches()).toBe(0);
  });
});
