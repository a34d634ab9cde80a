import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { each, Store, StoreUnavailableError, type Tx } from '../../src/store/index.js';
import { openRig, put, sqliteError, traceStatements } from './rig.js';

let trace: ReturnType<typeof traceStatements>;
let rig: Awaited<ReturnType<typeof openRig>>;
beforeEach(async () => {
  trace = traceStatements();
  rig = await openRig();
  trace.ran.length = 0;
});
afterEach(async () => {
  trace.fail = () => undefined;
  await rig.close();
  trace.stop();
});

const commits = () => trace.ran.filter((statement) => statement === 'commit').length;
const settled = (writes: Promise<unknown>[]) =>
  Promise.all(
    writes.map((one) =>
      one.then(
        () => 'done',
        (error: Error) => error.message,
      ),
    ),
  );

describe('P3 writers share a commit', () => {
  test('those who ask in one turn of the event loop share one', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, i) => rig.put(`${i}`)));
    expect(commits()).toBe(1);
    expect(await rig.names()).toHaveLength(50);
  });

  test('also those who ask while promises settle', async () => {
    await Promise.all([
      rig.put('a'),
      Promise.resolve().then(() => rig.put('b')),
      Promise.resolve().then(async () => rig.put('c')),
    ]);
    expect(commits()).toBe(1);
  });

  test('who asks later has a commit of their own', async () => {
    await rig.put('a');
    await rig.put('b');
    expect(commits()).toBe(2);
  });

  test('who asks while a job runs gets the next one', async () => {
    let second: Promise<unknown> | undefined;
    await rig.store.write(async (tx) => {
      second = rig.put('second');
      await put(tx, 'first');
    });
    expect(await rig.names()).toContain('first');
    await second;
    expect(commits()).toBe(2);
  });

  test('they run in the order in which they asked, and see one another', async () => {
    const seen: number[] = [];
    await Promise.all(
      Array.from({ length: 5 }, (_, i) =>
        rig.store.write(async (tx) => {
          await put(tx, `${i}`);
          seen.push((await tx.selectFrom('setting').select('name').execute()).length);
        }),
      ),
    );
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  test('a page of long work has a commit of its own, behind those who do not wait; each second one is a page', async () => {
    const order: string[] = [];
    const noted = (name: string) => async (tx: Tx) => {
      await put(tx, name);
      order.push(name);
    };
    const pages = ['page 1', 'page 2'].map((name) => rig.store.writePage(noted(name)));
    const others = ['a', 'b'].map((name) => rig.store.write(noted(name)));
    // Somebody who writes again and again must not keep the pages back.
    const busy = others[1]?.then(() => rig.store.write(noted('c')));
    await Promise.all([...pages, ...others, busy]);
    expect(order).toEqual(['a', 'b', 'page 1', 'c', 'page 2']);
    expect(commits()).toBe(4);
  });

  test('a page that throws is undone alone, and nothing of it stays', async () => {
    const page = rig.store.writePage(async (tx) => {
      await put(tx, 'half');
      throw new Error('broken');
    });
    expect(await settled([page, rig.put('a')])).toEqual(['broken', 'done']);
    expect(await rig.names()).toEqual(['a']);
  });

  test('nobody is told of success before the commit, and the result comes back', async () => {
    let told = false;
    let toldBeforeCommit: boolean | undefined;
    trace.fail = (statement) => {
      if (statement === 'commit') toldBeforeCommit = told;
    };
    const [name] = await Promise.all([
      rig.put('a').then((result) => {
        told = true;
        return result;
      }),
      rig.put('b'),
    ]);
    expect([name, toldBeforeCommit]).toEqual(['a', false]);
  });

  test('synchronous=FULL and a write-ahead log, so that a commit survives a power cut', async () => {
    const pragmas = await rig.store.write(async (tx) => [
      (await sql`pragma synchronous`.execute(tx)).rows,
      (await sql`pragma journal_mode`.execute(tx)).rows,
    ]);
    expect(pragmas).toEqual([[{ synchronous: 2 }], [{ journal_mode: 'wal' }]]);
  });
});

describe('P3 one poisoned job spoils nothing', () => {
  const poisoned = (name: string) =>
    rig.store.write(async (tx) => {
      await put(tx, name);
      await tx.deleteFrom('setting').where('name', '=', 'a').execute();
      throw new Error(`poisoned ${name}`);
    });

  test.each([0, 1, 2, 3])('at place %d', async (place) => {
    const good = ['a', 'b', 'c'].map((name) => () => rig.put(name));
    const writes = [...good.slice(0, place), () => poisoned('x'), ...good.slice(place)];
    expect(await settled(writes.map((write) => write()))).toEqual(
      [...'abc'].map(() => 'done').toSpliced(place, 0, 'poisoned x'),
    );
    expect(await rig.names()).toEqual(['a', 'b', 'c']);
    expect(commits()).toBe(1);
  });

  test('alone', async () => {
    await expect(poisoned('x')).rejects.toThrow('poisoned x');
    expect(await rig.names()).toEqual([]);
    await rig.put('a');
    expect(await rig.names()).toEqual(['a']);
  });

  test('all of them', async () => {
    expect(await settled([poisoned('x'), poisoned('y')])).toEqual(['poisoned x', 'poisoned y']);
    expect(await rig.names()).toEqual([]);
  });

  test('a statement that SQLite refuses is the job’s own error, not an outage', async () => {
    await rig.put('a');
    const again = rig.put('a');
    const other = rig.put('b');
    await expect(again).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
    await other;
    expect(await rig.names()).toEqual(['a', 'b']);
  });

  test('one that catches its own error keeps what it did before and after', async () => {
    await rig.store.write(async (tx) => {
      await put(tx, 'a');
      await put(tx, 'a').catch(() => undefined);
      await put(tx, 'b');
    });
    expect(await rig.names()).toEqual(['a', 'b']);
  });

  test('an error that is no Error arrives as it is', async () => {
    await expect(rig.store.write(() => Promise.reject('words'))).rejects.toBe('words');
  });
});

