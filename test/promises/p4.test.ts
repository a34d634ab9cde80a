import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Fate, Sent } from '../setup/fake-graph.js';
import { Izin, person } from '../setup/izin.js';
import { type Customer, envelope, status } from '../setup/meta.js';

let izin: Izin;
beforeEach(async () => {
  izin = await Izin.start();
});
afterEach(() => izin.stop());

const SECOND = 1000;

/** Meta's word on a message. */
const report = (
  sent: Sent,
  name: string,
  { withData = true, code }: { withData?: boolean; code?: number } = {},
) =>
  izin.webhook(
    envelope(
      status(
        { phone: sent.to },
        { wamid: sent.wamid, callbackData: withData ? sent.callbackData : undefined },
        name,
        izin.now(),
        code,
      ),
    ),
  );

/** What the rows say; and that the counts that are kept say the same. */
async function states(id: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; reason: string; n: number }>`
    select state, coalesce(reason, '') reason, count(*) n from outbox where broadcast_id = ${id}
    group by 1, 2 order by 1, 2`.execute(izin.store.read);
  const { rows: kept } = await sql<{ state: string; reason: string; n: number }>`
    select state, reason, n from broadcast_count where broadcast_id = ${id} and n != 0
    order by 1, 2`.execute(izin.store.read);
  expect(kept).toEqual(rows);
  return Object.fromEntries(rows.map(({ state, reason, n }) => [reason ? `${state} ${reason}` : state, n]));
}

const FATES: Record<string, Fate> = {
  '1': { kind: 'reset' },
  '2': { kind: 'empty', status: 500 },
  '3': { kind: 'empty', status: 503 },
  '4': { kind: 'empty', status: 200 },
};
const fateOf = (sent: Sent): Fate =>
  sent.template === undefined ? { kind: 'accept' } : (FATES[sent.to.slice(-1)] ?? { kind: 'accept' });

test('P4 what is unclear is unknown, is never sent again by itself, and a status settles it', async () => {
  await izin.subscribers(5);
  izin.graph.fate = fateOf;
  const id = await izin.broadcast();
  await izin.completed(id);
  expect(await states(id)).toEqual({ accepted: 1, unknown: 4 });
  izin.move(60 * SECOND);
  await izin.restart();
  izin.move(3600 * SECOND);
  // A reply goes out after all of that: the outbox was looked at.
  await izin.from(person(50), 'BERHENTI');
  await izin.settled();
  expect(izin.graph.initiated()).toHaveLength(5);
  const [a, b, c] = izin.graph
    .initiated()
    .filter(({ to }) => fateOf({ to, template: 'x' } as Sent).kind !== 'accept');
  if (!a || !b || !c) throw new Error('nothing unclear');
  await report(a, 'delivered');
  await report(b, 'failed', { code: 131026 });
  // Without our id in it nobody knows which message this is about.
  await report(c, 'read', { withData: false });
  await izin.settled();
  expect(await states(id)).toEqual({ accepted: 1, delivered: 1, 'failed meta_131026': 1, unknown: 2 });
  expect(izin.graph.initiated()).toHaveLength(5);
});

test('P4 an error in JSON and a refused connection are answers: what surely did not leave goes again', async () => {
  await izin.subscribers(2);
  izin.graph.fate = (sent) =>
    sent.to === person(0).phone ? { kind: 'error', code: 131026 } : { kind: 'accept' };
  const port = Number(new URL(izin.graph.url).port);
  await izin.graph.pause();
  const id = await izin.broadcast();
  await izin.until(() => released(id));
  // Without a connection nothing is even attempted.
  expect(await attempts(id)).toEqual([0, 0]);
  expect(izin.graph.initiated()).toHaveLength(0);
  await izin.graph.start(port);
  await izin.completed(id);
  expect(await states(id)).toEqual({ accepted: 1, 'failed meta_131026': 1 });
  expect(izin.graph.initiated()).toHaveLength(2);
});

async function released(id: string): Promise<boolean> {
  const rows = await izin.store.read
    .selectFrom('outbox')
    .select('id')
    .where('broadcast_id', '=', id)
    .where('batch', 'is not', null)
    .execute();
  return rows.length === 2;
}

