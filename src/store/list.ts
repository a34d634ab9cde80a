import { type RawBuilder, sql } from 'kysely';

/**
 * A list as a subquery, `where id in ${each(ids)}`: one constant SQL text however long the list is, so that
 * the statement stays prepared.
 */
export function each(values: readonly (string | number)[]): RawBuilder<string> {
  return sql<string>`(select value from json_each(${JSON.stringify(values)}))`;
}
