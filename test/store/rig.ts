import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import { Store, type Tx } from '../../src/store/index.js';

/** A store on a file of its own. */
export async function openRig() {
  const folder = mkdtempSync(join(tmpdir(), 'izin-store-'));
  const file = join(folder, 'deeper', 'izin.db');
  const store = await Store.open(file);
  return {
    folder,
    file,
    store,
    put: (name: string, value = '') => store.write((tx) => put(tx, name, value)),
    names: async () =>
      (await store.read.selectFrom('setting').select('name').orderBy('name').execute()).map(
        (row) => row.name,
      ),
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function put(tx: Tx, name: string, value = ''): Promise<string> {
  await tx.insertInto('setting').values({ name, value }).execute();
  return name;
}

/** Watches the statements that SQLite runs; `fail` may throw instead. For stores opened after this. */
export function traceStatements() {
  const ran: string[] = [];
  const trace = { ran, fail: (_sql: string): void => undefined, stop: () => spy.mockRestore() };
  const prepare = BetterSqlite3.prototype.prepare;
  const spy = jest.spyOn(BetterSqlite3.prototype, 'prepare').mockImplementation(function (
    this: BetterSqlite3.Database,
    sql: string,
  ) {
    const statement = prepare.call(this, sql);
    for (const method of ['run', 'all'] as const) {
      const original = statement[method].bind(statement) as (...values: unknown[]) => unknown;
      Object.defineProperty(statement, method, {
        value: (...values: unknown[]) => {
          trace.fail(sql);
          ran.push(sql);
          return original(...values);
        },
      });
    }
    return statement;
  } as typeof prepare);
  return trace;
}

/** An error as SQLite gives it. */
export const sqliteError = (code: string) => new BetterSqlite3.SqliteError(code, code);
