import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { learnLinks, uniteContacts } from '../../src/consent/link.js';
import { findContact, identitiesOf, type Resolution, resolveContact } from '../../src/contacts/resolve.js';
import type { Identity } from '../../src/whatsapp/identity.js';
import { DAY, HOUR, NOW, openRig, type Rig, ZAKAT } from '../consent/rig.js';

const PHONE: Identity = { kind: 'phone', value: '6281234567890' };
const NEW_PHONE: Identity = { kind: 'phone', value: '6281999999999' };
const BSUID: Identity = { kind: 'bsuid', value: 'ID.1' };
const OTHER_BSUID: Identity = { kind: 'bsuid', value: 'ID.2' };
const PARENT: Identity = { kind: 'parent_bsuid', value: 'ID.ENT.1' };

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

const resolve = (...identities: Identity[]): Promise<Resolution> =>
  rig.store.write((tx) => resolveContact(tx, identities, rig.world.now));
const unite = (...identities: Identity[]) =>
  rig.store.write((tx) => uniteContacts(tx, identities, rig.world));
const owner = (identity: Identity) => findContact(rig.store.read, [identity]);
const names = async (contactId: string) =>
  (await identitiesOf(rig.store.read, [contactId]))
    .get(contactId)
    ?.map(({ value }) => value)
    .sort();
const later = (ms: number) => {
  rig.world.now += ms;
};

describe('who somebody is', () => {
  test.each<[string, Identity[]]>([
    ['by phone', [PHONE]],
    ['by BSUID, without a number', [BSUID]],
    ['by parent BSUID', [PARENT]],
    ['by all three', [PHONE, BSUID, PARENT]],
  ])('%s: made once, then found', async (_name, identities) => {
    const made = await resolve(...identities);
    expect(made).toEqual({
      contactId: expect.stringMatching(/^ct_/),
      created: true,
      learnt: false,
      same: [],
      formerOwner: null,
      stale: false,
    });
    later(HOUR);
    for (const identity of identities) expect(await resolve(identity)).toEqual({ ...made, created: false });
    expect(await names(made.contactId)).toEqual(identities.map(({ value }) => value).sort());
  });

  test('an id says nothing about the person', async () => {
    const { contactId } = await resolve(PHONE, BSUID);
    expect(contactId).not.toContain(PHONE.value);
    expect(contactId).toMatch(/^ct_[0-9a-hjkmnp-tv-z]{26}$/);
  });

  test.each<[string, Identity, Identity]>([
    ['a BSUID to a number', PHONE, BSUID],
    ['a number to a BSUID', BSUID, PHONE],
    ['a parent to a BSUID', BSUID, PARENT],
  ])('what stands together is learnt: %s', async (_name, known, news) => {
    const { contactId } = await resolve(known);
    expect(await resolve(known, news)).toMatchObject({ contactId, created: false, same: [] });
    expect(await resolve(news)).toMatchObject({ contactId, created: false });
  });

  test('the same value of another kind is somebody else', async () => {
    const first = await resolve({ kind: 'bsuid', value: '6281' });
    expect(await resolve({ kind: 'phone', value: '6281' })).not.toMatchObject({ contactId: first.contactId });
  });

  test('looking changes nothing', async () => {
    expect(await findContact(rig.store.read, [PHONE])).toBeUndefined();
    expect(await findContact(rig.store.read, [])).toBeUndefined();
    expect(await rig.store.read.selectFrom('contact').selectAll().execute()).toEqual([]);
    const phone = await resolve(PHONE);
    const account = await resolve(BSUID);
    expect(await findContact(rig.store.read, [PHONE, BSUID])).toBe(account.contactId);
    expect(await findContact(rig.store.read, [PHONE, OTHER_BSUID])).toBe(phone.contactId);
  });
});

describe('P2 two contacts that Meta shows to be one', () => {
  test('the older survives, the other is to be merged', async () => {
    const first = await resolve(BSUID);
    later(HOUR);
    const second = await resolve(PHONE);
    expect(await resolve(PHONE, BSUID)).toEqual({
      contactId: first.contactId,
      created: false,
      learnt: expect.any(Boolean),
      same: [second.contactId],
      formerOwner: null,
      stale: false,
    });
    expect(await owner(PHONE)).toBe(first.contactId);
  });

  test('three at once', async () => {
    const contacts: Resolution[] = [];
    for (const identity of [PARENT, PHONE, BSUID]) {
      contacts.push(await resolve(identity));
      later(1);
    }
    const { contactId, same } = await resolve(PHONE, BSUID, PARENT);
    expect(contactId).toBe(contacts[0]?.contactId);
    expect(same.sort()).toEqual([contacts[1]?.contactId, contacts[2]?.contactId].sort());
  });

  test('a stop that came without a number reaches the number, once they are known to be one', async () => {
    const phone = await unite(PHONE);
    await rig.subscribe(phone);
    const account = await unite(BSUID);
    await rig.act(account, 'WITHDRAW', { topics: 'all' });
    later(HOUR);
    await rig.store.write((tx) => learnLinks(tx, [[PHONE, BSUID]], rig.world));
    const person = await unite(PHONE);
    expect(await unite(BSUID)).toBe(person);
    expect(await rig.standing(person)).toMatchObject({
      topics: { [ZAKAT]: 'unsubscribed' },
      blocks: ['withdrawn_all'],
    });
  });
});