async function attempts(id: string): Promise<number[]> {
  const rows = await izin.store.read
    .selectFrom('outbox')
    .select('attempts')
    .where('broadcast_id', '=', id)
    .execute();
  return rows.length === 0 ? [0] : rows.map((row) => row.attempts);
}

describe('P4 reports in any order', () => {
  test.each<[string, string[], string]>([
    ['in order', ['sent', 'delivered', 'read'], 'read'],
    ['backwards', ['read', 'delivered', 'sent'], 'read'],
    ['repeated', ['delivered', 'sent', 'delivered', 'delivered'], 'delivered'],
    ['a failure after it was sent', ['sent', 'failed'], 'failed meta_131026'],
    ['a delivery after a failure', ['failed', 'delivered'], 'delivered'],
    ['a failure after a delivery', ['delivered', 'failed'], 'delivered'],
    ['sent after a failure', ['failed', 'sent'], 'failed meta_131026'],
    ['a word that is new', ['delivered', 'warmed_up'], 'delivered'],
  ])('%s', async (_, reports, state) => {
    await izin.subscribers(1);
    const id = await izin.broadcast();
    await izin.completed(id);
    const [sent] = izin.graph.initiated();
    if (!sent) throw new Error('nothing sent');
    for (const [i, name] of reports.entries()) {
      const code = name === 'failed' ? { code: 131026 } : {};
      await report(sent, name, { withData: i % 2 === 0, ...code });
      await izin.settled();
    }
    expect(await states(id)).toEqual({ [state]: 1 });
  });

  test('a status that comes before the answer', async () => {
    await izin.subscribers(2);
    izin.graph.fate = (sent) =>
      sent.to === person(0).phone ? { kind: 'accept', delay: 400 } : { kind: 'reset' };
    let early: Promise<unknown> = Promise.resolve();
    izin.graph.onSent = (sent) => {
      early = early.then(() => report(sent, 'delivered'));
    };
    const id = await izin.broadcast();
    await izin.completed(id);
    await early;
    await izin.settled();
    expect(await states(id)).toEqual({ delivered: 2 });
    const rows = await izin.store.read
      .selectFrom('outbox')
      .select('wamid')
      .where('broadcast_id', '=', id)
      .execute();
    expect(rows.map(({ wamid }) => wamid).sort()).toEqual(
      izin.graph
        .initiated()
        .map(({ wamid }) => wamid)
        .sort(),
    );
  });
});

describe('P4 a reply to their own message is sent at least once', () => {
  const who: Customer = person(7);
  const replies = () => izin.graph.to(person(7).phone);

  test('an unclear one waits 5 s for a status, then goes again, three times at most', async () => {
    izin.graph.fate = () => ({ kind: 'reset' });
    await izin.from(who, 'BERHENTI');
    await izin.until(() => replies().length === 1);
    await stays(() => replies().length === 1, 1500);
    for (let n = 2; n <= 3; n += 1) {
      await unclear();
      izin.move(6 * SECOND);
      await izin.until(() => replies().length === n);
    }
    await unclear();
    izin.move(60 * SECOND);
    await stays(() => replies().length === 3, 1500);
  });

  test('a status within the 5 s settles it: it does not go again', async () => {
    izin.graph.fate = () => ({ kind: 'empty', status: 502 });
    await izin.from(who, 'BERHENTI');
    const sent = await izin.until(() => replies()[0]);
    await unclear();
    await report(sent, 'delivered');
    await izin.settled();
    izin.move(60 * SECOND);
    await stays(() => replies().length === 1, 1500);
  });

  test('also after a restart', async () => {
    izin.graph.fate = () => ({ kind: 'reset' });
    await izin.from(who, 'BERHENTI');
    await izin.until(() => replies().length === 1);
    await unclear();
    izin.graph.fate = () => ({ kind: 'accept' });
    await izin.restart();
    izin.move(6 * SECOND);
    await izin.until(() => replies().length === 2);
  });
});

async function unclear(): Promise<void> {
  await izin.until(async () =>
    izin.store.read.selectFrom('outbox').select('id').where('state', '=', 'unknown').executeTakeFirst(),
  );
}

/** That a fact stays one for a while, through more than one look of the dispatcher. */
async function stays(fact: () => boolean, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    expect(fact()).toBe(true);
    await new Promise((next) => setTimeout(next, 50));
  }
}
