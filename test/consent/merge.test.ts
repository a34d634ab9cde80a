import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { BlockKind } from '../../src/consent/blocks.js';
import { absorbedInto, survivorOf } from '../../src/consent/links.js';
import { inheritStops, mergeContacts } from '../../src/consent/merge.js';
import { raise } from '../../src/consent/raise.js';
import { eraseContact, exportContact } from '../../src/consent/rights.js';
import { changeContact } from '../../src/contacts/change.js';
import { learnIdentities } from '../../src/contacts/resolve.js';
import { shutOut } from '../../src/contacts/shut-out.js';
import { Suppression } from '../../src/contacts/suppression.js';
import { enqueue } from '../../src/outbox/enqueue.js';
import type { Tx } from '../../src/store/index.js';
import { DAY, HOUR, NOW, openRig, REPORT, type Rig, SECOND, ZAKAT } from './rig.js';

let rig: Rig;
let ours: string;
let theirs: string;
beforeEach(async () => {
  rig = await openRig();
  ours = await rig.contact();
  theirs = await rig.contact();
});
afterEach(() => rig.close());

const merge = () => rig.store.write((tx) => mergeContacts(tx, ours, theirs, rig.world));
const inherit = () => rig.store.write((tx) => inheritStops(tx, theirs, ours, rig.world));

/** Brings a topic into a state by what the person does. */
async function bring(contact: string, state: string, topic = ZAKAT): Promise<void> {
  const topics = [topic];
  if (state === 'unknown') return;
  if (state === 'unsubscribed') return void (await rig.act(contact, 'WITHDRAW', { topics }));
  await rig.act(contact, 'REQUEST', { topics });
  if (state === 'declined') await rig.act(contact, 'DECLINE', { topics });
  if (state === 'subscribed' || state === 'lapsed') await rig.act(contact, 'CONFIRM', { topics });
  if (state === 'lapsed') await rig.act(contact, 'LAPSE', { topics });
}

const STATES = ['unknown', 'subscribed', 'pending', 'lapsed', 'declined', 'unsubscribed'];

describe('P2 of two contacts that are one person the stricter state wins', () => {
  const pairs = STATES.flatMap((a, i) =>
    STATES.map((b, j) => [a, b, STATES[Math.max(i, j)] as string] as const),
  );

  test.each(pairs)('%s and %s: %s', async (a, b, expected) => {
    await bring(ours, a);
    await bring(theirs, b);
    await merge();
    expect((await rig.standing(ours)).topics).toEqual(expected === 'unknown' ? {} : { [ZAKAT]: expected });
    expect((await rig.standing(theirs)).topics).toEqual({});
    const last = (await rig.ledger(ours)).findLast((entry) => entry.topic === ZAKAT && entry.effect);
    expect(last?.to ?? 'unknown').toBe(expected);
    expect(await rig.verify()).toMatchObject({ ok: true });
  });

  test.each<[string, BlockKind]>([
    ['SUSPEND', 'suspended'],
    ['PLATFORM_STOP', 'platform_stop'],
    ['UNDELIVERABLE', 'undeliverable'],
  ])('%s of either stays', async (event, kind) => {
    await rig.subscribe(ours);
    await rig.act(theirs, event as 'SUSPEND');
    await merge();
    expect(await rig.standing(ours)).toEqual({ topics: { [ZAKAT]: 'subscribed' }, blocks: [kind] });
    expect((await rig.ledger(ours)).at(-1)).toMatchObject({
      event: 'LINK',
      from: null,
      to: kind,
      evidence: { absorbed: theirs },
    });
  });

  test.each([true, false])(
    'a withdrawal of everything binds what the other one had: theirs %p',
    async (isTheirs) => {
      await rig.subscribe(isTheirs ? ours : theirs, [ZAKAT, REPORT]);
      rig.world.now += HOUR;
      await rig.act(isTheirs ? theirs : ours, 'WITHDRAW', { topics: 'all' });
      await merge();
      const expected = {
        topics: { [ZAKAT]: 'unsubscribed', [REPORT]: 'unsubscribed' },
        blocks: ['withdrawn_all'],
      };
      expect(await rig.standing(ours)).toEqual(expected);
      rig.world.now += HOUR;
      await rig.act(ours, 'CONFIRM');
      expect(await rig.standing(ours)).toEqual(expected);
      // And they are not locked out: asking anew works.
      await rig.subscribe(ours);
      expect(await rig.standing(ours)).toMatchObject({ topics: { [ZAKAT]: 'subscribed' }, blocks: [] });
    },
  );

  test('also a topic that came after it', async () => {
    await rig.act(theirs, 'WITHDRAW', { topics: 'all' });
    rig.world.now += HOUR;
    await rig.topic('qurban');
    await rig.subscribe(ours, ['qurban']);
    await merge();
    expect((await rig.standing(ours)).topics).toMatchObject({ qurban: 'unsubscribed' });
    expect(await rig.row(ours, 'qurban')).toMatchObject({ before: null, expiresAt: null, version: 3 });
  });

  test('the longer pause stays, and a lifted stop does not hide one that stands', async () => {
    await rig.act(ours, 'PAUSE', { until: NOW + DAY });
    await rig.act(theirs, 'PAUSE', { until: NOW + 9 * DAY });
    await rig.act(ours, 'PLATFORM_STOP', { at: NOW - 2 * HOUR });
    await rig.act(ours, 'PLATFORM_RESUME', { at: NOW - HOUR });
    await rig.act(theirs, 'PLATFORM_STOP', { at: NOW - 3 * HOUR });
    await merge();
    expect(await rig.block(ours, 'paused_until')).toMatchObject({ until: NOW + 9 * DAY });
    expect((await rig.standing(ours)).blocks).toEqual(['platform_stop', 'paused_until']);
  });

  test('of two alike the later counts, and its request ends when it would have', async () => {
    await rig.act(theirs, 'REQUEST', { at: NOW });
    await rig.act(ours, 'REQUEST', { at: NOW - DAY });
    await merge();
    expect(await rig.row(ours)).toMatchObject({
      state: 'pending',
      since: NOW,
      expiresAt: NOW + 3 * DAY,
      version: 2,
    });
  });

  test('an old stop of one and a newer request of the other: nobody is subscribed by an older yes', async () => {
    await rig.act(ours, 'WITHDRAW', { at: NOW });
    await rig.act(theirs, 'REQUEST', { at: NOW - DAY });
    await merge();
    await rig.act(ours, 'CONFIRM', { at: NOW + SECOND });
    expect((await rig.standing(ours)).topics).toEqual({ [ZAKAT]: 'unsubscribed' });
  });
});

