import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { askAgain, beginAskAgain, readAskAgain } from '../../src/broadcast/ask-again.js';
import { decayConsents } from '../../src/broadcast/decay.js';
import { signsOf } from '../../src/broadcast/signs.js';
import type { DecayRules } from '../../src/consent/decay.js';
import { editTopic } from '../../src/consent/topic-change.js';
import { DAY, HOUR, NOW, openRig, REPORT, type Rig, ZAKAT } from '../consent/rig.js';

const RULES: DecayRules = { unread: 3, silence: 365 * DAY, action: 'ask' };
const asker = { org: 'Yayasan Amanah Contoh', timezone: 'Asia/Jakarta', numberId: '1' };
let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
  await template('tanya');
  await rig.store.write((tx) =>
    editTopic(tx, ZAKAT, { template: { name: 'tanya', parameters: ['{{topic}}', '{{org}}'] } }, NOW),
  );
});
afterEach(() => rig.close());

const template = (name: string, language = 'id', status = 'APPROVED') =>
  rig.store.write((tx) =>
    tx
      .insertInto('template')
      .values({
        name,
        language,
        status,
        category: 'UTILITY',
        quality: null,
        components: JSON.stringify([{ type: 'BODY', text: 'Masih mau *{{1}}* dari {{2}}?' }]),
        parameter_format: 'POSITIONAL',
        synced_at: NOW,
      })
      .execute(),
  );

async function subscriber(topics = [ZAKAT]): Promise<string> {
  const id = await rig.contact();
  await rig.subscribe(id, topics);
  return id;
}

let serial = 0;
const sent = (contactId: string, state: string, at: number, topic = ZAKAT, purpose = 'marketing') =>
  rig.store.write((tx) =>
    tx
      .insertInto('outbox')
      .values({
        contact_id: contactId,
        number_id: '1',
        purpose,
        topic,
        broadcast_id: `bc_${++serial}`,
        priority: 3,
        state,
        not_before: at,
        created_at: at,
        attempted_at: state === 'refused' ? null : at,
        updated_at: at,
        attempts: 1,
      })
      .execute(),
  );
const broadcasts = async (contactId: string, ...states: string[]) => {
  for (const state of states) {
    rig.world.now += DAY;
    await sent(contactId, state, rig.world.now);
  }
  rig.world.now += HOUR;
};
const replied = (contactId: string) =>
  rig.store.write(async (tx) => {
    const at = rig.world.now;
    await tx
      .insertInto('window')
      .values({ contact_id: contactId, number_id: '1', last_inbound_at: at })
      .onConflict((conflict) =>
        conflict.columns(['contact_id', 'number_id']).doUpdateSet({ last_inbound_at: at }),
      )
      .execute();
  });

/** Something of Meta's, so that our clock and the webhooks are believed. */
const heard = (at = rig.world.now) =>
  rig.store.write((tx) =>
    tx
      .insertInto('event')
      .values({
        key: `status:${++serial}`,
        kind: 'status',
        field: 'messages',
        waba_id: '1',
        at,
        received_at: at,
        identities: '[]',
        standby: 0,
        state: 'done',
        ready_at: at,
        attempts: 1,
      })
      .execute(),
  );

async function decay(rules: Partial<DecayRules> = {}, believed = true): Promise<void> {
  if (believed) await heard();
  const { store, world } = rig;
  const options = {
    store,
    asker,
    environment: world.environment,
    rules: { ...RULES, ...rules },
    now: () => world.now,
  };
  for (let i = 0; i < 20; i += 1) await decayConsents(options);
}
const stateOf = async (contactId: string, topic = ZAKAT) => (await rig.standing(contactId)).topics[topic];
const questions = () =>
  rig.store.read.selectFrom('outbox').selectAll().where('purpose', '=', 'permission').orderBy('id').execute();

