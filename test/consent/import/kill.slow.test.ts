import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import { Child, freePort } from '../../setup/child.js';
import { API_KEY, Izin, TOPIC } from '../../setup/izin.js';

const ROWS = 30_000;
const KILLS = 8;

let izin: Izin;
let child: Child;
beforeAll(async () => {
  izin = await Izin.start();
  await izin.app.stop();
  child = new Child(await freePort(), izin.graph.url, izin.dataDir);
}, 60_000);
afterAll(async () => {
  await child.kill();
  await izin.stop();
});

interface View {
  completed_at: string | null;
  rows: number;
  state: string;
  counts: Record<string, number>;
}

const api = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
  const headers = { authorization: `Bearer ${API_KEY}`, ...init.headers };
  const response = await fetch(`http://127.0.0.1:${child.port}/api/v1${path}`, { ...init, headers });
  return (await response.json()) as T;
};

test(`killed ${KILLS} times in the middle, an import goes on where it was: every row once, none left out`, async () => {
  const lines = Array.from({ length: ROWS }, (_, i) => {
    // Every tenth number stands in two rows, every hundredth is none, every fiftieth has no proof.
    const phone = i % 100 === 99 ? 'abc' : `0817${String(1_000_000 + (i % 10 === 9 ? i - 5 : i))}`;
    return `${phone},Siti ${i},${TOPIC},acara,3/8/2025,${i % 50 === 1 ? '' : 'Ya kirimi saya'},`;
  });
  child.start();
  await child.ready();
  const { id } = await api<{ id: string }>('/imports?wait=0', {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: `phone,name,topic,source,date,wording,reference\n${lines.join('\n')}\n`,
  });
  const seen: number[] = [];
  for (let kills = 0; kills < KILLS; kills += 1) {
    await izin.until(async () => {
      const { rows } = await api<{ rows: number }>(`/imports/${id}?limit=1`);
      return rows > (seen.at(-1) ?? 0) + 500 && seen.push(rows);
    }, 60_000);
    await child.kill();
    child.start();
    await child.ready();
  }
  const done = await izin.until(async () => {
    const view = await api<View>(`/imports/${id}`);
    return view.completed_at === null ? undefined : view;
  }, 240_000);
  await child.end();

  // It was really in the middle, each time.
  expect(seen).toHaveLength(KILLS);
  expect(seen.at(-1)).toBeLessThan(ROWS);
  expect(done).toMatchObject({ state: 'completed', rows: ROWS });
  const db = new BetterSqlite3(join(izin.dataDir, 'izin.db'), { readonly: true });
  const all = <T>(sql: string) => db.prepare(sql).all() as T[];
  expect(all('select count(*) n, count(distinct row) d, min(row) a, max(row) z from import_row')).toEqual([
    { n: ROWS, d: ROWS, a: 1, z: ROWS },
  ]);
  const counted = all<{ outcome: string; n: number }>(
    'select outcome, count(*) n from import_row group by 1',
  );
  expect(done.counts).toMatchObject(Object.fromEntries(counted.map(({ outcome, n }) => [outcome, n])));
  expect(done.counts).toMatchObject({ invalid: ROWS / 100, unproven: ROWS / 50 });
  // Each number is one contact, asked once; a record of each row that could be asked, and of no other.
  expect(all('select 1 from identity group by value having count(*) > 1')).toEqual([]);
  const [{ n: requests } = { n: 0 }] = all<{ n: number }>(
    "select count(*) n from ledger where event = 'REQUEST'",
  );
  const [{ n: effects } = { n: 0 }] = all<{ n: number }>('select count(*) n from ledger where effect = 1');
  const of = (...outcomes: string[]) =>
    counted.filter(({ outcome }) => outcomes.includes(outcome)).reduce((sum, { n }) => sum + n, 0);
  expect([requests, effects]).toEqual([of('requested', 'unchanged'), of('requested')]);
  expect(all("select json_extract(evidence, '$.row') r from ledger group by 1 having count(*) > 1")).toEqual(
    [],
  );
  expect(all("select count(*) n from consent where state = 'pending'")).toEqual([{ n: of('requested') }]);
  db.close();
  // The file is gone once it is done.
  const directory = join(izin.dataDir, 'imports');
  expect(existsSync(directory) ? readdirSync(directory) : []).toEqual([]);
}, 400_000);
