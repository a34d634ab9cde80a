import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { enqueue } from '../../src/outbox/enqueue.js';
import { TEMPLATE } from '../setup/fake-graph.js';
import { Izin, person } from '../setup/izin.js';
import { envelope, NUMBER } from '../setup/meta.js';

let izin: Izin;
beforeEach(async () => {
  izin = await Izin.start();
});
afterEach(() => izin.stop());

const states = async (id: string) => {
  const rows = await izin.store.read
    .selectFrom('outbox')
    .innerJoin('identity', 'identity.contact_id', 'outbox.contact_id')
    .select(['identity.value', 'outbox.state'])
    .where('outbox.broadcast_id', '=', id)
    .execute();
  return Object.fromEntries(rows.map(({ value, state }) => [value, state]));
};
const change = (statement: string) => izin.store.write((tx) => sql.raw(statement).execute(tx));
const blocksOf = async (i: number) => (await izin.stands(person(i))).blocks;
const failures = () => izin.log.filter((line) => line.includes('"where":"dispatcher"')).length;

describe('P6 an answer whose consequence cannot be written', () => {
  /** The first of three people has stopped in WhatsApp, and the database does not take it. */
  const begin = async () => {
    await izin.subscribers(3);
    await change("create trigger broken before insert on block begin select raise(abort, 'no'); end");
    izin.graph.fate = ({ to }) =>
      to === person(0).phone ? { kind: 'error', code: 131050 } : { kind: 'accept' };
    const id = await izin.broadcast();
    await izin.until(() => failures() > 0);
    await izin.until(
      async () => Object.values(await states(id)).filter((s) => s === 'accepted').length === 2,
    );
    return id;
  };

  test('holds up no other, keeps its place, and is written when it can be', async () => {
    const id = await begin();
    expect((await states(id))[person(0).phone]).toBe('attempting');
    expect(await blocksOf(0)).toEqual([]);
    await change('drop trigger broken');
    await izin.completed(id);
    expect((await states(id))[person(0).phone]).toBe('failed');
    expect(await blocksOf(0)).toEqual(['platform_stop']);
    expect(izin.graph.initiated()).toHaveLength(3);
  });

  test('does not keep the program from stopping; at the next start nobody is written to twice', async () => {
    const id = await begin();
    await izin.restart();
    expect((await states(id))[person(0).phone]).toBe('unknown');
    expect(izin.graph.initiated()).toHaveLength(3);
  });
});

describe('what goes wrong on the way to Meta', () => {
  const put = (contactId: string, body: string, notBefore = izin.now()) =>
    izin.enqueue({ contactId, content: { type: 'text', body }, notBefore });
  const rowOf = (id: number) =>
    izin.store.read
      .selectFrom('outbox')
      .select(['state', 'reason'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  const isDone = async (id: number) => !['queued', 'attempting'].includes((await rowOf(id)).state);
  const texts = () => izin.graph.sent.map((sent) => sent.text);
  let contactId: string;
  beforeEach(async () => {
    await izin.from(person(9), 'berapa zakat fitrah?');
    await izin.settled();
    contactId = (await izin.stands(person(9))).contactId;
  });

  test('content that cannot be read is refused, and holds up nobody', async () => {
    const broken = await put(contactId, 'x', izin.now() + 3_600_000);
    await change(`update outbox set content = '{"type":"te', not_before = 0 where id = ${broken}`);
    const whole = await put(contactId, 'sesudahnya');
    await izin.until(() => isDone(whole));
    await izin.until(() => isDone(broken));
    expect(await rowOf(broken)).toEqual({ state: 'refused', reason: 'content_blocked' });
    expect(texts()).toContain('sesudahnya');
  });

  test('content over a limit of Meta fails before it is sent', async () => {
    const long = await put(contactId, 'x'.repeat(4097));
    await izin.until(() => isDone(long));
    expect(await rowOf(long)).toMatchObject({ state: 'failed' });
    expect(texts()).not.toContain('x'.repeat(4097));
  });

  test('an attempt that cannot be written is not made, and is made once it can be', async () => {
    await change(
      "create trigger broken before update on outbox when new.state = 'attempting' begin select raise(abort, 'no'); end",
    );
    const waiting = await put(contactId, 'nanti');
    await izin.until(() => failures() > 0);
    expect(texts()).not.toContain('nanti');
    await change('drop trigger broken');
    await izin.until(() => isDone(waiting));
    expect(texts().filter((sent) => sent === 'nanti')).toHaveLength(1);
  });

  test('P4 an answer that cannot be written before the end is unknown at the next start', async () => {
    izin.graph.fate = ({ text }) => ({ kind: 'accept', delay: text === 'akhir' ? 300 : 0 });
    const last = await put(contactId, 'akhir');
    await izin.until(() => texts().includes('akhir'));
    const other = new BetterSqlite3(join(izin.dataDir, 'izin.db'));
    other.exec('begin immediate');
    try {
      await izin.until(() => failures() > 0, 15_000);
      await izin.app.stop();
    } finally {
      other.close();
    }
    await izin.boot();
    // A reply may go again; a message of a broadcast never does.
    expect((await rowOf(last)).state).toMatch(/^(unknown|queued|attempting|accepted)$/);
    await izin.until(async () => (await rowOf(last)).state === 'accepted', 15_000);
  }, 60_000);
});

test('P6 the tier holds to the person, also within one round', async () => {
  await izin.store.write((tx) =>
    tx
      .insertInto('template')
      .values({
        name: 'kuitansi',
        language: 'id',
        category: 'UTILITY',
        status: 'APPROVED',
        quality: null,
        components: JSON.stringify(TEMPLATE.components.slice(0, 1)),
        parameter_format: 'POSITIONAL',
        synced_at: izin.now(),
      })
      .execute(),
  );
  const people = await izin.subscribers(40);
  await izin.webhook(
    envelope({ field: 'business_capability_update', value: { max_daily_conversations_per_business: 10 } }),
  );
  await izin.settled();
  const contacts = await Promise.all(people.map((who) => izin.stands(who)));
  await izin.store.write(async (tx) => {
    for (const { contactId } of [...contacts, ...contacts.slice(0, 5)]) {
      await enqueue(
        tx,
        {
          contactId,
          numberId: NUMBER,
          purpose: 'utility',
          basis: { kind: 'asked_for', reference: 'donasi-1' },
          content: { type: 'template', name: 'kuitansi', language: 'id' },
        },
        izin.now(),
      );
    }
  });
  const deferred = () =>
    izin.store.read.selectFrom('outbox').select('id').where('reason', '=', 'tier_limit').execute();
  await izin.until(async () => (await deferred()).length === 30);
  await izin.until(() => izin.graph.initiated().length === 15);
  expect(new Set(izin.graph.initiated().map(({ to }) => to)).size).toBe(10);
});