describe('P3 the reader', () => {
  test('never sees what is not committed', async () => {
    const seen = await rig.store.write(async (tx) => {
      await put(tx, 'a');
      return [await rig.names(), (await tx.selectFrom('setting').select('name').execute()).length];
    });
    expect(seen).toEqual([[], 1]);
    expect(await rig.names()).toEqual(['a']);
  });

  test('cannot write', async () => {
    await expect(
      rig.store.read.insertInto('setting').values({ name: 'a', value: '' }).execute(),
    ).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
  });
});

describe('P3 when the commit itself fails', () => {
  const failOnce = (what: string, code: string) => {
    trace.fail = (statement) => {
      if (statement !== what) return;
      trace.fail = () => undefined;
      throw sqliteError(code);
    };
  };

  test.each([
    ['begin immediate', 'SQLITE_BUSY'],
    ['commit', 'SQLITE_IOERR_FSYNC'],
    ['commit', 'SQLITE_FULL'],
    ['release job', 'SQLITE_IOERR'],
  ])(
    '%s with %s: every job hears of it, nothing is kept, and the next ones go through',
    async (what, code) => {
      failOnce(what, code);
      const results = await Promise.allSettled([rig.put('a'), rig.put('b')]);
      for (const result of results) {
        if (what === 'release job' && result.status === 'fulfilled') continue;
        expect(result).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailableError' } });
      }
      const kept = results.flatMap((result, i) => (result.status === 'fulfilled' ? ['ab'[i]] : []));
      expect(await rig.names()).toEqual(kept);
      await rig.put('c');
      expect(await rig.names()).toEqual([...kept, 'c']);
    },
  );

  test('a job that had failed by itself keeps its own reason', async () => {
    failOnce('commit', 'SQLITE_IOERR');
    const own = rig.store.write(() => Promise.reject(new Error('own')));
    expect(await settled([own, rig.put('a')])).toEqual(['own', 'the database did not take the write']);
  });

  test('when even the savepoint cannot be taken back, everybody hears of it', async () => {
    failOnce('rollback to job', 'SQLITE_IOERR');
    const own = rig.store.write(() => Promise.reject(new Error('own')));
    expect(await settled([rig.put('a'), own, rig.put('b')])).toEqual([
      'the database did not take the write',
      'own',
      'the database did not take the write',
    ]);
    expect(await rig.names()).toEqual([]);
    await rig.put('c');
    expect(await rig.names()).toEqual(['c']);
  });

  test('the cause is kept, without a word of the data', async () => {
    failOnce('commit', 'SQLITE_IOERR');
    const error = await rig.put('6281234567890').catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error).toMatchObject({ cause: { code: 'SQLITE_IOERR' } });
    expect(String(error)).not.toContain('628');
  });
});

describe('closing', () => {
  test('waits for what was asked for, and for what that asks for', async () => {
    const folder = rig.folder;
    const store = await Store.open(`${folder}/other.db`);
    const writes = [
      store.write((tx) => put(tx, 'a')),
      store.write((tx) => put(tx, 'b')).then(() => store.write((tx) => put(tx, 'c'))),
    ];
    const closed = store.close();
    expect(await settled(writes)).toEqual(['done', 'done']);
    await closed;
    await expect(store.write((tx) => put(tx, 'd'))).rejects.toBeInstanceOf(StoreUnavailableError);
    const again = await Store.open(`${folder}/other.db`);
    expect(await again.read.selectFrom('setting').select('name').execute()).toHaveLength(3);
    await again.close();
  });

  test('twice is once', async () => {
    const store = await Store.open(`${rig.folder}/other.db`);
    await store.close();
    await expect(store.close()).resolves.toBeUndefined();
  });
});

describe('migrations', () => {
  test('run once; opening again changes nothing and loses nothing', async () => {
    await rig.put('a');
    const schema = async () =>
      (await sql`select type, name, sql from sqlite_schema order by name`.execute(rig.store.read)).rows;
    const before = await schema();
    trace.ran.length = 0;
    const again = await Store.open(rig.file);
    expect(
      trace.ran.filter(
        (statement) => /^create (table|index|unique)/i.test(statement) && !/if not exists/i.test(statement),
      ),
    ).toEqual([]);
    expect(await again.read.selectFrom('setting').select('name').execute()).toEqual([{ name: 'a' }]);
    await again.close();
    expect(await schema()).toEqual(before);
  });

  test('a database in memory works alone', async () => {
    const store = await Store.open(':memory:');
    await store.write((tx) => put(tx, 'a'));
    expect(await store.read.selectFrom('setting').select('name').execute()).toEqual([{ name: 'a' }]);
    await store.close();
  });
});

test('a list is one statement however long it is', async () => {
  await Promise.all(['a', 'b', 'c'].map((name) => rig.put(name)));
  const find = (names: (string | number)[]) =>
    rig.store.read
      .selectFrom('setting')
      .select('name')
      .where('name', 'in', each(names))
      .orderBy('name')
      .execute();
  trace.ran.length = 0;
  expect(await find([])).toEqual([]);
  expect(await find(['c', 'a', "o'", 7])).toEqual([{ name: 'a' }, { name: 'c' }]);
  expect(await find(Array.from({ length: 50_000 }, (_, i) => `${i}`).concat('b'))).toEqual([{ name: 'b' }]);
  expect(new Set(trace.ran).size).toBe(1);
});
