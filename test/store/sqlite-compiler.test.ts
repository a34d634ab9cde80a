import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { prepared, Store } from '../../src/store/index.js';

let store: Store;
beforeAll(async () => {
  store = await Store.open(':memory:');
});
afterAll(() => store.close());

test.each([
  ['0812', 'text'],
  ['', 'text'],
  [' 1', 'text'],
  [0, 'real'],
  [-1.5, 'real'],
  [2n ** 60n, 'integer'],
  [null, 'null'],
  [Buffer.from([0, 255]), 'blob'],
] as const)('%p comes back as it went in, whichever way the statement was made', async (value, kind) => {
  const plain = prepared((db, given: unknown) =>
    db.selectNoFrom([sql<unknown>`${given}`.as('v'), sql<string>`typeof(${given})`.as('kind')]),
  );
  const { rows } = await sql<{ v: unknown; kind: string }>`
    select ${value} as v, typeof(${value}) as kind`.execute(store.read);
  const back = typeof value === 'bigint' ? Number(value) : value;
  expect(rows).toEqual([{ v: back, kind }]);
  expect(await plain(store.read, value)).toEqual([{ v: back, kind }]);
});

test('a text that looks like a number is compared as text', async () => {
  await store.write(async (tx) => {
    await tx.insertInto('setting').values({ name: '0812', value: '1' }).execute();
  });
  const found = (name: string) =>
    store.read.selectFrom('setting').select('value').where('name', '=', name).limit(1).execute();
  expect(await found('0812')).toHaveLength(1);
  expect(await found('812')).toEqual([]);
});
