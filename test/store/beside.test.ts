import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { afterCommit, StoreUnavailableError } from '../../src/store/index.js';
import { holdFlushes } from './flushes.js';
import { openRig, put } from './rig.js';

let rig: Awaited<ReturnType<typeof openRig>>;
let disk: Awaited<ReturnType<typeof holdFlushes>>;
let lost: unknown[];
beforeEach(async () => {
  rig = await openRig();
  disk = await holdFlushes();
  lost = [];
  rig.store.flushBeside((error) => lost.push(error));
});
afterEach(async () => {
  disk.stop();
  await rig.close();
});

const beside = (name: string) => rig.store.writeBeside((tx) => put(tx, name));
const turn = () => new Promise((next) => setImmediate(next));
/** What the commit of the job at hand flushes by itself: 2 is everything, 1 nothing. */
const synchronous = () =>
  rig.store.write(async (tx) => (await sql<{ synchronous: number }>`pragma synchronous`.execute(tx)).rows);

describe('P3 a commit that is flushed beside the main thread', () => {
  test('nobody hears of success before the flush, while the program goes on', async () => {
    const told: string[] = [];
    const write = rig.store.writeBeside(async (tx) => {
      afterCommit(tx, () => told.push('effect'));
      return put(tx, 'a');
    });
    const heard = write.then(() => told.push('success'));
    await disk.asks(1);
    await turn();
    expect(told).toEqual([]);
    disk.asked[0]?.pass();
    await heard;
    expect(told).toEqual(['effect', 'success']);
    expect(await rig.names()).toEqual(['a']);
  });

  test('the next job begins after the flush, so nobody is told of what rests on less', async () => {
    const first = beside('a');
    await disk.asks(1);
    let begun = false;
    const second = rig.store.write(async (tx) => {
      begun = true;
      return put(tx, 'b');
    });
    for (let i = 0; i < 5; i++) await turn();
    expect(begun).toBe(false);
    disk.asked[0]?.pass();
    expect(await Promise.all([first, second])).toEqual(['a', 'b']);
  });

  test('readers see it before, and then whoever wants to know is told; of what was undone nobody is', async () => {
    let seen: Promise<string[]> | undefined;
    const never = jest.fn();
    const write = rig.store.writeBeside(
      (tx) => put(tx, 'a'),
      () => {
        seen = rig.names();
      },
    );
    const broken = rig.store.writeBeside(async (tx) => {
      await put(tx, 'b');
      throw new Error('no');
    }, never);
    await disk.asks(1);
    expect(await seen).toEqual(['a']);
    disk.asked[0]?.pass();
    await write;
    await expect(broken).rejects.toThrow('no');
    expect(never).not.toHaveBeenCalled();
  });

  test('it flushes the log of this database', async () => {
    disk.stop();
    expect(await beside('a')).toBe('a');
    expect(await rig.names()).toEqual(['a']);
  });

  test('who shares a commit with anybody else is flushed by the commit itself', async () => {
    const [, seen] = await Promise.all([beside('a'), synchronous()]);
    expect(seen).toEqual([{ synchronous: 2 }]);
    expect(disk.asked).toEqual([]);
  });

  test('by itself it is not, and whoever comes afterwards is again', async () => {
    const seen = rig.store.writeBeside(
      async (tx) => (await sql<{ synchronous: number }>`pragma synchronous`.execute(tx)).rows,
    );
    await disk.asks(1);
    disk.asked[0]?.pass();
    expect(await seen).toEqual([{ synchronous: 1 }]);
    expect(await synchronous()).toEqual([{ synchronous: 2 }]);
  });

  test('a job that throws is undone, flushes nothing, and leaves the others as they were', async () => {
    const broken = rig.store.writeBeside(async (tx) => {
      await put(tx, 'x');
      throw new Error('broken');
    });
    await expect(broken).rejects.toThrow('broken');
    expect(disk.asked).toEqual([]);
    expect(await synchronous()).toEqual([{ synchronous: 2 }]);
    expect(await rig.names()).toEqual([]);
  });

  test('of two, one that throws is undone alone', async () => {
    const broken = rig.store.writeBeside(async () => Promise.reject(new Error('broken')));
    const good = beside('a');
    await disk.asks(1);
    disk.asked[0]?.pass();
    await expect(broken).rejects.toThrow('broken');
    expect(await good).toBe('a');
  });
});

describe('P3 the disk loses a flush', () => {
  test('nobody is told of success, those who wait are refused, and nothing is written any more', async () => {
    const first = Promise.allSettled([beside('a')]);
    await disk.asks(1);
    const second = Promise.allSettled([rig.put('b')]);
    await turn();
    disk.asked[0]?.fail(Object.assign(new Error('EIO'), { code: 'EIO' }));
    const third = async () => Promise.allSettled([rig.put('c')]);
    const results = [...(await first), ...(await second), ...(await third())];
    expect(
      results.map((one) => one.status === 'rejected' && one.reason instanceof StoreUnavailableError),
    ).toEqual([true, true, true]);
    expect(lost).toHaveLength(1);
    expect(await rig.names()).toEqual(['a']);
  });
});

test('a database that nobody serves from flushes at its commits', async () => {
  const other = await openRig();
  expect(await other.store.writeBeside((tx) => put(tx, 'a'))).toBe('a');
  expect(disk.asked).toEqual([]);
  await other.close();
});
