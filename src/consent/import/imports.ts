import { newId } from '../../contacts/ids.js';
import { StoreUnavailableError } from '../../store/index.js';
import { type FileFault, ImportFileError } from './file-error.js';
import type { ImportsOptions } from './options.js';
import { NotRunningError } from './page.js';
import { readWithoutBlocking } from './read-elsewhere.js';
import { type ImportSettings, type ImportView, readImport } from './reading.js';
import type { Proof } from './row.js';
import { jobOf, runFile, runProof } from './run.js';
import { Uploads } from './upload.js';

/** A file, and how it is to be read. */
export interface ImportRequest extends ImportSettings {
  name: string | null;
  /** Everything is tried and nothing changed; only the report stays. */
  dryRun: boolean;
  actor: string;
}

/** Not now: `running`: the import is not done yet; `proven`: no row waits for a proof; `ended`: nothing to cancel. */
export class ImportStateError extends Error {
  override readonly name = 'ImportStateError';
  readonly why: 'running' | 'proven' | 'ended';
  constructor(why: 'running' | 'proven' | 'ended') {
    super(`the import cannot do that now: ${why}`);
    this.why = why;
  }
}

const RETRY = 1000;

/**
 * Imports, one after the other. A file is on disk before `create` resolves, and its rows become durable page by
 * page together with how far it is: after a crash it goes on behind the last page. Nobody is subscribed by it but
 * by a policy of the operator's, and nobody who stopped is asked again.
 */
export class Imports {
  readonly #o: ImportsOptions;
  readonly #uploads: Uploads;
  readonly #waiting = new Map<string, Set<() => void>>();
  #stopped = false;
  #working: Promise<void> | undefined;
  #again = false;

  constructor(options: ImportsOptions) {
    this.#o = options;
    this.#uploads = new Uploads(options.directory);
  }

  /** Goes on with what a crash or a stop has left. */
  async start(): Promise<void> {
    const open = await this.#o.store.read
      .selectFrom('import')
      .select('id')
      .where('completed_at', 'is', null)
      .execute();
    await this.#uploads.sweep(new Set(open.map(({ id }) => id)));
    this.#wake();
  }

  /** Resolves when the page at hand is durable; the rest waits for the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#working;
    for (const id of [...this.#waiting.keys()]) this.#tell(id);
  }

  /**
   * Takes a file in and begins with it when those before it are done; resolves with the import's id once it can
   * no longer be lost. @throws ImportFileError when it cannot be imported at all, StoreUnavailableError
   */
  async create(file: AsyncIterable<Buffer | string>, request: ImportRequest): Promise<string> {
    const { store, now } = this.#o;
    const { name, dryRun, actor, ...settings } = request;
    const id = newId('im', now());
    const kept = await this.#uploads.save(id, file);
    try {
      const columns = await this.#header(id, settings);
      await this.#uploads.keep(id);
      const row = {
        id,
        name,
        state: 'queued',
        dry_run: dryRun ? 1 : 0,
        rows: 0,
        counts: '{}',
        percent: 0,
        settings: JSON.stringify(settings),
        columns: JSON.stringify(columns),
        ...kept,
        proofs: '[]',
        fault: null,
        actor,
        created_at: now(),
        completed_at: null,
      };
      await store.write((tx) => tx.insertInto('import').values(row).execute());
    } catch (error) {
      await this.#uploads.remove(id);
      throw error;
    }
    this.#wake();
    return id;
  }

  async #header(id: string, settings: ImportSettings) {
    const path = this.#uploads.unfinished(id);
    const job = await jobOf(this.#o, settings, { path, scratch: this.#uploads.scratch(id), skip: 0 });
    for await (const part of readWithoutBlocking({ ...job, headerOnly: true })) {
      if (part.type === 'header') return part.columns;
    }
    throw new ImportFileError('no_header');
  }

