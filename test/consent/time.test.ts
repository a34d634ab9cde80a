import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type DecayRules, decayed } from '../../src/consent/decay.js';
import { expireRequests } from '../../src/consent/expiry.js';
import { changeConsent, loadStanding } from '../../src/consent/index.js';
import { DECLINE_REST, PENDING_LIFE } from '../../src/consent/machine.js';
import { addTopic } from '../../src/consent/topic-change.js';
import { createContact } from '../../src/contacts/resolve.js';
import { Store } from '../../src/store/index.js';
import { DAY, HOUR, NOW, openRig, type Rig, ZAKAT } from './rig.js';

describe('pending ends by itself', () => {
  let rig: Rig;
  let id: string;
  beforeEach(async () => {
    rig = await openRig();
    id = await rig.contact();
  });
  afterEach(() => rig.close());
  const expire = () => expireRequests(rig.store, { now: rig.world.now, environment: 'live' });
  const state = async () => (await rig.standing(id)).topics[ZAKAT];

  test('after 72 hours, also when nobody was there to see it, across a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'izin-time-'));
    const file = join(folder, 'izin.db');
    const words = { id: 'x', en: 'x' };
    let store = await Store.open(file);
    const contact = await store.write(async (tx) => {
      await addTopic(tx, { id: ZAKAT, name: words, description: words }, NOW);
      const made = await createContact(tx, NOW);
      const act = {
        event: 'REQUEST',
        topics: [ZAKAT],
        at: NOW,
        source: 'web',
        actor: 'api',
        evidence: {},
      } as const;
      await changeConsent(tx, made, await loadStanding(tx, made), act, { now: NOW, environment: 'live' });
      return made;
    });
    await store.close();
    store = await Store.open(file);
    expect(await expireRequests(store, { now: NOW + PENDING_LIFE - 1, environment: 'live' })).toBe(0);
    expect(await expireRequests(store, { now: NOW + 30 * DAY, environment: 'live' })).toBe(1);
    expect((await loadStanding(store.read, contact)).topics.get(ZAKAT)?.state).toBe('unknown');
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a yes after 72 hours counts for nothing, before the routine has run', async () => {
    await rig.act(id, 'REQUEST');
    rig.world.now += PENDING_LIFE;
    await rig.act(id, 'CONFIRM');
    expect(await state()).toBe('pending');
    await expire();
    expect(await state()).toBe('unknown');
  });

  test('asked while the clock was a year ahead, it ends 72 hours after the clock is right again', async () => {
    rig.world.now = NOW + 365 * DAY;
    await rig.act(id, 'REQUEST');
    rig.world.now = NOW;
    expect(await expire()).toBe(0);
    rig.world.now = NOW + PENDING_LIFE - 1;
    expect(await expire()).toBe(0);
    rig.world.now = NOW + PENDING_LIFE;
    expect(await expire()).toBe(1);
    expect(await state()).toBe('unknown');
  });

  test('a clock that goes back does not lengthen the wait by more than it went back', async () => {
    await rig.act(id, 'REQUEST');
    rig.world.now = NOW - HOUR;
    expect(await expire()).toBe(0);
    rig.world.now = NOW + PENDING_LIFE;
    expect(await expire()).toBe(1);
  });

  test.each<[string, 'declined' | 'lapsed' | 'unsubscribed', () => Promise<unknown>]>([
    ['a no', 'declined', () => rig.act(id, 'DECLINE')],
    ['a lapse', 'lapsed', () => rig.subscribe(id).then(() => rig.act(id, 'LAPSE'))],
    ['a stop', 'unsubscribed', () => rig.act(id, 'WITHDRAW')],
  ])('it goes back no looser than it came from: %s', async (_, before, come) => {
    await come();
    rig.world.now += 2000;
    await rig.act(id, 'REQUEST');
    expect(await state()).toBe('pending');
    rig.world.now += PENDING_LIFE;
    await expire();
    expect(await state()).toBe(before);
  });

  test('P1 unanswered after a no, the 90 days count from the end of the new question', async () => {
    await rig.act(id, 'DECLINE');
    rig.world.now += 2000;
    await rig.act(id, 'REQUEST');
    rig.world.now += PENDING_LIFE;
    await expire();
    const ended = rig.world.now;
    rig.world.now = ended + DECLINE_REST - 1;
    expect(await rig.act(id, 'REQUEST', { actor: 'api' })).toMatchObject([{ effect: false }]);
    rig.world.now = ended + DECLINE_REST;
    expect(await rig.act(id, 'REQUEST', { actor: 'api' })).toMatchObject([{ effect: true }]);
  });
});

describe('when a consent has decayed', () => {
  const rules: DecayRules = { unread: 3, silence: 365 * DAY, action: 'ask' };
  test.each<[string, { unread: number; ago: number }, Partial<DecayRules>, string | undefined]>([
    ['read yesterday', { unread: 0, ago: DAY }, {}, undefined],
    ['two unread', { unread: 2, ago: 30 * DAY }, {}, undefined],
    ['three unread', { unread: 3, ago: 30 * DAY }, {}, 'unread'],
    ['many unread, and the rule is off', { unread: 99, ago: 30 * DAY }, { unread: null }, undefined],
    ['a year but for a moment', { unread: 0, ago: 365 * DAY - 1 }, {}, undefined],
    ['a year', { unread: 0, ago: 365 * DAY }, {}, 'silence'],
    ['years, and the rule is off', { unread: 0, ago: 3000 * DAY }, { silence: null }, undefined],
    ['a sign from the future', { unread: 0, ago: -DAY }, {}, undefined],
  ])('%s', (_, { unread, ago }, changes, reason) => {
    expect(decayed({ unread, lastSign: NOW - ago }, { ...rules, ...changes }, NOW)).toBe(reason);
  });

  test('with both rules off nothing ever decays', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (unread, ago) => {
        const off = { unread: null, silence: null, action: 'lapse' } as const;
        expect(decayed({ unread, lastSign: NOW - ago }, off, NOW)).toBeUndefined();
      }),
    );
  });
});
