import { z } from 'zod';
import { Problem } from './problem.js';

/** Query of every list: how many, and where the page before ended. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'Items a page.' }),
  cursor: z.string().max(500).optional().meta({ description: '`next` of the page before.' }),
});

/** A page of a list; `next` is null on the last. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** The place where a page ended: the values of the sort key of its last item. */
export type Place = readonly (string | number)[];

function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * Reads a cursor as `shape`; undefined for none.
 * @throws Problem `invalid_cursor`
 */
export function readCursor<T extends z.ZodType>(
  cursor: string | undefined,
  shape: T,
): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new Problem('invalid_cursor');
  }
}

/**
 * Makes a page of rows that were read one beyond `limit`: the extra one only tells that there is more.
 */
export function page<R, T>(
  rows: readonly R[],
  limit: number,
  place: (row: R) => Place,
  item: (row: R) => T,
): { items: T[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    next: rows.length > limit && last !== undefined ? writeCursor(place(last)) : null,
  };
}