  /** Resolves when the import has ended, or after `ms`. */
  async ended(id: string, ms: number): Promise<void> {
    const row = await readImport(this.#o.store.read, id);
    if (row?.completedAt !== null || this.#stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, Math.min(ms, 2 ** 31 - 1));
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting.add(done));
      function done() {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      }
    });
  }

  /** Ends an import; what it has asked for so far stays. @throws ImportStateError `ended` */
  async cancel(id: string): Promise<void> {
    const { store, now } = this.#o;
    const cancelled = await store.write((tx) =>
      tx
        .updateTable('import')
        .set({ state: 'cancelled', completed_at: now() })
        .where('id', '=', id)
        .where('completed_at', 'is', null)
        .executeTakeFirst(),
    );
    if (Number(cancelled.numUpdatedRows) === 0) throw new ImportStateError('ended');
    this.#tell(id);
    // Whoever reads the file has it open and finds out with its next page.
    await this.#uploads.remove(id);
  }

  /**
   * Attaches a proof to the rows that have none of their own; what is empty in a row is filled from it, and whoever
   * it makes whole is asked. @throws ImportStateError
   */
  async prove(id: string, proof: Proof & { sha256: string | null; actor: string }): Promise<void> {
    const { store, now } = this.#o;
    await store.write(async (tx) => {
      const view = await readImport(tx, id);
      if (view?.completedAt === null) throw new ImportStateError('running');
      if (!view || view.dryRun || view.counts.unproven === 0) throw new ImportStateError('proven');
      const proofs = [...view.proofs, { ...proof, at: now(), appliedAt: null }];
      await tx
        .updateTable('import')
        .set({ state: 'queued', completed_at: null, proofs: JSON.stringify(proofs) })
        .where('id', '=', id)
        .execute();
    });
    this.#wake();
  }

  #wake(): void {
    this.#again = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      if (this.#again && !this.#stopped) this.#wake();
    });
  }

  async #work(): Promise<void> {
    while (!this.#stopped) {
      this.#again = false;
      try {
        const next = await this.#next();
        if (!next) return;
        await this.#run(next);
      } catch (error) {
        // The database is away: nothing is lost, the page is tried again.
        if (!(error instanceof StoreUnavailableError)) this.#o.onError?.(error);
        await new Promise((next) => setTimeout(next, RETRY));
      }
    }
  }

  async #next(): Promise<ImportView | undefined> {
    const { store } = this.#o;
    const row = await store.read
      .selectFrom('import')
      .select('id')
      .where('completed_at', 'is', null)
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    return row && readImport(store.read, row.id);
  }

  async #run(view: ImportView): Promise<void> {
    const { store, onError } = this.#o;
    const { id } = view;
    const context = { ...this.#o, uploads: this.#uploads, isStopped: () => this.#stopped };
    let fault: FileFault | 'internal' | null = null;
    try {
      await store.write((tx) =>
        tx
          .updateTable('import')
          .set({ state: 'running' })
          .where('id', '=', id)
          .where('completed_at', 'is', null)
          .execute(),
      );
      const proof = view.proofs.findIndex(({ appliedAt }) => appliedAt === null);
      if (proof === -1) await runFile(view, context);
      else await runProof(view, proof, context);
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error;
      if (error instanceof NotRunningError) return this.#uploads.remove(id);
      if (error instanceof ImportFileError) fault = error.fault;
      else {
        onError?.(error);
        fault = 'internal';
      }
    }
    if (!this.#stopped || fault !== null) await this.#end(id, fault);
  }

  async #end(id: string, fault: FileFault | 'internal' | null): Promise<void> {
    const { store, now } = this.#o;
    const values = {
      state: fault === null ? 'completed' : 'failed',
      fault,
      completed_at: now(),
      ...(fault === null && { percent: 100 }),
    };
    await store.write((tx) =>
      tx.updateTable('import').set(values).where('id', '=', id).where('state', '=', 'running').execute(),
    );
    await this.#uploads.remove(id);
    this.#tell(id);
  }

  #tell(id: string): void {
    for (const done of this.#waiting.get(id) ?? []) done();
    this.#waiting.delete(id);
  }
}
