import { afterEach, beforeEach, expect, test } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import { startWalThread } from '../../src/app/wal-thread.js';
import type { WalThread } from '../../src/store/wal.js';
import { openRig } from './rig.js';

let rig: Awaited<ReturnType<typeof openRig>>;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

/** How many pages stand in the log, and how many of them in the database as well. */
function length(): { log: number; checkpointed: number } {
  const other = new BetterSqlite3(rig.file, { readonly: true });
  const [found] = other.pragma('wal_checkpoint(noop)') as { log: number; checkpointed: number }[];
  other.close();
  return found ?? { log: Number.NaN, checkpointed: Number.NaN };
}

/** Stands in for the thread: carries over when it is let. */
class Stub implements WalThread {
  readonly asked: (() => void)[] = [];
  ended = false;

  carryOver(): Promise<void> {
    return new Promise((resolve) => {
      this.asked.push(() => {
        const other = new BetterSqlite3(rig.file);
        other.pragma('wal_checkpoint(passive)');
        other.close();
        resolve();
      });
    });
  }

  async end(): Promise<void> {
    this.ended = true;
  }
}

const errors: unknown[] = [];
const PAGE = 'x'.repeat(40_000);
let count = 0;
/** About ten pages. */
const write = () => rig.put(`setting ${count++}`, PAGE);
const settled = () => new Promise((next) => setImmediate(next));

test('no commit carries the log over: a thread is asked to, once, when it has grown', async () => {
  const stub = new Stub();
  let started = 0;
  await rig.store.keepLogBeside(
    () => {
      started += 1;
      return stub;
    },
    (error) => errors.push(error),
    { many: 1200 },
  );
  await write();
  expect(started).toBe(0);
  while (stub.asked.length === 0) await write();
  for (let i = 0; i < 5; i += 1) await write();
  // Beyond SQLite's own measure of 1000, and untouched.
  expect(length()).toMatchObject({ log: expect.any(Number), checkpointed: 0 });
  expect(length().log).toBeGreaterThan(1200);
  expect([started, stub.asked.length]).toEqual([1, 1]);
  stub.asked[0]?.();
  await settled();
  expect(length().checkpointed).toBe(length().log);
  // From here the log is written over.
  await write();
  expect(length().log).toBeLessThan(100);
  expect(stub.asked).toHaveLength(1);
  await rig.store.close();
  expect(stub.ended).toBe(true);
  expect(errors).toEqual([]);
});

test('when the log is full, writes wait until it can begin anew', async () => {
  const stub = new Stub();
  await rig.store.keepLogBeside(
    () => stub,
    (error) => errors.push(error),
    { many: 50, full: 100 },
  );
  while (stub.asked.length === 0) await write();
  for (let i = 0; i < 20; i += 1) await write();
  stub.asked[0]?.();
  await settled();
  // The second carrying over stands alone.
  expect(stub.asked).toHaveLength(2);
  let written = false;
  const waiting = write().then(() => {
    written = true;
  });
  for (let i = 0; i < 10; i += 1) await settled();
  expect(written).toBe(false);
  stub.asked[1]?.();
  await waiting;
  expect(length().log).toBeLessThan(50);
});

test('the log is not wiped while the thread carries it over, and is empty afterwards', async () => {
  const stub = new Stub();
  await rig.store.keepLogBeside(
    () => stub,
    (error) => errors.push(error),
    { many: 50, full: 50 },
  );
  while (stub.asked.length === 0) await write();
  let wiped = false;
  const wiping = rig.store.wipeLog().then(() => {
    wiped = true;
  });
  for (let i = 0; i < 10; i += 1) await settled();
  expect(wiped).toBe(false);
  stub.asked[0]?.();
  await wiping;
  expect(length()).toEqual({ busy: 0, log: 0, checkpointed: 0 });
  // What waited behind it goes on.
  for (let i = 0; i < 10; i += 1) await settled();
  for (const one of stub.asked.slice(1)) one();
  await write();
});

test('a thread without work is ended, and started again when there is some', async () => {
  const stubs: Stub[] = [];
  await rig.store.keepLogBeside(
    () => {
      const stub = new Stub();
      stubs.push(stub);
      return stub;
    },
    (error) => errors.push(error),
    { many: 20, idle: 1 },
  );
  while (stubs.length === 0) await write();
  stubs[0]?.asked[0]?.();
  while (stubs[0]?.ended === false) await settled();
  while (stubs.length === 1) await write();
  stubs[1]?.asked[0]?.();
});

test('without its thread SQLite carries the log over by itself, and whoever runs us hears of it', async () => {
  const fault = new Error('no thread');
  const told: unknown[] = [];
  await rig.store.keepLogBeside(
    () => ({ carryOver: () => Promise.reject(fault), end: async () => undefined }),
    (error) => told.push(error),
    { many: 20 },
  );
  for (let i = 0; i < 150; i += 1) await write();
  expect(told).toEqual([fault]);
  expect(length().log).toBeLessThan(1100);
});

test('P3 the real thread keeps the log short while writes go on, and what was told durable is there', async () => {
  await rig.store.keepLogBeside(
    () => startWalThread(rig.file),
    (error) => errors.push(error),
    { many: 100, full: 1000 },
  );
  const names: string[] = [];
  for (let [anew, before] = [0, 0]; anew < 3; ) {
    names.push(...(await Promise.all(Array.from({ length: 5 }, write))));
    const { log } = length();
    if (log < before) anew += 1;
    before = log;
  }
  await rig.store.close();
  const database = new BetterSqlite3(rig.file, { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  const kept = new Set(database.prepare('select name from setting').pluck().all());
  expect(names.filter((name) => !kept.has(name))).toEqual([]);
  database.close();
  expect(errors).toEqual([]);
}, 60_000);

test('a thread that ends while it is asked is a fault', async () => {
  const thread = startWalThread(rig.file);
  const asked = thread.carryOver();
  await thread.end();
  await expect(asked).rejects.toThrow('has ended');
});
