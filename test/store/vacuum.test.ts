import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Store } from '../../src/store/index.js';
import { openRig } from './rig.js';

const ROWS = 4000;
const nameOf = (i: number) => `k${String((i * 7919) % 100_003).padStart(6, '0')}`;
const secretOf = (i: number) => `<secret-${i}>`;

test('P8 what deleted rows have left in the file is gone after a vacuum, byte by byte', async () => {
  const rig = await openRig();
  const file = `${rig.folder}/grown.db`;
  const store = await Store.open(file);
  const all = Array.from({ length: ROWS }, (_, i) => i);
  const gone = all.filter((i) => i % 10 === 0);
  const left = () => {
    const bytes = readFileSync(file);
    return gone.filter((i) => bytes.includes(secretOf(i))).length;
  };
  const grow = (padding: (i: number) => number) =>
    store.write(async (tx) => {
      for (const i of all) {
        const value = secretOf(i) + 'x'.repeat(padding(i));
        await tx.updateTable('setting').set({ value }).where('name', '=', nameOf(i)).execute();
      }
    });
  await store.write(async (tx) => {
    for (const i of all)
      await tx
        .insertInto('setting')
        .values({ name: nameOf(i), value: '' })
        .execute();
  });
  await grow(() => 0);
  await grow((i) => i % 300);
  await store.wipeLog();
  expect(left()).toBe(gone.length);
  await store.write((tx) => tx.deleteFrom('setting').where('name', 'in', gone.map(nameOf)).execute());
  await store.wipeLog();
  // `secure_delete` overwrites nearly all of it. Were nothing left any more, the vacuum would not be needed.
  expect(left()).toBeGreaterThan(0);
  expect(left()).toBeLessThan(gone.length / 20);
  await store.vacuum();
  expect(left()).toBe(0);
  expect(await store.read.selectFrom('setting').select('name').execute()).toHaveLength(ROWS - gone.length);
  await store.close();
  await rig.close();
});
