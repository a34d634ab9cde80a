import type { Compilable, Insertable, InsertQueryBuilder, InsertResult, Kysely } from 'kysely';
import { prepared } from './prepared.js';
import type { Tables } from './tables.js';

/** Rows of one statement: few sizes, so that each stays prepared. */
const SIZES = [64, 16, 4, 2, 1];

type Insert<T extends keyof Tables> = InsertQueryBuilder<Tables, T, InsertResult>;

/**
 * An insert of any number of rows, as few statements that are built and compiled once. Every column that is
 * written is named; `ending` says what happens to a row that is there already, and what the statement returns.
 */
export function inserting<T extends keyof Tables, Row = InsertResult>(
  table: T,
  columns: readonly (keyof Insertable<Tables[T]> & string)[],
  ending: (insert: Insert<T>) => Compilable<Row> = (insert) => insert as unknown as Compilable<Row>,
): (
  tx: Pick<Kysely<Tables>, 'executeQuery'>,
  rows: readonly Readonly<Insertable<Tables[T]>>[],
) => Promise<Row[]> {
  const statements = SIZES.map((size) => ({
    size,
    run: prepared((db: Kysely<Tables>, ...values: unknown[]) => {
      const insert = db.insertInto(table) as unknown as Insert<T>;
      return ending(insert.values(rowsOf(columns, values) as never) as Insert<T>);
    }),
  }));
  return async (tx, rows) => {
    const returned: Row[] = [];
    let from = 0;
    for (const { size, run } of statements) {
      for (; rows.length - from >= size; from += size) {
        const values: unknown[] = [];
        for (let i = from; i < from + size; i += 1) {
          const row = rows[i] as Readonly<Record<string, unknown>>;
          for (const column of columns) values.push(row[column] ?? null);
        }
        returned.push(...(await run(tx, ...values)));
      }
    }
    return returned;
  };
}

function rowsOf(columns: readonly string[], values: readonly unknown[]): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = [];
  for (let at = 0; at < values.length; at += columns.length) {
    rows.push(Object.fromEntries(columns.map((column, i) => [column, values[at + i]])));
  }
  return rows;
}