describe('a consent that nobody uses any more ends', () => {
  test.each<[string, string[], boolean]>([
    ['three unread', ['delivered', 'sent', 'accepted'], true],
    ['two unread', ['delivered', 'delivered'], false],
    ['a read in between', ['delivered', 'delivered', 'read', 'delivered', 'delivered'], false],
    ['a read long ago', ['read', 'delivered', 'delivered', 'delivered'], true],
    [
      'what never arrived does not count',
      ['failed', 'refused', 'unknown', 'cancelled', 'delivered', 'delivered'],
      false,
    ],
  ])('%s', async (_, states, ends) => {
    const id = await subscriber();
    await broadcasts(id, ...states);
    await decay();
    expect(await stateOf(id)).toBe(ends ? 'lapsed' : 'subscribed');
  });

  test('a reply resets the count, and so does a read of another topic', async () => {
    const [writer, reader] = [await subscriber(), await subscriber([ZAKAT, REPORT])];
    for (const id of [writer, reader]) await broadcasts(id, 'delivered', 'delivered');
    await replied(writer);
    await sent(reader, 'read', rig.world.now, REPORT);
    for (const id of [writer, reader]) await broadcasts(id, 'delivered');
    await decay();
    expect([await stateOf(writer), await stateOf(reader)]).toEqual(['subscribed', 'subscribed']);
    expect(
      (await signsOf(rig.store.read, ZAKAT, [{ contactId: writer, since: 0 }])).get(writer)?.unread,
    ).toBe(1);
  });

  test('unread broadcasts of one topic say nothing about another', async () => {
    const id = await subscriber([ZAKAT, REPORT]);
    await broadcasts(id, 'delivered', 'delivered', 'delivered');
    await decay();
    expect([await stateOf(id), await stateOf(id, REPORT)]).toEqual(['lapsed', 'subscribed']);
  });

  test('a year of silence; somebody who wrote within it stays', async () => {
    const [silent, writer] = [await subscriber(), await subscriber()];
    rig.world.now += 300 * DAY;
    await replied(writer);
    rig.world.now += 65 * DAY;
    await decay();
    expect([await stateOf(silent), await stateOf(writer)]).toEqual(['lapsed', 'subscribed']);
  });

  test('the ledger tells why, in the words of the consent', async () => {
    const id = await subscriber();
    await broadcasts(id, 'delivered', 'delivered', 'delivered');
    await decay();
    const record = (await rig.ledger(id)).at(-1);
    expect(record).toMatchObject({
      event: 'LAPSE',
      from: 'subscribed',
      to: 'lapsed',
      source: 'system',
      actor: 'system',
      evidence: { reason: 'unread', unread: 3, lastSign: expect.stringMatching(/Z$/) },
      wording: { text: expect.any(String) },
    });
    expect((await rig.verify()).ok).toBe(true);
  });

  test('both rules off: nothing ends', async () => {
    const id = await subscriber();
    await broadcasts(id, ...Array.from({ length: 30 }, () => 'delivered'));
    rig.world.now += 900 * DAY;
    await decay({ unread: null, silence: null });
    expect(await stateOf(id)).toBe('subscribed');
  });

  test.each<[string, () => Promise<unknown>]>([
    ['webhooks are silent', () => heard(rig.world.now - 4 * DAY)],
    ['our clock is a year behind', () => heard(rig.world.now + 365 * DAY)],
    ['nothing was ever heard', async () => undefined],
  ])('nothing ends while %s', async (_, world) => {
    const id = await subscriber();
    await broadcasts(id, 'delivered', 'delivered', 'delivered');
    await world();
    await decay({}, false);
    expect(await stateOf(id)).toBe('subscribed');
  });

  test('once a day, also after the clock was ahead', async () => {
    await decay();
    const id = await subscriber();
    await broadcasts(id, 'delivered', 'delivered', 'delivered');
    rig.world.now = NOW + 23 * HOUR;
    await decay();
    expect(await stateOf(id)).toBe('subscribed');
    rig.world.now = NOW + 400 * DAY;
    await decay({ silence: null });
    expect(await stateOf(id)).toBe('lapsed');
    const other = await subscriber();
    rig.world.now = NOW + 100 * DAY;
    for (let i = 0; i < 3; i += 1) await sent(other, 'delivered', rig.world.now - 1000);
    await rig.store.write((tx) =>
      tx.updateTable('consent').set({ since: NOW }).where('contact_id', '=', other).execute(),
    );
    await decay();
    expect(await stateOf(other)).toBe('lapsed');
  });

  test('several pages, and what staff see of it', async () => {
    const all: string[] = [];
    for (let i = 0; i < 120; i += 1) all.push(await subscriber());
    rig.world.now = NOW + 366 * DAY;
    await decay();
    const states = await Promise.all(all.map((id) => stateOf(id)));
    expect(new Set(states)).toEqual(new Set(['lapsed']));
    const notices = await rig.store.read.selectFrom('account_event').selectAll().execute();
    expect(notices.map(({ detail }) => JSON.parse(detail))).toEqual([
      { message: 'decay', lapsed: 120, asked: 120 },
    ]);
  });
});

