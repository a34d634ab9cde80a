import { type Store, StoreUnavailableError } from '../store/index.js';
import { Reply } from './endpoint.js';
import { Problem } from './problem.js';

/** A request that carries an `Idempotency-Key`. */
export interface Once {
  apiKeyId: string;
  key: string;
  /** Digest of the request. For a body that is streamed it reads on to the end. */
  fingerprint: () => Promise<string>;
}

const HOUR = 60 * 60 * 1000;
/** Answers are kept this long. */
const KEEP = 24 * HOUR;
/** A first request that is not finished after this was cut off by a crash. */
const UNFINISHED = 10 * 60 * 1000;
/** Stands for the digest of a body that is still arriving. */
const ARRIVING = 'arriving';

/**
 * Does the work of a POST once per key: the same request again gets the stored answer, another request the
 * problem `idempotency_conflict`. The key is taken durably before the work begins; what a crash leaves
 * unclear stays unclear and is said so, never done a second time.
 */
export class Idempotency {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #running = new Map<string, Promise<unknown>>();
  #prunedAt = 0;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** `replayed`: the answer is an earlier one. @throws Problem, and whatever the work throws */
  async run(once: Once, work: () => Promise<Reply>): Promise<{ reply: Reply; replayed: boolean }> {
    const name = `${once.apiKeyId} ${once.key}`;
    // A twin in this process waits for the first; each that finds the place free again tries to take it.
    for (let first = this.#running.get(name); first; first = this.#running.get(name)) await first;
    const mine = this.#first(once, work);
    this.#running.set(
      name,
      mine.catch(() => undefined),
    );
    try {
      return await mine;
    } finally {
      this.#running.delete(name);
    }
  }

  async #first(once: Once, work: () => Promise<Reply>): Promise<{ reply: Reply; replayed: boolean }> {
    if (!(await this.#take(once))) return { reply: await this.#stored(once), replayed: true };
    let reply: Reply;
    try {
      reply = await work();
    } catch (error) {
      // Refused, or not stored: nothing took effect, so the same key may be used again. Of anything else
      // nobody knows how far it came.
      const harmless = error instanceof Problem || error instanceof StoreUnavailableError;
      if (harmless) await this.#release(once).catch(() => undefined);
      throw error;
    }
    // What was done is done, whether or not its answer could be kept.
    await this.#finish(once, reply).catch(() => undefined);
    return { reply, replayed: false };
  }

  /** Takes the key; false when somebody had it before. */
  async #take({ apiKeyId, key }: Once): Promise<boolean> {
    const now = this.#now();
    const prune = now - this.#prunedAt > HOUR;
    if (prune) this.#prunedAt = now;
    return this.#store.write(async (tx) => {
      if (prune)
        await tx
          .deleteFrom('idempotency')
          .where('at', '<', now - KEEP)
          .execute();
      const [result] = await tx
        .insertInto('idempotency')
        .values({ api_key_id: apiKeyId, key, request_hash: ARRIVING, status: 0, body: '', at: now })
        .onConflict((conflict) => conflict.columns(['api_key_id', 'key']).doNothing())
        .execute();
      return Number(result?.numInsertedOrUpdatedRows ?? 0) > 0;
    });
  }

  async #stored({ apiKeyId, key, fingerprint }: Once): Promise<Reply> {
    const row = await this.#store.read
      .selectFrom('idempotency')
      .selectAll()
      .where('api_key_id', '=', apiKeyId)
      .where('key', '=', key)
      .executeTakeFirst();
    if (!row || row.status === 0) {
      const cutOff = row !== undefined && this.#now() - row.at > UNFINISHED;
      throw cutOff
        ? new Problem('idempotency_unclear')
        : new Problem('idempotency_in_progress', { headers: { 'Retry-After': '1' } });
    }
    if (row.request_hash !== (await fingerprint())) throw new Problem('idempotency_conflict');
    return new Reply(row.status, row.body === '' ? undefined : (JSON.parse(row.body) as unknown));
  }

  async #finish({ apiKeyId, key, fingerprint }: Once, reply: Reply): Promise<void> {
    const request_hash = await fingerprint();
    await this.#store.write((tx) =>
      tx
        .updateTable('idempotency')
        .set({ request_hash, status: reply.status, body: JSON.stringify(reply.body) ?? '' })
        .where('api_key_id', '=', apiKeyId)
        .where('key', '=', key)
        .execute(),
    );
  }

  async #release({ apiKeyId, key }: Once): Promise<void> {
    await this.#store.write((tx) =>
      tx.deleteFrom('idempotency').where('api_key_id', '=', apiKeyId).where('key', '=', key).execute(),
    );
  }
}
