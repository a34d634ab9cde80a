import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inserting, Store } from '../../src/store/index.js';

const insert = inserting('segment', ['id', 'name', 'filter', 'created_at'], (into) =>
  into.onConflict((conflict) =>
    conflict.column('id').doUpdateSet((row) => ({ name: row.ref('excluded.name') })),
  ),
);

test('inserts any number of rows, and meets those that are there as it was told to', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }), async (n, again) => {
      const store = await Store.open(':memory:');
      const rows = (count: number, name: string) =>
        Array.from({ length: count }, (_, i) => ({
          id: `s${String(i).padStart(3, '0')}`,
          name: `${name} ${i}`,
          filter: '{}',
          created_at: i,
        }));
      await store.write((tx) => insert(tx, rows(n, 'first')));
      await store.write((tx) => insert(tx, rows(again, 'second')));
      const kept = await store.read.selectFrom('segment').selectAll().orderBy('id').execute();
      const expected = rows(Math.max(n, again), 'first').map((row, i) =>
        i < again ? { ...row, name: `second ${i}` } : row,
      );
      expect(kept).toEqual(expected);
      await store.close();
    }),
    { numRuns: 12 },
  );
});
