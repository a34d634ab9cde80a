import { statfs } from 'node:fs/promises';
import { type Selectable, sql } from 'kysely';
import { type InboundMediaTable, prepared, type Store } from '../store/index.js';
import { MediaError, type OpenMedia, readDigest } from '../whatsapp/media.js';
import { acceptType, mostBytes, type Refusal } from './accept.js';
import { answers, type ClamdAddress, ClamdError, scan } from './clamd.js';
import { afterFault, DigestError, DiskFullError, type Outcome } from './fault.js';
import type { MediaReason, MediaState } from './inbound.js';
import { letGo } from './removal.js';
import { sniff } from './sniff.js';
import type { Draft, MediaFiles } from './store.js';

export interface DownloadsOptions {
  store: Store;
  files: MediaFiles;
  now: () => number;
  /** Asks Meta where the file is and opens it there. @throws GraphError, MediaError */
  open: (mediaId: string, limits: { maxBytes: number; signal: AbortSignal }) => Promise<OpenMedia>;
  /** Null: nobody looks for viruses. */
  clamd: ClamdAddress | null;
  /** Webhooks come in a flood: files can wait. */
  isBusy: () => boolean;
  /** Where the files lie, to see how full the disk is. */
  dir: string;
  /** An order ended, or waits on with a reason. */
  onState: (state: MediaState, reason: MediaReason | null) => void;
  onError: (error: unknown) => void;
}

type Order = Selectable<InboundMediaTable>;

/** Files on their way at any moment: few, so that a small server keeps its line and its time for turns. */
const AT_ONCE = 3;
/** The database needs its room more than any file. */
const SPARE_BYTES = 200 * 1024 * 1024;
const FAULT_PAUSE = 10 * 60 * 1000;

/** Not kept, for a reason that the sender or staff can hear. */
class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`the file is not kept: ${refusal}`);
    this.refusal = refusal;
  }
}

/**
 * Fetches what people send, beside everything else and after it. The orders are rows that the turns wrote, so a crash
 * forgets none; a file is kept only when it is whole, of a type that agrees with what was said, and clean.
 */
export class Downloads {
  readonly #o: DownloadsOptions;
  readonly #running = new Map<number, Promise<void>>();
  readonly #abort = new AbortController();

  constructor(options: DownloadsOptions) {
    this.#o = options;
  }

