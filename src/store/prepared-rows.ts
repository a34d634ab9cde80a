import type { Compilable, Kysely } from 'kysely';
import { prepared, type Reader } from './prepared.js';
import type { Tables } from './tables.js';

/** Rows that one statement writes, largest first: any number of rows is a sum of these. */
const SIZES = [32, 16, 8, 4, 2, 1] as const;

/**
 * A statement over many rows of `width` values each, built once for each of a few sizes: one statement for
 * thirty-two rows costs little more than for one. `build` gets placeholders in place of the values.
 * Resolves with what the statements return, in any order.
 */
export function preparedRows<Row>(
  width: number,
  build: (db: Kysely<Tables>, rows: never[][]) => Compilable<Row>,
): (reader: Reader, rows: readonly (readonly unknown[])[]) => Promise<Row[]> {
  const statements = new Map(
    SIZES.map((size) => [
      size,
      prepared((db, ...values: unknown[]) => build(db, inRows(values, width) as never[][])),
    ]),
  );
  return async (reader, rows) => {
    const found: Row[] = [];
    let done = 0;
    for (const size of SIZES) {
      while (rows.length - done >= size) {
        const values = rows.slice(done, done + size).flat();
        found.push(...((await statements.get(size)?.(reader, ...values)) ?? []));
        done += size;
      }
    }
    return found;
  };
}

function inRows(values: readonly unknown[], width: number): unknown[][] {
  return Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width));
}
