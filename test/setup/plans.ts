import BetterSqlite3 from 'better-sqlite3';

/** A statement, and how SQLite goes about it. */
export interface Plan {
  sql: string;
  plan: string;
}

/** Every statement that is prepared while `run` runs, explained by SQLite. */
export async function plansOf(run: () => Promise<unknown>): Promise<Plan[]> {
  const statements = new Map<string, BetterSqlite3.Database>();
  const { prepare } = BetterSqlite3.prototype;
  BetterSqlite3.prototype.prepare = function (this: BetterSqlite3.Database, sql: string) {
    statements.set(sql, this);
    return prepare.call(this, sql);
  } as typeof prepare;
  try {
    await run();
  } finally {
    BetterSqlite3.prototype.prepare = prepare;
  }
  return [...statements]
    .filter(([sql]) => /^\s*(select|insert|update|delete|with)/i.test(sql))
    .map(([sql, database]) => {
      const nothing = Array(sql.split('?').length - 1).fill(null);
      const rows = database.prepare(`explain query plan ${sql}`).all(...nothing) as { detail: string }[];
      return { sql, plan: rows.map(({ detail }) => detail).join('; ') };
    });
}
