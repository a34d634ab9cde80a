import type { Insertable, InsertQueryBuilder, InsertResult, Kysely } from 'kysely';
import { prepared } from './prepared.js';
import type { Tables } from './tables.js';

/** Rows of one statement: few sizes, so that each stays prepared. */
const SIZES = [64, 8, 1];

type Insert<T extends keyof Tables> = InsertQueryBuilder<Tables, T, InsertResult>;

/**
 * An insert of any number of rows, as few statements that are built and compiled once. Every column that is
 * written is named; `conflict` says what happens to a row that is there already.
 */
export function inserting<T extends keyof Tables>(
  table: T,
  columns: readonly (keyof Insertable<Tables[T]> & string)[],
  conflict: (insert: Insert<T>) => Insert<T> = (insert) => insert,
): (
  tx: Pick<Kysely<Tables>, 'executeQuery'>,
  rows: readonly Readonly<Insertable<Tables[T]>>[],
) => Promise<void> {
  const statements = SIZES.map((size) => ({
    size,
    run: prepared((db: Kysely<Tables>, ...values: unknown[]) => {
      const insert = db.insertInto(table) as unknown as Insert<T>;
      return conflict(insert.values(rowsOf(columns, values) as never));
    }),
  }));
  return async (tx, rows) => {
    let from = 0;
    for (const { size, run } of statements) {
      for (; rows.length - from >= size; from += size) {
        const values: unknown[] = [];
        for (let i = from; i < from + size; i += 1) {
          const row = rows[i] as Readonly<Record<string, unknown>>;
          for (const column of columns) values.push(row[column] ?? null);
        }
        await run(tx, ...values);
      }
    }
  };
}

function rowsOf(columns: readonly string[], values: readonly unknown[]): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = [];
  for (let at = 0; at < values.length; at += columns.length) {
    rows.push(Object.fromEntries(columns.map((column, i) => [column, values[at + i]])));
  }
  return rows;
}