describe('what belongs to the person follows', () => {
  test('messages that wait, and what is known', async () => {
    await rig.store.write(async (tx) => {
      await learnIdentities(tx, theirs, [{ kind: 'bsuid', value: 'ID.9' }], NOW);
      await changeContact(
        tx,
        theirs,
        { name: 'Ibu', language: 'en', labels: ['donatur'], attributes: { kota: 'Bandung', usia: 40 } },
        NOW,
      );
      await changeContact(tx, ours, { labels: ['baru'], attributes: { kota: 'Jakarta' } }, NOW);
      await tx
        .updateTable('contact')
        .set({ marketing_not_before: NOW + DAY, marketing_not_before_reason: 'experiment' })
        .where('id', '=', theirs)
        .execute();
      const message = {
        contactId: theirs,
        numberId: '1',
        purpose: 'marketing',
        topic: ZAKAT,
        basis: null,
        content: { type: 'text', body: 'Kabar' },
      } as const;
      await enqueue(tx, message, NOW);
    });
    await merge();
    const { read } = rig.store;
    expect(await read.selectFrom('outbox').select('contact_id').execute()).toEqual([{ contact_id: ours }]);
    expect(await read.selectFrom('identity').select('contact_id').execute()).toEqual([{ contact_id: ours }]);
    expect(
      await read.selectFrom('contact').selectAll().where('id', '=', ours).executeTakeFirst(),
    ).toMatchObject({
      name: 'Ibu',
      language: 'en',
      labels: '["baru","donatur"]',
      attributes: '{"kota":"Jakarta","usia":40}',
      marketing_not_before: NOW + DAY,
      marketing_not_before_reason: 'experiment',
    });
    expect(
      await read.selectFrom('contact').selectAll().where('id', '=', theirs).executeTakeFirst(),
    ).toMatchObject({ name: null, labels: '[]', attributes: '{}' });
  });

  test('P4 both were recipients of one broadcast: the row that cannot follow stays with nobody', async () => {
    await rig.store.write(async (tx) => {
      for (const contactId of [ours, theirs]) {
        const id = await enqueue(
          tx,
          {
            contactId,
            numberId: '1',
            purpose: 'marketing',
            topic: ZAKAT,
            basis: null,
            content: { type: 'text', body: 'Kabar' },
          },
          NOW,
        );
        await tx.updateTable('outbox').set({ broadcast_id: 'b1' }).where('id', '=', id).execute();
      }
    });
    await merge();
    const rows = await rig.store.read.selectFrom('outbox').select('contact_id').orderBy('id').execute();
    expect(rows).toEqual([{ contact_id: ours }, { contact_id: theirs }]);
    expect(
      await rig.store.read.selectFrom('identity').selectAll().where('contact_id', '=', theirs).execute(),
    ).toEqual([]);
  });

  test('P2 the later of two windows counts', async () => {
    const open = (contactId: string, at: number) =>
      rig.store.write((tx) =>
        tx
          .insertInto('window')
          .values({ contact_id: contactId, number_id: '1', last_inbound_at: at })
          .execute(),
      );
    await open(ours, NOW - HOUR);
    await open(theirs, NOW);
    await merge();
    expect(await rig.store.read.selectFrom('window').selectAll().execute()).toEqual([
      { contact_id: ours, number_id: '1', last_inbound_at: NOW },
    ]);
  });

  test('who waits in the queue twice waits once, since when they first did, with the notes of both', async () => {
    const open = (id: string, contact: string, at: number) => async (tx: Tx) => {
      const ticket = { id, contact_id: contact, number_id: '1', state: 'open', opened_at: at };
      await tx
        .insertInto('ticket')
        .values({ ...ticket, reason: null, assignee: null, first_reply_at: null, closed_at: null })
        .execute();
      await tx
        .insertInto('ticket_note')
        .values({ ticket_id: id, author: 'Dewi', text: `note of ${id}`, at })
        .execute();
    };
    await rig.store.write(open('tk_ours', ours, NOW));
    await rig.store.write(open('tk_theirs', theirs, NOW - HOUR));
    await merge();
    const tickets = rig.store.read
      .selectFrom('ticket')
      .select(['id', 'contact_id', 'state', 'opened_at', 'closed_at'])
      .orderBy('id');
    expect(await tickets.execute()).toEqual([
      { id: 'tk_ours', contact_id: ours, state: 'open', opened_at: NOW - HOUR, closed_at: null },
      { id: 'tk_theirs', contact_id: ours, state: 'closed', opened_at: NOW - HOUR, closed_at: rig.world.now },
    ]);
    const notes = await rig.store.read.selectFrom('ticket_note').select(['ticket_id', 'text']).execute();
    expect(notes.map(({ ticket_id, text }) => [ticket_id, text]).sort()).toEqual([
      ['tk_ours', 'note of tk_ours'],
      ['tk_ours', 'note of tk_theirs'],
    ]);
  });

  test('whom staff shut out stays shut out', async () => {
    await rig.store.write((tx) =>
      shutOut(tx, theirs, true, { actor: 'rina', reason: 'Mengancam.' }, rig.world.now),
    );
    await merge();
    const { blocked_at } = await rig.store.read
      .selectFrom('contact')
      .select('blocked_at')
      .where('id', '=', ours)
      .executeTakeFirstOrThrow();
    expect(blocked_at).toBe(rig.world.now);
  });

  test('P2 a withdrawal by the old id reaches the person', async () => {
    await rig.subscribe(ours);
    await merge();
    expect(await survivorOf(rig.store.read, theirs)).toBe(ours);
    await rig.store.write((tx) =>
      raise(
        tx,
        theirs,
        { event: 'WITHDRAW', topics: 'all', source: 'link', actor: 'api', evidence: {} },
        rig.world,
      ),
    );
    expect(await rig.standing(ours)).toMatchObject({
      topics: { [ZAKAT]: 'unsubscribed' },
      blocks: ['withdrawn_all'],
    });
  });

  test('P8 exporting and erasing reach what the absorbed contacts have said', async () => {
    const third = await rig.contact();
    await rig.subscribe(third);
    await rig.store.write((tx) => mergeContacts(tx, theirs, third, rig.world));
    await merge();
    expect(await absorbedInto(rig.store.read, ours)).toEqual([theirs, third]);
    expect(await survivorOf(rig.store.read, third)).toBe(ours);
    const data = await exportContact(rig.store.read, ours, rig.world.now);
    expect(data?.ledger.map((entry) => entry.event)).toContain('CONFIRM');
    const erasing = {
      source: 'api',
      actor: 'api',
      suppression: new Suppression('secret'),
      ...rig.world,
    } as const;
    await rig.store.write((tx) => eraseContact(tx, ours, erasing));
    const left = await rig.store.read
      .selectFrom('ledger')
      .select('contact_id')
      .where('evidence', 'is not', null)
      .execute();
    expect(left).toEqual([]);
    expect(await rig.store.read.selectFrom('ledger_key').selectAll().execute()).toEqual([]);
    expect(await rig.verify()).toMatchObject({ ok: true });
  });
});