  /** Begins with what is due, as far as there is room, and with the next as soon as there is; does not wait for it. */
  async due(): Promise<void> {
    const { store, now, isBusy, onError } = this.#o;
    if (this.#abort.signal.aborted || isBusy() || this.#running.size >= AT_ONCE) return;
    const orders = await dueOrders(store.read, now(), AT_ONCE);
    const waiting = orders.filter(({ event_id }) => !this.#running.has(event_id));
    for (const order of waiting.slice(0, AT_ONCE - this.#running.size)) {
      const run = this.#fetch(order)
        .finally(() => this.#running.delete(order.event_id))
        .then(() => this.due())
        .catch(onError);
      this.#running.set(order.event_id, run);
    }
  }

  /** Resolves when nothing is on its way or due. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  /** Breaks off what is on its way; it is fetched after the next start. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.settled();
  }

  async #fetch(order: Order): Promise<void> {
    let draft: Draft | undefined;
    try {
      await this.#canKeep(order);
      const { file, told } = await this.#receive(order);
      draft = file;
      if (told !== undefined && told !== draft.sha256) throw new DigestError('not what was announced');
      const { type } = accepted(order, draft);
      await this.#scan(draft);
      await this.#keep(order, draft, type);
    } catch (error) {
      // What was broken off by the end of the program has had no try.
      if (!this.#abort.signal.aborted) await this.#settle(order, error);
    } finally {
      await draft?.discard();
    }
  }

  /** @throws ClamdError, DiskFullError before anything is asked of Meta */
  async #canKeep({ kind }: Order): Promise<void> {
    const { clamd, dir } = this.#o;
    if (clamd && !(await answers(clamd))) throw new ClamdError('clamd cannot be reached');
    const disk = await statfs(dir).catch(() => undefined);
    if (disk && disk.bavail * disk.bsize < mostBytes(kind) + SPARE_BYTES)
      throw new DiskFullError('no room for a file');
  }

  async #receive({ kind, media_id, digest }: Order): Promise<{ file: Draft; told: string | undefined }> {
    const maxBytes = mostBytes(kind);
    const open = () => this.#o.open(media_id ?? '', { maxBytes, signal: this.#abort.signal });
    const media = await open().catch((error: unknown) => {
      // The address is over: Meta gives a new one.
      if (error instanceof MediaError && error.why === 'expired') return open();
      throw error;
    });
    const file = await this.#o.files.receive(media.bytes, maxBytes);
    return { file, told: readDigest(media.sha256 ?? '') ?? readDigest(digest ?? '') };
  }

  async #scan(draft: Draft): Promise<void> {
    const { clamd } = this.#o;
    const verdict = clamd ? await scan(clamd, draft.read()) : 'clean';
    if (verdict === 'virus') throw new RefusedError('virus');
    if (verdict === 'too_large') throw new RefusedError('too_large_to_scan');
  }

  /**
   * The row names the file before it stands among the kept ones, so that no crash leaves one that nobody knows of.
   * Whom it belonged to may have been erased meanwhile.
   */
  async #keep({ event_id, sha256: before }: Order, draft: Draft, type: string): Promise<void> {
    const { store, now, onState } = this.#o;
    const { sha256, size } = draft;
    const named = await store.write(async (tx) => {
      if (before !== null && before !== sha256) await letGo(tx, [before], now());
      return setOrder(tx, event_id, { sha256 });
    });
    if (!named) return;
    const fetched = await draft.keep(() =>
      store.write(async (tx) => {
        const done = { state: 'fetched', reason: null, type, size, fetched_at: now() };
        if (await setOrder(tx, event_id, done)) return true;
        await letGo(tx, [sha256], now());
        return false;
      }),
    );
    if (fetched) onState('fetched', null);
  }

  async #settle(order: Order, error: unknown): Promise<void> {
    const { store, now, onState, onError } = this.#o;
    const outcome = outcomeOf(order, error, now());
    if (!outcome) {
      onError(error);
      await store.write((tx) => setOrder(tx, order.event_id, { next_at: now() + FAULT_PAUSE }));
      return;
    }
    const { state, reason, tries, nextAt } = outcome;
    const ended = state !== 'waiting';
    await store.write(async (tx) => {
      // Named by a try that a crash cut off.
      if (ended && order.sha256 !== null) await letGo(tx, [order.sha256], now());
      const file = ended ? { sha256: null } : {};
      await setOrder(tx, order.event_id, { state, reason, tries, next_at: nextAt, ...file });
    });
    onState(state, reason);
  }
}

function accepted({ kind, mime_type: mimeType, filename }: Order, { head }: Draft): { type: string } {
  const verdict = acceptType({ kind, mimeType, filename }, sniff(head));
  if ('refused' in verdict) throw new RefusedError(verdict.refused);
  return verdict;
}

function outcomeOf(order: Order, error: unknown, now: number): Outcome | undefined {
  if (error instanceof RefusedError)
    return { state: 'refused', reason: error.refusal, tries: order.tries, nextAt: now };
  return afterFault(order, error, now);
}

const dueOrders = prepared((db, now: number, most: number) =>
  db
    .selectFrom('inbound_media')
    .selectAll()
    .where('state', '=', sql.lit('waiting'))
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(most),
);

type Tx = Parameters<Parameters<Store['write']>[0]>[0];

/** Only while it waits: an erasure has the last word. */
async function setOrder(tx: Tx, eventId: number, values: Partial<Order>): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('inbound_media')
    .set(values)
    .where('event_id', '=', eventId)
    .where('state', '=', sql.lit('waiting'))
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
