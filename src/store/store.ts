import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Kysely, sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Bus, Notice } from '../coordination/bus.js';
import { migrations } from './migrations.js';
import { type Connections, openSqlite } from './sqlite.js';
import type { Tables } from './tables.js';
import { Wal, type WalLimits, type WalThread } from './wal.js';

/** What a write job sees: reads and writes inside the shared transaction. */
export type Tx = Pick<
  Transaction<Tables>,
  'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom' | 'executeQuery' | 'getExecutor' | 'fn' | 'with'
>;

/** The database did not take the write: the caller answers 503 or tries again. Nothing was kept. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

interface Job {
  run: (tx: Tx) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  /** Whether it goes behind those that do not wait. */
  waits: boolean;
  /** Whether the log may be flushed after its commit, beside the main thread. */
  beside: boolean;
  /** Readers see its changes; the disk may not have them yet. Must not throw. */
  onSeen?: (() => void) | undefined;
  value?: unknown;
  error?: { cause: unknown };
  /** What happens once the job is durable. */
  effects?: (() => void)[];
  /** What it changed, for whoever listens. */
  notices?: Notice[];
}

/** The job that runs on a transaction now. */
const running = new WeakMap<Tx, Job>();

/**
 * Does something in memory once the changes of the job at hand are durable, before anybody hears of its success;
 * never when they are undone. `effect` must not throw.
 */
export function afterCommit(tx: Tx, effect: () => void): void {
  const job = jobOn(tx);
  job.effects = [...(job.effects ?? []), effect];
}

/**
 * Tells whoever listens that something has changed, once the job at hand is durable, whoever asked for it and from
 * where: after its effects, the same notice once a commit; never when the changes are undone.
 */
export function announce(tx: Tx, notice: Notice): void {
  const job = jobOn(tx);
  job.notices ??= [];
  job.notices.push(notice);
}

function jobOn(tx: Tx): Job {
  const job = running.get(tx);
  if (!job) throw new Error('called outside a write job');
  return job;
}

/**
 * The one owner of the database. Jobs that ask to write at about the same time share one durable commit:
 * each stands behind a savepoint of its own, so one that throws is undone alone, and none is told of
 * success before the commit is on disk.
 *
 * A job may only await queries on its `tx`: with SQLite those never leave the microtask queue, so nothing
 * else of the program runs between `begin` and `commit`.
 */
export class Store {
  readonly #connections: Connections;
  #queue: Job[] = [];
  #scheduled = false;
  #pageIsNext = false;
  #flushing: Promise<void> | undefined;
  #closed = false;
  #wal: Wal | undefined;
  #onLost: ((error: unknown) => void) | undefined;
  #bus: Pick<Bus, 'publish'> | undefined;

  private constructor(connections: Connections) {
    this.#connections = connections;
  }

  /** Opens (and creates, and migrates) the SQLite database in `file`. */
  static async open(file: string): Promise<Store> {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    const store = new Store(openSqlite(file));
    await store.#migrate();
    return store;
  }

  /** From now on a thread keeps the write-ahead log short, and no commit does. */
  async keepLogBeside(
    start: () => WalThread,
    onError: (error: unknown) => void,
    limits?: Partial<WalLimits>,
  ): Promise<void> {
    const { writer } = this.#connections;
    this.#wal = new Wal({ writer, start, alone: (work) => this.#alone(work), onError, limits });
    await this.#wal.open();
  }

  /**
   * From now on `writeBeside` flushes beside the main thread. `onLost`: a flush failed after its commit, so what the
   * database says may not be on disk; nothing is written any more, and only a new start finds out what is there.
   */
  flushBeside(onLost: (error: unknown) => void): void {
    this.#onLost = onLost;
  }

  /** From now on `bus` hears what jobs announce. */
  announceTo(bus: Pick<Bus, 'publish'>): void {
    this.#bus = bus;
  }

  /** Reads what is committed. Never inside a write job: there, use its `tx`. */
  get read(): Kysely<Tables> {
    return this.#connections.reader;
  }

