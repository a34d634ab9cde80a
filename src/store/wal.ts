import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.js';

/** A thread with a connection of its own that carries the log over into the database. */
export interface WalThread {
  /** Resolves when everything that was in the log at the call stands in the database. */
  carryOver(): Promise<void>;
  end(): Promise<unknown>;
}

export interface WalLimits {
  /** Pages of 4 kB that wait in the log before they are carried over. */
  many: number;
  /** Pages at which writes wait, so that the log can begin anew: SQLite does so when all of it is carried over. */
  full: number;
  /** A thread without work for so long, ms, is ended. */
  idle: number;
}

/** `many` is SQLite's own measure; a log that is `full` has 64 MB. */
const LIMITS: WalLimits = { many: 1000, full: 16_000, idle: 30_000 };

const LENGTH = sql<{ log: number; checkpointed: number }>`pragma wal_checkpoint(noop)`;
const BY_ITSELF = sql`pragma wal_autocheckpoint = 1000`;
const NEVER = sql`pragma wal_autocheckpoint = 0`;

/**
 * Keeps the write-ahead log short without keeping the main thread: SQLite by itself carries it over within some
 * commit or other, which then takes 30 ms and more. Source: sqlite.org/wal.html, "Checkpointing".
 */
export class Wal {
  readonly #writer: Kysely<Tables>;
  readonly #start: () => WalThread;
  readonly #alone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly #onError: (error: unknown) => void;
  readonly #limits: WalLimits;
  #thread: WalThread | undefined;
  /** One carries over at a time: whoever meets another's lock would wait for it on the main thread. */
  #turn: Promise<unknown> = Promise.resolve();
  #working: Promise<void> | undefined;
  #idle: NodeJS.Timeout | undefined;
  #over = false;

  /** @param alone runs something while no transaction is open and writes wait */
  constructor(parts: {
    writer: Kysely<Tables>;
    start: () => WalThread;
    alone: <T>(work: () => Promise<T>) => Promise<T>;
    onError: (error: unknown) => void;
    limits?: Partial<WalLimits> | undefined;
  }) {
    this.#writer = parts.writer;
    this.#start = parts.start;
    this.#alone = parts.alone;
    this.#onError = parts.onError;
    this.#limits = { ...LIMITS, ...parts.limits };
  }

  async open(): Promise<void> {
    await NEVER.execute(this.#writer);
  }

  /** Something was committed. */
  written(): void {
    if (this.#over) return;
    this.#working ??= this.#keepShort()
      .catch((error: unknown) => this.#giveUp(error))
      .finally(() => {
        this.#working = undefined;
      });
  }

  /** Runs something while the thread does not touch the log. */
  quietly<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Ends the thread; the last connection that is closed carries the rest over. */
  async end(): Promise<void> {
    this.#over = true;
    await this.#working;
    clearTimeout(this.#idle);
    await this.#thread?.end();
  }

  async #keepShort(): Promise<void> {
    const { log, checkpointed } = await this.#length();
    if (log - checkpointed < this.#limits.many) return;
    clearTimeout(this.#idle);
    this.#thread ??= this.#start();
    const thread = this.#thread;
    await this.quietly(() => thread.carryOver());
    // What came in meanwhile is little: writes do not wait long.
    if ((await this.#length()).log >= this.#limits.full) {
      await this.#alone(() => this.quietly(() => thread.carryOver()));
    }
    this.#idle = setTimeout(() => this.#rest(), this.#limits.idle).unref();
  }

  async #length(): Promise<{ log: number; checkpointed: number }> {
    const [length] = (await LENGTH.execute(this.#writer)).rows;
    return length ?? { log: 0, checkpointed: 0 };
  }

  #rest(): void {
    void this.#thread?.end();
    this.#thread = undefined;
  }

  /** Without the thread SQLite does it by itself, within commits. */
  async #giveUp(error: unknown): Promise<void> {
    this.#over = true;
    this.#onError(error);
    await BY_ITSELF.execute(this.#writer).catch(this.#onError);
  }
}
