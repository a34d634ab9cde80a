import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ConsentAct } from '../../src/consent/act.js';
import { expireRequests } from '../../src/consent/expiry.js';
import { wordingHash } from '../../src/consent/ledger-record.js';
import { PENDING_LIFE } from '../../src/consent/machine.js';
import { raise, refusalOf } from '../../src/consent/raise.js';
import { rememberWording } from '../../src/consent/wording.js';
import { DAY, HOUR, NOW, openRig, REPORT, type Rig, SECOND, ZAKAT } from './rig.js';

let rig: Rig;
let id: string;
beforeEach(async () => {
  rig = await openRig();
  id = await rig.contact();
});
afterEach(() => rig.close());

const lines = async (contactId = id) =>
  (await rig.ledger(contactId)).map(
    ({ event, topic, from, to, effect }) => `${event} ${topic} ${from} ${to}${effect ? '' : ' -'}`,
  );

describe('P5 every act leaves its record', () => {
  test('with effect, topic by topic', async () => {
    await rig.subscribe(id);
    await rig.act(id, 'WITHDRAW', { source: 'text' });
    expect(await lines()).toEqual([
      'REQUEST info-zakat unknown pending',
      'CONFIRM info-zakat pending subscribed',
      'WITHDRAW info-zakat subscribed unsubscribed',
    ]);
  });

  test('and without', async () => {
    expect(await rig.act(id, 'CONFIRM')).toEqual([
      { topic: ZAKAT, from: 'unknown', to: 'unknown', effect: false },
    ]);
    await rig.act(id, 'PLATFORM_RESUME', { at: 0 });
    expect(await lines()).toEqual([
      'CONFIRM info-zakat unknown unknown -',
      'PLATFORM_RESUME null null null -',
    ]);
    expect(await rig.row(id)).toBeUndefined();
  });

  test('says who, through which channel, when, in which environment, answering which words', async () => {
    rig.world.environment = 'sandbox';
    const text = 'Boleh kami kirim info zakat?';
    const wording = await rig.store.write((tx) =>
      rememberWording(tx, { key: 'consent:ask', language: 'id', text }, NOW),
    );
    await rig.act(id, 'REQUEST', {
      at: NOW - 5,
      source: 'qr',
      wording,
      evidence: { message: 'wamid.1', said: 'DAFTAR' },
    });
    expect(await rig.ledger(id)).toMatchObject([
      {
        seq: 1,
        at: NOW - 5,
        recordedAt: NOW,
        source: 'qr',
        actor: 'customer',
        environment: 'sandbox',
        wording: { hash: wordingHash('id', text), key: 'consent:ask', language: 'id', version: 1, text },
        evidence: { message: 'wamid.1', said: 'DAFTAR' },
      },
    ]);
    expect(await rig.row(id)).toMatchObject({ environment: 'sandbox', state: 'pending' });
  });

  test('the same words are kept once, other words and other languages beside them', async () => {
    const remember = (language: string, text: string, now: number) =>
      rig.store.write((tx) => rememberWording(tx, { key: 'consent:ask', language, text }, now));
    const first = await remember('id', 'Boleh?', 1);
    expect(await remember('id', 'Boleh?', 2)).toBe(first);
    const others = [await remember('id', 'Boleh ya?', 3), await remember('en', 'Boleh?', 4)];
    const rows = await rig.store.read
      .selectFrom('wording')
      .select(['hash', 'version', 'first_at'])
      .where('key', '=', 'consent:ask')
      .orderBy('first_at')
      .execute();
    expect(rows).toEqual([
      { hash: first, version: 1, first_at: 1 },
      { hash: others[0], version: 2, first_at: 3 },
      { hash: others[1], version: 1, first_at: 4 },
    ]);
  });

  test('versions count what had an effect', async () => {
    await rig.subscribe(id);
    await rig.act(id, 'CONFIRM');
    expect(await rig.row(id)).toMatchObject({ version: 2, state: 'subscribed' });
    await rig.act(id, 'WITHDRAW');
    await rig.act(id, 'WITHDRAW');
    expect(await rig.row(id)).toMatchObject({ version: 4 });
  });

  test('a topic named twice in one act changes once', async () => {
    expect(await rig.act(id, 'REQUEST', { topics: [ZAKAT, ZAKAT] })).toHaveLength(1);
  });

  test('what the job throws away afterwards leaves no trace', async () => {
    await expect(
      rig.store.write(async (tx) => {
        await raise(
          tx,
          id,
          { event: 'REQUEST', topics: [ZAKAT], source: 'web', actor: 'api', evidence: {} },
          { now: NOW, environment: 'live' },
        );
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await rig.ledger(id)).toEqual([]);
    expect(await rig.row(id)).toBeUndefined();
  });
});

describe('P2 a withdrawal of everything', () => {
  test('stops every topic there is, also those never spoken of, and by its block later ones', async () => {
    await rig.subscribe(id);
    await rig.act(id, 'WITHDRAW', { topics: 'all' });
    expect(await rig.standing(id)).toEqual({
      topics: { [ZAKAT]: 'unsubscribed', [REPORT]: 'unsubscribed' },
      blocks: ['withdrawn_all'],
    });
    expect((await lines()).slice(2)).toEqual([
      'WITHDRAW info-zakat subscribed unsubscribed',
      'WITHDRAW laporan-penyaluran unknown unsubscribed',
      'WITHDRAW null null withdrawn_all',
    ]);
    await rig.topic('qurban');
    await rig.act(id, 'REQUEST', {
      topics: ['qurban'],
      actor: 'api',
      source: 'import',
      at: rig.world.now + DAY,
    });
    expect(await rig.row(id, 'qurban')).toBeUndefined();
  });

  test('reaches a contact of whom nothing is known', async () => {
    await rig.act(id, 'WITHDRAW', { topics: 'all' });
    expect((await rig.standing(id)).blocks).toEqual(['withdrawn_all']);
  });

  test('a later yes to one topic lifts it for that topic; the others, also newer ones, stay stopped', async () => {
    await rig.act(id, 'WITHDRAW', { topics: 'all' });
    rig.world.now += HOUR;
    await rig.topic('qurban');
    await rig.subscribe(id);
    expect(await rig.standing(id)).toEqual({
      topics: { [ZAKAT]: 'subscribed', [REPORT]: 'unsubscribed', qurban: 'unsubscribed' },
      blocks: [],
    });
    await rig.act(id, 'REQUEST', { topics: ['qurban', REPORT], actor: 'api', source: 'import' });
    expect((await rig.standing(id)).topics).toMatchObject({
      [REPORT]: 'unsubscribed',
      qurban: 'unsubscribed',
    });
    expect(await rig.verify()).toMatchObject({ ok: true });
  });

  test.each<[string, number]>([
    ['older than the stop', -HOUR],
    ['of the same second', 0],
  ])('DAFTAR that is %s has no effect', async (_name, offset) => {
    await rig.act(id, 'WITHDRAW', { topics: 'all' });
    await rig.act(id, 'REQUEST', { at: NOW + offset });
    await rig.act(id, 'CONFIRM', { at: NOW + HOUR });
    expect((await rig.standing(id)).topics[ZAKAT]).toBe('unsubscribed');
  });

  test('a stop that comes late still stops, and what was said before the newer question does not undo it', async () => {
    await rig.subscribe(id);
    const { since } = (await rig.row(id)) ?? { since: 0 };
    await rig.act(id, 'WITHDRAW', { topics: 'all', at: NOW - DAY });
    expect((await rig.standing(id)).topics[ZAKAT]).toBe('unsubscribed');
    await rig.act(id, 'REQUEST', { at: since - SECOND });
    expect((await rig.standing(id)).topics[ZAKAT]).toBe('unsubscribed');
    await rig.subscribe(id);
    expect(await rig.standing(id)).toMatchObject({ topics: { [ZAKAT]: 'subscribed' }, blocks: [] });
  });
});

describe('P1 what others ask for', () => {
  const other = { actor: 'api', source: 'import' } as const;

  test('is only a question; the customer’s own yes answers it', async () => {
    await rig.act(id, 'REQUEST', other);
    await rig.act(id, 'CONFIRM', other);
    expect((await rig.standing(id)).topics).toEqual({ [ZAKAT]: 'pending' });
    rig.world.now += SECOND;
    await rig.act(id, 'CONFIRM', { source: 'button' });
    expect((await rig.standing(id)).topics).toEqual({ [ZAKAT]: 'subscribed' });
  });

  test.each<[ConsentAct['event'], Partial<ConsentAct>, string]>([
    ['SUSPEND', {}, 'suspended'],
    ['PLATFORM_STOP', {}, 'platform_stopped'],
    ['UNDELIVERABLE', {}, 'undeliverable'],
    ['PAUSE', { until: NOW + DAY }, 'paused_by_customer'],
    ['ERASE', {}, 'erased'],
    ['WITHDRAW', { topics: 'all' }, 'opted_out'],
    ['WITHDRAW', {}, 'opted_out'],
  ])('has no effect after %s %j, and the reason is %s', async (event, change, reason) => {
    await rig.act(id, event, change);
    rig.world.now += HOUR;
    const [made] = await rig.act(id, 'REQUEST', other);
    expect(made).toMatchObject({ effect: false });
    if (!made) throw new Error('no change');
    expect(await refusalOf(rig.store.read, id, made, rig.world.now)).toBe(reason);
    expect((await lines()).at(-1)).toMatch(/^REQUEST .* -$/);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['a pause that has ended', () => rig.act(id, 'PAUSE', { until: NOW + HOUR })],
    [
      'a stop in WhatsApp that was lifted',
      async () => {
        await rig.act(id, 'PLATFORM_STOP');
        await rig.act(id, 'PLATFORM_RESUME', { at: NOW + SECOND });
      },
    ],
    [
      'a doubt that was answered',
      async () => {
        await rig.act(id, 'SUSPEND');
        await rig.act(id, 'CLEAR', { at: NOW + SECOND });
      },
    ],
  ])('has an effect after %s', async (_name, before) => {
    await before();
    rig.world.now += HOUR;
    const [made] = await rig.act(id, 'REQUEST', other);
    expect(made).toMatchObject({ effect: true });
    expect(made && (await refusalOf(rig.store.read, id, made, rig.world.now))).toBeUndefined();
  });

  test.each(['pending', 'subscribed', 'declined'])('has no effect on %s, and says so', async (state) => {
    await rig.act(id, 'REQUEST');
    if (state === 'subscribed') await rig.act(id, 'CONFIRM');
    if (state === 'declined') await rig.act(id, 'DECLINE');
    const [made] = await rig.act(id, 'REQUEST', other);
    expect(made && (await refusalOf(rig.store.read, id, made, rig.world.now))).toBe(state);
  });
});

describe('P2 a yes and the blocks above', () => {
  test('lifts the doubt, also when they had subscribed before', async () => {
    await rig.subscribe(id);
    await rig.act(id, 'SUSPEND');
    rig.world.now += SECOND;
    await rig.act(id, 'CONFIRM', { source: 'button' });
    expect(await rig.standing(id)).toEqual({ topics: { [ZAKAT]: 'subscribed' }, blocks: [] });
  });

  test.each<[string, Partial<ConsentAct>]>([
    ['that is not theirs', { actor: 'api' }],
    ['older than the doubt', { at: NOW }],
    ['older than the window', { at: NOW - 2 * DAY }],
    ['to a topic that they do not have', { topics: [REPORT] }],
  ])('one %s does not', async (_name, change) => {
    await rig.subscribe(id);
    await rig.act(id, 'SUSPEND');
    rig.world.now += SECOND;
    await rig.act(id, 'CONFIRM', change);
    expect((await rig.standing(id)).blocks).toEqual(['suspended']);
  });

  test('one newer than the doubt, but heard of only after the window, does not either', async () => {
    await rig.subscribe(id);
    await rig.act(id, 'SUSPEND');
    const { now } = rig.world;
    rig.world.now += 3 * DAY;
    await rig.act(id, 'CONFIRM', { at: now + HOUR });
    expect((await rig.standing(id)).blocks).toEqual(['suspended']);
  });

  test('never lifts WhatsApp’s own stop', async () => {
    await rig.act(id, 'PLATFORM_STOP');
    await rig.subscribe(id);
    expect(await rig.standing(id)).toEqual({ topics: { [ZAKAT]: 'subscribed' }, blocks: ['platform_stop'] });
  });

  test('WhatsApp’s resume does not undo a withdrawal', async () => {
    await rig.subscribe(id);
    await rig.act(id, 'WITHDRAW', { topics: 'all' });
    rig.world.now += HOUR;
    await rig.act(id, 'PLATFORM_RESUME');
    expect(await rig.standing(id)).toMatchObject({
      topics: { [ZAKAT]: 'unsubscribed' },
      blocks: ['withdrawn_all'],
    });
  });

  test('the ledger names the blocks that stand', async () => {
    await rig.act(id, 'SUSPEND');
    await rig.act(id, 'PLATFORM_STOP');
    await rig.act(id, 'PLATFORM_RESUME', { at: NOW - HOUR });
    rig.world.now += HOUR;
    await rig.act(id, 'PLATFORM_RESUME');
    await rig.act(id, 'CLEAR');
    expect(await lines()).toEqual([
      'SUSPEND null null suspended',
      'PLATFORM_STOP null suspended platform_stop suspended',
      'PLATFORM_RESUME null platform_stop suspended platform_stop suspended -',
      'PLATFORM_RESUME null platform_stop suspended suspended',
      'CLEAR null suspended null',
    ]);
  });

  test('a pause has the end that was asked for', async () => {
    await rig.act(id, 'PAUSE', { until: NOW + 30 * DAY });
    expect(await rig.block(id, 'paused_until')).toEqual({ since: NOW, until: NOW + 30 * DAY });
  });
});

describe('a clock that was ahead', () => {
  test('does not lock anybody out', async () => {
    rig.world.now += 10 * DAY;
    await rig.act(id, 'REQUEST', { actor: 'api', source: 'import' });
    rig.world.now = NOW;
    await rig.act(id, 'REQUEST');
    rig.world.now += 2 * SECOND;
    await rig.act(id, 'CONFIRM');
    expect((await rig.standing(id)).topics).toEqual({ [ZAKAT]: 'subscribed' });
  });
});

describe('a request that nobody answers', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    ['ends by itself', async () => undefined, 'unknown'],
    [
      'leaves a withdrawal withdrawn',
      async () => {
        await rig.act(id, 'WITHDRAW', { at: NOW - DAY });
      },
      'unsubscribed',
    ],
    [
      'leaves a no',
      async () => {
        await rig.act(id, 'REQUEST', { at: NOW - DAY });
        await rig.act(id, 'DECLINE', { at: NOW - DAY });
      },
      'declined',
    ],
  ])('%s', async (_name, before, state) => {
    await before();
    await rig.act(id, 'REQUEST');
    const context = { environment: 'live' } as const;
    expect(await expireRequests(rig.store, { now: NOW + PENDING_LIFE - 1, ...context })).toBe(0);
    expect((await rig.standing(id)).topics[ZAKAT]).toBe('pending');
    expect(await expireRequests(rig.store, { now: NOW + PENDING_LIFE, ...context })).toBe(1);
    expect((await rig.standing(id)).topics[ZAKAT]).toBe(state);
    expect(await rig.row(id)).toMatchObject({ expiresAt: null });
    expect(await expireRequests(rig.store, { now: NOW + PENDING_LIFE, ...context })).toBe(0);
  });

  test('many of them, in pages', async () => {
    const ids = await Promise.all(Array.from({ length: 230 }, () => rig.contact()));
    await Promise.all(ids.map((one) => rig.act(one, 'REQUEST', { topics: [ZAKAT, REPORT] })));
    await rig.act(ids[0] ?? '', 'CONFIRM', { at: NOW + SECOND, topics: [ZAKAT] });
    expect(await expireRequests(rig.store, { now: NOW + PENDING_LIFE, environment: 'live' })).toBe(459);
    expect((await rig.standing(ids[0] ?? '')).topics).toEqual({ [ZAKAT]: 'subscribed', [REPORT]: 'unknown' });
  });

  test('P1 a yes after that subscribes nobody, though the routine has not run', async () => {
    await rig.act(id, 'REQUEST');
    rig.world.now += PENDING_LIFE;
    await rig.act(id, 'CONFIRM');
    expect((await rig.standing(id)).topics).toEqual({ [ZAKAT]: 'pending' });
  });
});

