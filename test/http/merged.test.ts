import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uniteContacts } from '../../src/consent/link.js';
import { findContact } from '../../src/contacts/resolve.js';
import { PermitOffice } from '../../src/gate/permits.js';
import { onLinked } from '../../src/outbox/linked.js';
import type { Identity } from '../../src/whatsapp/identity.js';
import { Rig } from './rig.js';

let rig: Rig;
const revoked: string[] = [];
beforeAll(async () => {
  rig = await Rig.start({
    permits: { revoke: (identities) => void revoked.push(...identities.map((one) => one.value)) },
  });
  await rig.topic();
});
afterAll(() => rig.stop());

let last = 0;
/** Two contacts that Meta showed to be one person: the id from before, and the one of today. */
async function merged(): Promise<{ old: string; today: string; phone: string }> {
  const phone = `62813${String(40_000_000 + ++last)}`;
  const mine: Identity = { kind: 'phone', value: phone };
  const theirs: Identity = { kind: 'bsuid', value: `ID.${phone}` };
  const post = (body: object) => rig.post('/contacts', body);
  const ids = [
    (await post({ phone: `+${phone}`, name: 'Siti' })).body.id as string,
    (await post({ identities: [theirs] })).body.id as string,
  ];
  const linked = onLinked(new PermitOffice());
  const context = { now: rig.clock.at, environment: 'live' as const, linked };
  await rig.deps.store.write((tx) => uniteContacts(tx, [mine, theirs], context));
  const today = await findContact(rig.deps.store.read, [mine]);
  const old = ids.find((id) => id !== today);
  if (!today || !old) throw new Error('not merged');
  return { old, today, phone };
}

describe('P2 a contact under an id from before two became one', () => {
  test('a withdrawal voids the permits of the person, and answers how the person stands', async () => {
    const { old, today, phone } = await merged();
    await rig.subscribe(today);
    revoked.length = 0;
    const { status, body } = await rig.post(`/contacts/${old}/consents`, { event: 'WITHDRAW' });
    expect({ status, effect: body.effect }).toEqual({ status: 201, effect: true });
    expect(revoked).toContain(phone);
    expect(body.items).toMatchObject([{ topic: 'info-zakat', state: 'unsubscribed' }]);
    expect((await rig.api(`/contacts/${today}`)).body.blocks).toContain('withdrawn_all');
  });

  test('is seen, corrected, exported and written to as the one of today', async () => {
    const { old, today, phone } = await merged();
    await rig.wrote(today, 'halo');
    expect((await rig.api(`/contacts/${old}`)).body).toMatchObject({ id: today, name: 'Siti' });
    await rig.api(`/contacts/${old}`, { method: 'PATCH', body: { name: 'Aminah' } });
    expect((await rig.api(`/contacts/${today}`)).body.name).toBe('Aminah');
    const exported = (await rig.api(`/contacts/${old}/export`)).body;
    expect(exported.contact.identities).toContainEqual({ kind: 'phone', value: phone });
    expect((await rig.api(`/contacts/${old}/messages`)).body.items).toMatchObject([{ text: 'halo' }]);
    expect((await rig.api(`/contacts/${old}/consents`)).body.items).toHaveLength(1);
    const sent = await rig.post('/messages', { contact: old, purpose: 'service', text: 'Waalaikumsalam' });
    expect({ status: sent.status, contact: sent.body.contact }).toEqual({ status: 202, contact: today });
    const ticket = await rig.post('/tickets', { contact: old });
    expect({ status: ticket.status, contact: ticket.body.contact }).toEqual({ status: 201, contact: today });
  });

  test('its own chain stays to be read, and ends by naming the other', async () => {
    const { old, today } = await merged();
    const chain = (await rig.api(`/contacts/${old}/ledger`)).body.items;
    expect(chain.at(-1)).toMatchObject({ event: 'LINK', evidence: { absorbedBy: today } });
  });

  test('an erasure erases the person', async () => {
    const { old, today, phone } = await merged();
    revoked.length = 0;
    expect((await rig.api(`/contacts/${old}`, { method: 'DELETE' })).status).toBe(204);
    expect(revoked).toContain(phone);
    expect((await rig.api(`/contacts/${today}`)).body).toMatchObject({
      name: null,
      identities: [],
      blocks: ['erased'],
    });
  });

  test.each([
    ['GET', ''],
    ['GET', '/consents'],
    ['GET', '/ledger'],
    ['GET', '/messages'],
    ['GET', '/export'],
    ['DELETE', ''],
  ])('%s of an id that nobody has is not found', async (method, path) => {
    expect((await rig.api(`/contacts/ct_nobody${path}`, { method })).status).toBe(404);
  });
});