describe('P2 a number that passed to somebody else', () => {
  test('is theirs now; the former owner keeps the rest', async () => {
    const before = await resolve(PHONE, BSUID);
    later(90 * DAY);
    const after = await resolve(PHONE, OTHER_BSUID);
    expect(after).toEqual({
      contactId: expect.any(String),
      created: true,
      learnt: false,
      same: [],
      formerOwner: before.contactId,
      stale: false,
    });
    expect(after.contactId).not.toBe(before.contactId);
    expect(await owner(PHONE)).toBe(after.contactId);
    expect(await owner(BSUID)).toBe(before.contactId);
    expect(await resolve(PHONE, OTHER_BSUID)).toMatchObject({
      contactId: after.contactId,
      formerOwner: null,
      created: false,
    });
  });

  test('also when the new owner is known by their BSUID already', async () => {
    const before = await resolve(PHONE, BSUID);
    const known = await resolve(OTHER_BSUID);
    expect(await resolve(PHONE, OTHER_BSUID)).toEqual({
      contactId: known.contactId,
      created: false,
      learnt: expect.any(Boolean),
      same: [],
      formerOwner: before.contactId,
      stale: false,
    });
  });

  test('the new owner inherits the stop and not the subscription', async () => {
    const before = await unite(PHONE, BSUID);
    await rig.subscribe(before, [ZAKAT]);
    await rig.act(before, 'WITHDRAW', { topics: 'all' });
    later(DAY);
    const after = await unite(PHONE, OTHER_BSUID);
    expect((await rig.standing(after)).blocks).toEqual(['withdrawn_all']);
    const third = await unite({ kind: 'bsuid', value: 'ID.3' }, { kind: 'phone', value: '62811' });
    await rig.subscribe(third);
    const fourth = await unite({ kind: 'bsuid', value: 'ID.4' }, { kind: 'phone', value: '62811' });
    expect(await rig.standing(fourth)).toEqual({ topics: {}, blocks: [] });
  });

  test.each<[string, Identity[], Identity[]]>([
    ['a number known without a BSUID only gains one', [PHONE], [PHONE, BSUID]],
    ['the same BSUID with a second number', [PHONE, BSUID], [NEW_PHONE, BSUID]],
    ['the same parent under another BSUID', [PHONE, BSUID, PARENT], [PHONE, OTHER_BSUID, PARENT]],
    ['a number alone', [PHONE, BSUID], [PHONE]],
    ['a BSUID of theirs among several', [PHONE, BSUID, OTHER_BSUID], [PHONE, OTHER_BSUID]],
  ])('it did not: %s', async (_name, first, second) => {
    const before = await resolve(...first);
    expect(await resolve(...second)).toMatchObject({
      contactId: before.contactId,
      formerOwner: null,
      created: false,
    });
  });
});

describe('when they were last seen', () => {
  const seen = async () =>
    rig.store.read
      .selectFrom('identity')
      .select(['first_seen', 'last_seen'])
      .where('value', '=', PHONE.value)
      .executeTakeFirst();

  test.each([
    [0, NOW],
    [DAY - 1, NOW],
    [DAY, NOW + DAY],
    [9 * DAY, NOW + 9 * DAY],
  ])('%d ms later: %d', async (wait, last) => {
    await resolve(PHONE);
    later(wait);
    await resolve(PHONE);
    expect(await seen()).toEqual({ first_seen: NOW, last_seen: last });
  });

  test('the number that was seen last is written to first', async () => {
    const { contactId } = await resolve(PHONE, BSUID);
    later(HOUR);
    await resolve(NEW_PHONE, BSUID);
    const [first] = (await identitiesOf(rig.store.read, [contactId])).get(contactId) ?? [];
    expect(first).toEqual(NEW_PHONE);
  });

  test('nobody has no names', async () => {
    expect(await identitiesOf(rig.store.read, ['ct_nobody'])).toEqual(new Map([['ct_nobody', []]]));
  });
});

describe('at the same time', () => {
  test('two turns that meet a new person in one commit meet one person', async () => {
    const [one, other] = await Promise.all([resolve(PHONE, BSUID), resolve(BSUID)]);
    expect(other).toEqual({ ...one, created: false });
    expect(await rig.store.read.selectFrom('contact').selectAll().execute()).toHaveLength(1);
  });

  test('and the first of them being undone leaves the second whole', async () => {
    const undone = rig.store.write(async (tx) => {
      await resolveContact(tx, [PHONE], NOW);
      throw new Error('no');
    });
    const kept = resolve(PHONE);
    await expect(undone).rejects.toThrow('no');
    expect(await kept).toMatchObject({ created: true });
    expect(await names((await kept).contactId)).toEqual([PHONE.value]);
  });
});

describe('names that stood together in a status or an answer', () => {
  const learn = (...people: Identity[][]) => rig.store.write((tx) => learnLinks(tx, people, rig.world));

  test('a new one beside a known one is learnt', async () => {
    const { contactId } = await resolve(PHONE);
    await learn([PHONE, BSUID], [BSUID, PARENT]);
    expect(await names(contactId)).toEqual([BSUID, PARENT, PHONE].map(({ value }) => value).sort());
  });

  test.each<[string, Identity[]]>([
    ['all new', [PHONE, BSUID]],
    ['one alone', [PHONE]],
    ['one twice', [PHONE, PHONE]],
    ['none', []],
  ])('%s: nobody is made', async (_name, identities) => {
    await learn(identities);
    expect(await rig.store.read.selectFrom('contact').selectAll().execute()).toEqual([]);
  });

  test('what is known already is not written again', async () => {
    const { contactId } = await resolve(PHONE, BSUID);
    await learn([PHONE, BSUID]);
    expect(await rig.ledger(contactId)).toEqual([]);
  });

  test('several people at once stay apart', async () => {
    const one = await resolve(PHONE);
    const other = await resolve(NEW_PHONE);
    await learn([PHONE, BSUID], [NEW_PHONE, OTHER_BSUID]);
    expect([await owner(BSUID), await owner(OTHER_BSUID)]).toEqual([one.contactId, other.contactId]);
  });
});
