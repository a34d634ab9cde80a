import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Fate } from '../setup/fake-graph.js';
import { Izin, person } from '../setup/izin.js';
import { envelope, status } from '../setup/meta.js';

let izin: Izin;
beforeEach(async () => {
  izin = undefined as unknown as Izin;
});
afterEach(() => izin.stop());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ACCEPT: Fate = { kind: 'accept' };
const row = (id: string) =>
  izin.store.read
    .selectFrom('outbox')
    .select(['state', 'reason', 'not_before', 'failure', 'attempts'])
    .where('broadcast_id', '=', id)
    .orderBy('failure', 'desc')
    .executeTakeFirst()
    .then((found) => found ?? { state: '', reason: null, not_before: 0, failure: null, attempts: 0 });
const broadcastState = async (id: string) =>
  izin.api<{ state: string; reason: string | null }>('GET', `/broadcasts/${id}`);
const account = () =>
  izin.store.read
    .selectFrom('account_state')
    .select('value')
    .where('name', '=', 'health')
    .executeTakeFirst()
    .then((found) =>
      found
        ? (JSON.parse(found.value) as Record<string, { reason: string; until: number | null } | null>)
        : {},
    );

describe('P6 limits', () => {
  test('at most 256 in a batch, and never more awaiting an answer than allowed', async () => {
    izin = await Izin.start({ concurrency: 1000 });
    await izin.subscribers(700);
    izin.graph.fate = () => ({ kind: 'accept', delay: 150 });
    await izin.completed(await izin.broadcast());
    const { rows } = await sql<{ n: number }>`
      select count(*) n from outbox where batch > 0 group by broadcast_id, batch`.execute(izin.store.read);
    expect(Math.max(...rows.map(({ n }) => n))).toBe(256);
    expect(izin.graph.mostInFlight).toBeLessThanOrEqual(256);
    expect(izin.graph.mostInFlight).toBeGreaterThan(100);
    expect(izin.graph.initiated()).toHaveLength(700);
  }, 30_000);

  test('no more than the concurrency', async () => {
    izin = await Izin.start({ concurrency: 7 });
    await izin.subscribers(60);
    izin.graph.fate = () => ({ kind: 'accept', delay: 20 });
    await izin.completed(await izin.broadcast());
    expect(izin.graph.mostInFlight).toBeLessThanOrEqual(7);
    expect(izin.graph.mostInFlight).toBeGreaterThan(2);
  });

  test('messages a second', async () => {
    izin = await Izin.start({ env: { IZIN_THROUGHPUT: '40' } });
    await izin.subscribers(100);
    await izin.completed(await izin.broadcast());
    const at = izin.graph.initiated().map((sent) => sent.at);
    // No second holds more than the rate and one burst; a slow machine only makes it less.
    const most = Math.max(
      ...at.map((from) => at.filter((time) => time >= from && time < from + 1000).length),
    );
    // A slow commit may bring one burst closer to the next.
    expect(most).toBeLessThanOrEqual(40 + 2 * 10);
    expect(at.length).toBe(100);
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThan(2000);
  });

  test('one person: a burst of 45, then one in 6 s', async () => {
    izin = await Izin.start();
    const who = person(1);
    await izin.from(who, 'berapa zakat fitrah?');
    await izin.settled();
    const { contactId } = await izin.stands(who);
    for (let i = 0; i < 50; i += 1) {
      await izin.api('POST', '/messages', { contact: contactId, purpose: 'service', text: `kabar ${i}` });
    }
    await izin.until(() => izin.graph.to(who.phone).length >= 45);
    await izin.until(async () =>
      izin.store.read.selectFrom('outbox').select('id').where('reason', '=', 'pair_rate').executeTakeFirst(),
    );
    expect(izin.graph.to(who.phone).length).toBeLessThanOrEqual(46);
  }, 30_000);

  test('service goes before marketing', async () => {
    izin = await Izin.start({ env: { IZIN_THROUGHPUT: '20' } });
    await izin.subscribers(60);
    const id = await izin.broadcast();
    await izin.until(() => izin.graph.initiated().length > 10);
    await izin.from(person(500), 'BERHENTI');
    await izin.until(() => izin.graph.to(person(500).phone)[0]);
    expect(izin.graph.initiated().length).toBeLessThan(50);
    await izin.completed(id);
  });
});

