import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import { Child, freePort } from '../setup/child.js';
import { Izin, person, TOPIC } from '../setup/izin.js';
import { type Customer, envelope, message, messages, sign, text } from '../setup/meta.js';

const KILLS = 24;
const RECIPIENTS = 3000;
const CUSTOMERS = 250;
const CONCURRENCY = 128;

let izin: Izin;
let child: Child;
beforeAll(async () => {
  izin = await Izin.start();
  await izin.subscribers(RECIPIENTS);
  await izin.app.stop();
  child = new Child(await freePort(), izin.graph.url, izin.dataDir, { IZIN_THROUGHPUT: '150' });
}, 60_000);
afterAll(async () => {
  await child.kill();
  await izin.stop();
});

/** Posts as Meta does: again and again until it hears 200, and now and then once more. */
async function deliver(raw: string): Promise<void> {
  for (let heard = 0; heard < 1 || Math.random() < 0.2; ) {
    const status = await post(raw).catch(() => 0);
    if (status === 200) heard += 1;
    else await new Promise((next) => setTimeout(next, 50 + Math.random() * 100));
  }
}

function post(raw: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign(raw) };
    const options = { method: 'POST', port: child.port, path: '/webhook', headers, agent: false };
    const request = httpRequest(options, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.setTimeout(5000, () => request.destroy(new Error('no answer')));
    request.on('error', reject).end(raw);
  });
}

const said = (who: Customer, words: string, at: number) =>
  JSON.stringify(envelope(messages(who, [message(who, text(words), at)])));

/** DAFTAR, then yes to the question once it is there. */
async function subscribe(who: Required<Customer>): Promise<void> {
  const at = Date.now();
  await deliver(said(who, 'DAFTAR', at));
  await izin.until(() => izin.graph.to(who.phone).length > 0, 60_000);
  await deliver(said(who, 'ya', at + 1000));
}

test(`P3 P4 killed ${KILLS} times under load: nothing acknowledged is lost, nobody is broadcast to twice`, async () => {
  izin.graph.fate = () => ({ kind: 'accept', delay: 5 + Math.random() * 30 });
  child.start();
  await child.ready();
  const api = async (method: string, path: string, body?: object) => {
    const response = await fetch(`http://127.0.0.1:${child.port}/api/v1${path}`, {
      method,
      headers: { authorization: 'Bearer test-api-key', 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as { id: string; state: string; total: number };
  };
  const template = { name: 'info_zakat', language: 'id', parameters: [] };
  const { id } = await api('POST', '/broadcasts', {
    name: 'x',
    topic: TOPIC,
    template,
    audience: { all: true },
  });
  await api('POST', `/broadcasts/${id}/start`);

  let over = false;
  const load = (async () => {
    const people = Array.from({ length: CUSTOMERS }, (_, i) => person(100_000 + i));
    const talk = async () => {
      for (let who = people.pop(); who; who = people.pop()) await subscribe(who);
    };
    await Promise.all(Array.from({ length: 6 }, talk));
    over = true;
  })();

  let kills = 0;
  for (; kills < KILLS; kills += 1) {
    // Mostly at work, sometimes while it starts.
    await new Promise((next) => setTimeout(next, 100 + Math.random() * 900));
    await child.kill();
    child.start();
    if (kills % 5 !== 4) await child.ready();
  }
  await child.ready();
  await load;
  await izin.until(async () => (await api('GET', `/broadcasts/${id}`)).state === 'completed', 120_000);
  await new Promise((next) => setTimeout(next, 6000));
  await child.end();

  const db = new BetterSqlite3(join(izin.dataDir, 'izin.db'), { readonly: true });
  const all = <T>(sql: string, ...values: unknown[]) => db.prepare(sql).all(...values) as T[];
  const states = all<{ state: string; reason: string | null; n: number }>(
    'select state, reason, count(*) n from outbox where broadcast_id = ? group by 1, 2',
    id,
  );
  const of = (state: string) =>
    states.filter((row) => row.state === state).reduce((sum, { n }) => sum + n, 0);
  const counts = all<{ state: string; n: number }>(
    'select state, sum(n) n from broadcast_count where broadcast_id = ? group by 1 having sum(n) != 0 order by 1',
    id,
  );
  const twice = new Map<string, number>();
  for (const { to } of izin.graph.initiated()) twice.set(to, (twice.get(to) ?? 0) + 1);
  const doubles = [...twice.values()].filter((n) => n > 1).length;
  const replies = all<{ n: number; tries: number }>(
    "select count(*) n, sum(attempts) tries from outbox where purpose = 'service'",
  )[0];
  process.stdout.write(
    `P3 kill -9: ${kills} crashes${over ? '' : ' (load not over)'}, ${RECIPIENTS} recipients: ` +
      `${of('accepted')} accepted, ${of('unknown')} unknown, ${doubles} written to twice; ` +
      `${replies?.n} replies in ${replies?.tries} attempts\n`,
  );

  // Nobody twice, nobody forgotten. Who subscribes while the audience is still being listed may be in it too.
  expect(doubles).toBe(0);
  const written = all<{ contact_id: string; joined: 0 | 1 }>(
    `select contact_id, exists (select 1 from identity
         where identity.contact_id = outbox.contact_id and value like '628111100%') as joined
       from outbox where broadcast_id = ?`,
    id,
  );
  expect(new Set(written.map((row) => row.contact_id)).size).toBe(written.length);
  expect(written.filter((row) => !row.joined)).toHaveLength(RECIPIENTS);
  expect(of('accepted') + of('unknown')).toBe(written.length);
  expect(of('unknown')).toBeLessThanOrEqual(CONCURRENCY * kills);
  expect(twice.size).toBeGreaterThanOrEqual(of('accepted'));
  expect(twice.size).toBeLessThanOrEqual(written.length);
  // The counts are those of the rows.
  const recount = all<{ state: string; n: number }>(
    'select state, count(*) n from outbox where broadcast_id = ? group by 1 order by 1',
    id,
  );
  expect(counts).toEqual(recount);

  // Each event took effect once.
  expect(all("select 1 from event where state != 'done'")).toEqual([]);
  const effects = all<{ event: string; n: number }>(
    `select event, count(*) n from ledger join identity on identity.contact_id = ledger.contact_id
       where identity.value like '628111100%' and effect = 1 and topic is not null
       group by identity.contact_id, event`,
  );
  expect(effects).toHaveLength(2 * CUSTOMERS);
  expect(effects.every(({ n }) => n === 1)).toBe(true);
  expect(
    all(
      'select 1 from consent join identity using (contact_id) where value like ? and state = ?',
      '628111100%',
      'subscribed',
    ),
  ).toHaveLength(CUSTOMERS);
  // One question and one thank you each; at least once, and no attempt that the rows do not know.
  expect(replies?.n).toBe(2 * CUSTOMERS);
  const free = izin.graph.sent.filter(({ template: name }) => name === undefined);
  expect(free.length).toBeLessThanOrEqual(replies?.tries ?? 0);
  expect(new Set(free.map(({ to, text: words }) => `${to} ${words}`)).size).toBe(2 * CUSTOMERS);
  db.close();
}, 400_000);