describe('asking once more', () => {
  const lapse = async (id: string, rules: Partial<DecayRules> = {}) => {
    await broadcasts(id, 'delivered', 'delivered', 'delivered');
    await decay(rules);
  };

  test('one permission message, with proof and the template of the topic', async () => {
    const id = await subscriber();
    await lapse(id);
    expect(await questions()).toMatchObject([
      {
        contact_id: id,
        topic: ZAKAT,
        state: 'queued',
        basis: JSON.stringify({ kind: 'proof', reference: `${ZAKAT}#2` }),
        content: JSON.stringify({
          type: 'template',
          name: 'tanya',
          language: 'id',
          body: ['Topik', 'Yayasan Amanah Contoh'],
        }),
      },
    ]);
    rig.world.now += 30 * DAY;
    await decay();
    expect(await questions()).toHaveLength(1);
  });

  test('in the language of the person, with the template for asking again', async () => {
    const id = await subscriber();
    await template('masih', 'id');
    await template('masih', 'en');
    await rig.store.write(async (tx) => {
      await editTopic(tx, ZAKAT, { renewal: { name: 'masih', parameters: ['{{topic}}', ''] } }, NOW);
      await tx.updateTable('contact').set({ language: 'en' }).where('id', '=', id).execute();
    });
    await lapse(id);
    const [question] = await questions();
    expect(JSON.parse(question?.content ?? '')).toMatchObject({
      name: 'masih',
      language: 'en',
      body: ['Topic', '-'],
    });
  });

  test.each<[string, (id: string) => Promise<unknown>, Partial<DecayRules>]>([
    ['the action is to lapse', async () => undefined, { action: 'lapse' }],
    ['WhatsApp has stopped us', (id) => rig.act(id, 'PLATFORM_STOP', { source: 'user_preferences' }), {}],
    ['they may have stopped', (id) => rig.act(id, 'SUSPEND'), {}],
    [
      'the template was rejected',
      () => rig.store.write((tx) => tx.updateTable('template').set({ status: 'REJECTED' }).execute()),
      {},
    ],
  ])('nobody is asked when %s; it ends all the same', async (_, change, rules) => {
    const id = await subscriber();
    await change(id);
    await lapse(id, rules);
    expect(await stateOf(id)).toBe('lapsed');
    expect(await questions()).toEqual([]);
  });

  test('who is on a break is asked when it ends', async () => {
    const id = await subscriber();
    await broadcasts(id, 'delivered', 'delivered', 'delivered');
    const until = rig.world.now + 20 * DAY;
    await rig.act(id, 'PAUSE', { until });
    await decay();
    expect((await questions()).map((row) => row.not_before)).toEqual([until]);
  });
});

describe('terms that change', () => {
  const change = () =>
    rig.store.write((tx) =>
      editTopic(tx, ZAKAT, { description: { id: 'lain', en: 'other' } }, rig.world.now),
    );
  const run = async () => {
    const { store, world } = rig;
    for (let i = 0; i < 5; i += 1)
      await askAgain({ store, asker, environment: world.environment, now: () => world.now });
  };

  test('only those who agreed to older ones are asked, once; until they answer their consent rests', async () => {
    const older = await subscriber();
    const stopped = await subscriber();
    await rig.act(stopped, 'WITHDRAW');
    await change();
    const newer = await subscriber();
    const work = await beginAskAgain(rig.store, ZAKAT, 'Rina', rig.world.now);
    expect(work).toMatchObject({ version: 2, endedAt: null, asked: 0 });
    await run();
    expect([await stateOf(older), await stateOf(stopped), await stateOf(newer)]).toEqual([
      'lapsed',
      'unsubscribed',
      'subscribed',
    ]);
    expect((await questions()).map((row) => row.contact_id)).toEqual([older]);
    expect((await rig.ledger(older)).at(-1)).toMatchObject({
      event: 'LAPSE',
      evidence: { reason: 'terms_changed', from: 1, to: 2 },
    });
    expect(await readAskAgain(rig.store.read, ZAKAT)).toMatchObject({ asked: 1, endedAt: rig.world.now });
    await beginAskAgain(rig.store, ZAKAT, 'Rina', rig.world.now);
    await run();
    expect(await questions()).toHaveLength(1);
  });

  test('without an approved template nobody is asked, and nobody loses anything', async () => {
    const id = await subscriber();
    await change();
    const begun = await beginAskAgain(rig.store, ZAKAT, 'Rina', rig.world.now);
    expect(begun).toBeDefined();
    await rig.store.write((tx) => tx.updateTable('template').set({ status: 'PAUSED' }).execute());
    await run();
    expect(await stateOf(id)).toBe('subscribed');
    expect(await beginAskAgain(rig.store, REPORT, 'Rina', rig.world.now)).toBeUndefined();
    await rig.store.write((tx) => tx.updateTable('template').set({ status: 'APPROVED' }).execute());
    await run();
    expect(await stateOf(id)).toBe('lapsed');
  });

  test('a page at a time, behind the last one', async () => {
    for (let i = 0; i < 101; i += 1) await subscriber();
    await change();
    await beginAskAgain(rig.store, ZAKAT, 'Rina', rig.world.now);
    await run();
    expect(await readAskAgain(rig.store.read, ZAKAT)).toMatchObject({ asked: 101, endedAt: rig.world.now });
  });
});