describe('P1 P2 P5 whatever happens to a contact', () => {
  const event = fc.constantFrom(
    ...([
      'REQUEST',
      'CONFIRM',
      'DECLINE',
      'WITHDRAW',
      'LAPSE',
      'EXPIRE',
      'NUMBER_CHANGED',
      'PLATFORM_STOP',
      'PLATFORM_RESUME',
      'SUSPEND',
      'CLEAR',
      'PAUSE',
      'UNPAUSE',
      'UNDELIVERABLE',
      'REACHABLE',
    ] as const),
  );
  const act = fc.record({
    event,
    topics: fc.oneof(fc.constant('all' as const), fc.subarray([ZAKAT, REPORT], { minLength: 1 })),
    actor: fc.constantFrom(...(['customer', 'customer', 'api'] as const)),
    late: fc.integer({ min: 0, max: 30 }),
    wait: fc.integer({ min: 0, max: 5 }),
  });

  test('a subscription has a proof of its own, a withdrawal of everything leaves none, the chain holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        const contact = await rig.contact();
        for (const { event: name, topics, actor, late, wait } of acts) {
          rig.world.now += wait * SECOND;
          await rig.act(contact, name, {
            topics,
            actor,
            at: rig.world.now - late * SECOND,
            until: rig.world.now + 9 * SECOND,
          });
        }
        const { topics, blocks } = await rig.standing(contact);
        const chain = await rig.ledger(contact);
        for (const [topic, state] of Object.entries(topics)) {
          const ground = chain.findLast((entry) => entry.topic === topic && entry.effect);
          expect(ground?.to).toBe(state);
          if (state !== 'subscribed') continue;
          expect(blocks).not.toContain('withdrawn_all');
          expect(ground).toMatchObject({ event: 'CONFIRM', actor: 'customer', from: 'pending' });
          const stops = chain.filter((entry) => entry.event === 'WITHDRAW' && entry.topic === topic);
          expect(Math.max(0, ...stops.map((stop) => stop.at))).toBeLessThan(ground?.at ?? 0);
        }
      }),
      { numRuns: 60 },
    );
    expect(await rig.verify()).toMatchObject({ ok: true, findings: [] });
  }, 60_000);
});