describe('P2 a number that passed to somebody else', () => {
  test('brings its stops, not its grants', async () => {
    await bring(theirs, 'subscribed', REPORT);
    await bring(theirs, 'unsubscribed', ZAKAT);
    rig.world.now += HOUR;
    await inherit();
    expect(await rig.standing(ours)).toEqual({ topics: { [ZAKAT]: 'unsubscribed' }, blocks: [] });
    expect((await rig.standing(theirs)).topics).toEqual({ [ZAKAT]: 'unsubscribed', [REPORT]: 'subscribed' });
    expect(await rig.ledger(ours)).toMatchObject([
      { event: 'WITHDRAW', at: NOW, source: 'system', actor: 'meta', evidence: { inheritedFrom: theirs } },
    ]);
  });

  test('the stop keeps its own time, so that the first word of the new owner is newer', async () => {
    await rig.act(theirs, 'WITHDRAW', { topics: 'all' });
    rig.world.now += DAY;
    await inherit();
    expect((await rig.standing(ours)).blocks).toEqual(['withdrawn_all']);
    await rig.act(ours, 'REQUEST', { at: rig.world.now - SECOND });
    await rig.act(ours, 'CONFIRM', { at: rig.world.now });
    expect(await rig.standing(ours)).toMatchObject({ topics: { [ZAKAT]: 'subscribed' }, blocks: [] });
  });

  test('nothing to bring, nothing written', async () => {
    await rig.subscribe(theirs);
    await inherit();
    expect(await rig.ledger(ours)).toEqual([]);
  });
});