describe('P6 what an error of Meta means, in the answer', () => {
  const fail = async (code: number, people = 1): Promise<string> => {
    izin = await Izin.start();
    await izin.subscribers(people);
    let first = true;
    izin.graph.fate = () => {
      const fate: Fate = first ? { kind: 'error', code } : ACCEPT;
      first = false;
      return fate;
    };
    const id = await izin.broadcast();
    await izin.until(async () => (await row(id)).failure === code || undefined);
    return id;
  };

  test.each([[131048]])('%i pauses all marketing; after RESUME nobody is forgotten', async (code) => {
    const id = await fail(code);
    expect(await row(id)).toMatchObject({ state: 'deferred', reason: 'account_paused' });
    expect((await account()).marketingPaused).toMatchObject({ reason: `meta_${code}` });
    // Replies go on.
    await izin.from(person(9), 'BERHENTI');
    await izin.settled();
    expect(izin.graph.to(person(9).phone)).toHaveLength(1);
    await izin.api('POST', '/account/resume');
    if ((await broadcastState(id)).state === 'paused') await izin.api('POST', `/broadcasts/${id}/resume`);
    izin.move(11 * 60_000);
    await izin.completed(id);
    expect(await row(id)).toMatchObject({ state: 'accepted' });
  });

  test.each([[190], [368], [131031]])('%i pauses everything, replies too', async (code) => {
    const id = await fail(code);
    expect((await account()).paused).toMatchObject({ reason: `meta_${code}`, until: null });
    await izin.from(person(9), 'BERHENTI');
    await izin.until(async () => (await izin.pendingEvents()) === 0);
    await izin.until(async () =>
      izin.store.read
        .selectFrom('outbox')
        .select('id')
        .where('purpose', '=', 'service')
        .where('reason', '=', 'account_paused')
        .executeTakeFirst(),
    );
    expect(izin.graph.to(person(9).phone)).toHaveLength(0);
    await izin.api('POST', '/account/resume');
    if ((await broadcastState(id)).state === 'paused') await izin.api('POST', `/broadcasts/${id}/resume`);
    izin.move(11 * 60_000);
    await izin.completed(id);
    await izin.until(() => izin.graph.to(person(9).phone)[0]);
    expect(await row(id)).toMatchObject({ state: 'accepted' });
  });

  test('131049: this person not before a day has passed', async () => {
    const id = await fail(131049);
    const { state, reason, not_before } = await row(id);
    expect({ state, reason }).toEqual({ state: 'deferred', reason: 'marketing_cap' });
    expect(not_before - izin.now()).toBeGreaterThan(DAY - 60_000);
    izin.move(23 * HOUR);
    const second = await izin.broadcast('second');
    await izin.until(async () => (await row(second)).reason === 'marketing_cap' || undefined);
    expect(izin.graph.initiated()).toHaveLength(1);
    izin.move(2 * HOUR);
    await izin.completed(id);
    await izin.completed(second);
    expect(izin.graph.initiated()).toHaveLength(3);
  });

  test('131050: they stopped in WhatsApp', async () => {
    const id = await fail(131050);
    await izin.completed(id);
    expect(await row(id)).toMatchObject({ state: 'failed', reason: 'platform_stopped' });
    expect((await izin.stands(person(0))).blocks).toEqual(['platform_stop']);
  });

  test('130472: no marketing to this person for weeks', async () => {
    const id = await fail(130472);
    await izin.completed(id);
    expect((await row(id)).state).toBe('failed');
    izin.move(20 * DAY);
    const second = await izin.broadcast('second');
    await izin.until(async () => (await row(second)).reason === 'experiment' || undefined);
    expect(izin.graph.initiated()).toHaveLength(1);
  });

  test('131056: the pair waits, and it goes', async () => {
    const id = await fail(131056);
    expect(await row(id)).toMatchObject({ state: 'deferred', reason: 'pair_rate' });
    izin.move(10 * 60_000);
    await izin.completed(id);
    expect(await row(id)).toMatchObject({ state: 'accepted', attempts: 2 });
  });

  test('130429: slower, and it goes', async () => {
    const id = await fail(130429);
    expect(await row(id)).toMatchObject({ state: 'deferred', reason: 'throughput' });
    izin.move(10 * 60_000);
    await izin.completed(id);
    expect(await row(id)).toMatchObject({ state: 'accepted', attempts: 2 });
  });

  test.each([[131047], [131026], [999_999]])('%i: this message failed, nothing else', async (code) => {
    const id = await fail(code, 2);
    await izin.completed(id);
    const { rows } = await sql<{ state: string }>`
      select state from outbox where broadcast_id = ${id} order by state`.execute(izin.store.read);
    expect(rows).toEqual([{ state: 'accepted' }, { state: 'failed' }]);
    expect((await izin.stands(person(0))).blocks).toEqual([]);
  });

  test('132015: the template is paused, and its broadcasts with it', async () => {
    izin = await Izin.start({ concurrency: 1 });
    await izin.subscribers(3);
    izin.graph.fate = () => ({ kind: 'error', code: 132015 });
    const id = await izin.broadcast();
    await izin.until(async () => (await broadcastState(id)).state === 'paused' || undefined);
    const { status: word } = await izin.store.read
      .selectFrom('template')
      .select('status')
      .executeTakeFirstOrThrow();
    expect(word).toBe('PAUSED');
    expect(izin.graph.initiated().length).toBeLessThan(3);
  });

  test('131026 on two different days: the number is given up, until its owner writes', async () => {
    izin = await Izin.start();
    await izin.subscribers(1);
    izin.graph.fate = (sent) => (sent.template ? { kind: 'error', code: 131026 } : ACCEPT);
    await izin.completed(await izin.broadcast());
    await izin.completed(await izin.broadcast('same day'));
    expect((await izin.stands(person(0))).blocks).toEqual([]);
    izin.move(DAY);
    await izin.completed(await izin.broadcast('next day'));
    expect((await izin.stands(person(0))).blocks).toEqual(['undeliverable']);
    await izin.from(person(0), 'berapa zakat fitrah?');
    await izin.settled();
    expect((await izin.stands(person(0))).blocks).toEqual([]);
  });
});

test('P6 an error in a status counts like one in the answer', async () => {
  izin = await Izin.start();
  await izin.subscribers(1);
  const id = await izin.broadcast();
  await izin.completed(id);
  const [sent] = izin.graph.initiated();
  if (!sent) throw new Error('nothing sent');
  await izin.webhook(envelope(status({ phone: sent.to }, sent, 'failed', izin.now(), 131049)));
  await izin.settled();
  expect(await row(id)).toMatchObject({ state: 'failed', reason: 'marketing_cap' });
  const second = await izin.broadcast('second');
  await izin.until(async () => (await row(second)).reason === 'marketing_cap' || undefined);
  expect(izin.graph.initiated()).toHaveLength(1);
});
