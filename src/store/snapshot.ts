import BetterSqlite3 from 'better-sqlite3';

/** One moment of a database, read beside whoever writes to it. */
export interface Snapshot {
  /** Rows as arrays, in the order of the columns: for reading millions of them. */
  rows<Row extends readonly unknown[]>(sql: string, ...parameters: unknown[]): Row[];
  close(): void;
}

/** Opens a connection of its own, also from another thread. @throws SqliteError when it is no database */
export function openSnapshot(file: string): Snapshot {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  const statements = new Map<string, BetterSqlite3.Statement<unknown[]>>();
  // The transaction holds the moment of its first reading until the end.
  database.exec('begin');
  database.prepare('select count(*) from sqlite_master').get();
  return {
    rows<Row extends readonly unknown[]>(sql: string, ...parameters: unknown[]): Row[] {
      let statement = statements.get(sql);
      if (!statement) {
        statement = database.prepare(sql).raw();
        statements.set(sql, statement);
      }
      return statement.all(...parameters) as Row[];
    },
    close: () => database.close(),
  };
}