  /**
   * Runs the job in the next shared transaction; resolves with its result when that is durable.
   * @throws whatever the job throws (its own changes undone), StoreUnavailableError when the commit fails.
   */
  write<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#ask(run, { waits: false, beside: false });
  }

  /**
   * The same, and as durable when it resolves, but the main thread goes on while the disk works. Until then readers
   * see what a power cut could still take back; no other job begins before it. `onSeen` is called as soon as they do.
   */
  writeBeside<T>(run: (tx: Tx) => Promise<T>, onSeen?: () => void): Promise<T> {
    return this.#ask(run, { waits: false, beside: this.#onLost !== undefined, onSeen });
  }

  /**
   * The same for a page of long work, in a commit of its own: it keeps the main thread for itself long enough, and
   * whoever else wants to write now goes before it.
   */
  writePage<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#ask(run, { waits: true, beside: false });
  }

  #ask<T>(run: (tx: Tx) => Promise<T>, how: Pick<Job, 'waits' | 'beside' | 'onSeen'>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreUnavailableError(CLOSED));
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ run, resolve: resolve as (value: unknown) => void, reject, ...how });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // One turn of the event loop: everything that arrived in it commits together.
    setImmediate(() => {
      this.#scheduled = false;
      this.#flushing = (this.#flushing ?? Promise.resolve()).then(() => this.#flush());
    });
  }

  /**
   * Empties the write-ahead log into the database, so that what was erased stands in neither. Writes wait
   * meanwhile. A reader in another process may hold it up; the next one then empties it.
   */
  wipeLog(): Promise<void> {
    const wipe = async () => void (await WIPE_LOG.execute(this.#connections.writer));
    return this.#alone(() => this.#wal?.quietly(wipe) ?? wipe());
  }

  /**
   * Writes the whole database anew. Where rows have grown, a page may keep old copies of them in its unused part,
   * which `secure_delete` never reaches; afterwards there are none. Nothing else can be written meanwhile, so this
   * is for a database that nobody serves from.
   */
  async vacuum(): Promise<void> {
    await this.#alone(async () => {
      await VACUUM.execute(this.#connections.writer);
    });
    await this.wipeLog();
  }

  /** Runs when no transaction is open; writes wait meanwhile. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = (this.#flushing ?? Promise.resolve()).then(work);
    this.#flushing = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  /** Resolves when everything asked for so far is durable or refused. */
  async close(): Promise<void> {
    do {
      await new Promise((next) => setImmediate(next));
      await this.#flushing;
    } while (this.#queue.length > 0 || this.#scheduled);
    this.#closed = true;
    await this.#wal?.end();
    await this.#connections.close();
  }

  async #flush(): Promise<void> {
    const jobs = this.#next();
    if (jobs.length === 0) return;
    if (this.#closed) return void jobs.map((job) => job.reject(new StoreUnavailableError(CLOSED)));
    const beside = jobs.every((job) => job.beside);
    try {
      await (beside ? this.#commitBeside(jobs) : this.#commit(jobs));
    } catch (cause) {
      for (const job of jobs) job.reject(job.error ? job.error.cause : unavailable(cause));
      return;
    }
    const kept = jobs.filter((job) => !job.error);
    for (const { effects = [] } of kept) for (const effect of effects) effect();
    for (const notice of distinct(kept.flatMap(({ notices = [] }) => notices))) this.#bus?.publish(notice);
    for (const job of jobs) {
      if (job.error) job.reject(job.error.cause);
      else job.resolve(job.value);
    }
    this.#wal?.written();
  }

  /** @throws when it was undone as a whole */
  async #commit(jobs: readonly Job[]): Promise<void> {
    const { writer } = this.#connections;
    const tx = writer as unknown as Tx;
    try {
      await BEGIN.execute(writer);
      for (const job of jobs) await this.#run(job, tx, jobs.length > 1);
      await COMMIT.execute(writer);
    } catch (cause) {
      await ROLLBACK.execute(writer).catch(() => undefined);
      throw cause;
    }
    for (const { error, onSeen } of jobs) if (!error) onSeen?.();
  }

  async #commitBeside(jobs: readonly Job[]): Promise<void> {
    this.#connections.flushAtCommit(false);
    try {
      await this.#commit(jobs);
    } finally {
      this.#connections.flushAtCommit(true);
    }
    try {
      await this.#connections.flushLog();
    } catch (cause) {
      // The kernel may have dropped what it could not write, so a second flush could succeed in vain.
      this.#closed = true;
      this.#onLost?.(cause);
      throw cause;
    }
  }

  /** Everybody who does not wait, then one page, and so on. */
  #next(): Job[] {
    const pages = this.#queue.filter(({ waits }) => waits);
    const others = this.#queue.filter(({ waits }) => !waits);
    const isTurn = this.#pageIsNext || others.length === 0;
    this.#pageIsNext = pages.length > 0 && !isTurn;
    const jobs = isTurn ? pages.splice(0, 1) : others.splice(0);
    this.#queue = [...others, ...pages];
    if (this.#queue.length > 0) this.#schedule();
    return jobs;
  }

  async #run(job: Job, tx: Tx, shared: boolean): Promise<void> {
    const writer = this.#connections.writer;
    if (shared) await SAVEPOINT.execute(writer);
    running.set(tx, job);
    try {
      job.value = await job.run(tx);
      if (shared) await RELEASE.execute(writer);
    } catch (cause) {
      job.error = { cause: isOutage(cause) ? unavailable(cause) : cause };
      if (!shared) throw cause;
      // If even this fails (disk full, I/O error) the whole transaction is gone and every job hears of it.
      await ROLLBACK_TO.execute(writer);
      await RELEASE.execute(writer);
    } finally {
      running.delete(tx);
    }
  }

  async #migrate(): Promise<void> {
    const migrator = new Migrator({
      db: this.#connections.writer,
      provider: { getMigrations: async () => migrations },
    });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  }
}

function distinct(notices: readonly Notice[]): Iterable<Notice> {
  return new Map(notices.map((notice) => [JSON.stringify(notice), notice])).values();
}

/** Not the job's fault: no room, no disk, somebody else's lock. Source: sqlite.org/rescode.html. */
function isOutage(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|NOMEM|PROTOCOL)/.test(code);
}

function unavailable(cause: unknown): StoreUnavailableError {
  return new StoreUnavailableError('the database did not take the write', { cause });
}

const CLOSED = 'the store is closed';
const VACUUM = sql`vacuum`;
const WIPE_LOG = sql`pragma wal_checkpoint(truncate)`;
const BEGIN = sql`begin immediate`;
const COMMIT = sql`commit`;
const ROLLBACK = sql`rollback`;
const SAVEPOINT = sql`savepoint job`;
const RELEASE = sql`release job`;
const ROLLBACK_TO = sql`rollback to job`;
