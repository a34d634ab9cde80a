import { type RawBuilder, sql } from 'kysely';

/**
 * A list as a subquery, `where id in ${each(ids)}`: one constant SQL text however long the list is, so that
 * the statement stays prepared.
 */
export function each(values: readonly (string | number)[]): RawBuilder<string> {
  return eachOf(JSON.stringify(values));
}

/** The same of a list that is written out as JSON already: the form for `prepared` statements. */
export function eachOf(json: string): RawBuilder<string> {
  return sql<string>`(select value from json_each(${json}))`;
}
