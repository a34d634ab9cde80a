import { type FileHandle, open as openFile } from 'node:fs/promises';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely';
import { StablePlanCompiler } from './sqlite-compiler.js';
import type { Tables } from './tables.js';

/** One SQLite file, opened twice: reads never see what a transaction on the writer has not committed. */
export interface Connections {
  writer: Kysely<Tables>;
  reader: Kysely<Tables>;
  /** Whether each commit of the writer flushes the log itself. Only between transactions. */
  flushAtCommit(does: boolean): void;
  /** Flushes the log without keeping the main thread: every commit so far is durable then. */
  flushLog(): Promise<void>;
  close(): Promise<void>;
}

/** How long a statement waits for another process's lock before it fails, in ms. */
const BUSY_TIMEOUT = 250;

export function openSqlite(file: string): Connections {
  const writer = open(file);
  const reader = file === ':memory:' ? writer : open(file);
  if (reader !== writer) reader.pragma('query_only = on');
  const connections = { writer: kysely(writer), reader: kysely(reader) };
  let log: FileHandle | undefined;
  return {
    ...connections,
    flushAtCommit(does) {
      // SQLite obeys this pragma while it compiles it, so it must not come from the cache of statements.
      writer.pragma(`synchronous = ${does ? 'full' : 'normal'}`);
    },
    async flushLog() {
      if (file === ':memory:') return;
      // The log is one and the same file for as long as a connection is open. Source: sqlite.org/walformat.html.
      log ??= await openFile(`${file}-wal`, 'r+');
      await log.datasync();
    },
    async close() {
      await log?.close();
      await connections.reader.destroy();
      await connections.writer.destroy();
      if (reader.open) reader.close();
      if (writer.open) writer.close();
    },
  };
}

function open(file: string): BetterSqlite3.Database {
  const database = new BetterSqlite3(file, { timeout: BUSY_TIMEOUT });
  database.pragma('journal_mode = wal');
  // A commit answers a webhook, so it must survive a power cut, not only a crash of the process.
  database.pragma('synchronous = full');
  // What is erased is overwritten in the file too, not only unlinked. Source: sqlite.org/pragma.html.
  database.pragma('secure_delete = on');
  database.pragma('temp_store = memory');
  database.pragma('cache_size = -16000');
  return database;
}

function kysely(database: BetterSqlite3.Database): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new Dialect({ database: withStatementCache(database) }) });
}

/** Each migration is one transaction: a crash in the middle of the first leaves no half of the tables. */
class Dialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
  override createQueryCompiler(): StablePlanCompiler {
    return new StablePlanCompiler();
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Preparing a statement costs more than running most of ours; the hot ones are few and their SQL is constant. */
function withStatementCache(database: BetterSqlite3.Database) {
  const statements = new Map<string, BetterSqlite3.Statement<unknown[]>>();
  return {
    close: () => {
      if (database.open) database.close();
    },
    prepare(sql: string) {
      const known = statements.get(sql);
      if (known) return known;
      const statement = database.prepare<unknown[]>(sql);
      if (statements.size >= 500) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
  };
}
