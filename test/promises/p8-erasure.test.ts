import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { Suppression } from '../../src/contacts/suppression.js';
import { Erasure } from '../../src/conversation/erasure.js';
import { environment, Izin, person, ROOT } from '../setup/izin.js';
import {
  type Customer,
  envelope,
  message,
  messages,
  preference,
  status,
  text,
  wamid,
} from '../setup/meta.js';

let izin: Izin;
let next = 900;
beforeAll(async () => {
  izin = await Izin.start();
});
afterAll(() => izin.stop());

const people = Array.from({ length: 12 }, (_, i) => person(700 + i));
const [first] = people;
const secretsOf = (who: (typeof people)[number], i: number) => [
  who.phone,
  who.bsuid,
  `Nama Rahasia ${i}x`,
  `kalimat rahasia nomor ${i}x`,
];

async function inTables(secret: string): Promise<string[]> {
  const { read } = izin.store;
  const tables = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
    read,
  );
  const places: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(read);
    if (rows.some((row) => JSON.stringify(row).includes(secret))) places.push(name);
  }
  return places;
}

/** Files of the data directory that hold the secret anywhere, also where SQLite has put nothing any more. */
function inFiles(secret: string): string[] {
  return readdirSync(izin.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(secret));
}

test.each<[string, (who: Required<Customer>) => object]>([
  ['131050 under a message', (who) => status(who, { wamid: wamid(who) }, 'failed', izin.now(), 131050)],
  ['a stop in WhatsApp', (who) => preference(who, 'stop', izin.now())],
  ['its end', (who) => preference(who, 'resume', izin.now())],
])('P8 what Meta says late of an erased person makes no contact of them: %s', async (_name, news) => {
  next += 1;
  const who = person(next);
  await izin.from(who, 'DAFTAR');
  await izin.settled();
  const { contactId } = await izin.stands(who);
  await izin.api('DELETE', `/contacts/${contactId}`);
  const contacts = async () => (await izin.store.read.selectFrom('contact').select('id').execute()).length;
  const before = await contacts();
  expect(await izin.webhook(envelope(news(who)))).toBe(200);
  await izin.settled();
  expect(await contacts()).toBe(before);
  const held = await izin.store.read
    .selectFrom('hold')
    .select('kind')
    .where('value', '=', who.phone)
    .execute();
  expect(held).toEqual([]);
  // Who writes again is somebody we know, and then it counts.
  await izin.from(who, 'berapa zakat fitrah?');
  await izin.webhook(envelope(status(who, { wamid: wamid(who) }, 'failed', izin.now(), 131050)));
  await izin.settled();
  expect((await izin.stands(who)).blocks).toEqual(['platform_stop']);
});

test('P8 an erased person stands in no table and no file, and the ledger still verifies', async () => {
  const say = (who: (typeof people)[number], words: string) =>
    izin.webhook(envelope(messages(who, [message(who, text(words), izin.now(), wamid(who))])));
  for (const [i, who] of people.entries()) {
    const named = { ...who, name: `Nama Rahasia ${i}x` };
    await say(named, 'DAFTAR');
    await say(named, 'ya');
    await say(named, `kalimat rahasia nomor ${i}x`);
    await say(named, `petugas, kalimat rahasia nomor ${i}x`);
  }
  await izin.hurried();
  const ids: string[] = [];
  for (const [i, who] of people.entries()) {
    const { contactId } = await izin.stands(who);
    ids.push(contactId);
    await izin.api('PATCH', `/contacts/${contactId}`, { name: `Nama Rahasia ${i}x` });
    await izin.api('POST', '/rights-requests', {
      contact: contactId,
      kind: 'correction',
      note: `kalimat rahasia nomor ${i}x`,
    });
    for (const secret of secretsOf(who, i))
      expect([secret, await inTables(secret)]).not.toEqual([secret, []]);
  }

  expect(await inTables('kalimat rahasia nomor 0x')).toContain('faq_question');

  for (const id of ids) await izin.api('DELETE', `/contacts/${id}`);
  for (const [i, who] of people.entries())
    for (const secret of secretsOf(who, i)) expect([secret, await inTables(secret)]).toEqual([secret, []]);

  // What Meta still tells about them is emptied when the sweep comes by.
  const sent = izin.graph.to(first?.phone ?? '').at(-1);
  if (!first || !sent) throw new Error('nothing was sent');
  await izin.webhook(envelope(status(first, sent, 'read', izin.now())));
  await izin.settled();
  expect(await inTables(first.phone)).toEqual(['event']);
  const secret = readFileSync(join(izin.dataDir, 'secret'), 'utf8').trim();
  const erasure = new Erasure({
    store: izin.store,
    now: () => izin.now() + 3_600_000,
    environment: 'live',
    suppression: new Suppression(secret),
    permits: { revoke: () => undefined },
  });
  expect(await erasure.late()).toBe(1);
  await izin.store.wipeLog();
  expect(await inTables(first.phone)).toEqual([]);
  expect(await inTables(sent.wamid)).toEqual([]);

  // Overwritten at once, but for what SQLite may leave in the unused part of a page; a vacuum takes that too.
  const left = people.filter((who, i) => secretsOf(who, i).some((one) => inFiles(one).length > 0));
  expect(left.length).toBeLessThanOrEqual(2);
  expect(await izin.api('GET', '/ledger/verify')).toMatchObject({ ok: true });
  await izin.app.stop();
  const env = { PATH: process.env.PATH ?? '', ...environment(izin.graph.url, izin.dataDir) };
  await promisify(execFile)(process.execPath, [join(ROOT, 'dist/main.js'), 'vacuum'], { env });
  for (const [i, who] of people.entries())
    for (const one of secretsOf(who, i)) expect([one, inFiles(one)]).toEqual([one, []]);
});
