import { setImmediate } from 'node:timers/promises';
import type { Registry } from '../facts/registry.js';
import type { KnownMedia } from '../media/known.js';
import { afterCommit, readSetting, type Store, type Tx, writeSetting } from '../store/index.js';
import { compile, type Published } from './compile.js';
import { ReleaseConflictError, ReleaseError } from './errors.js';
import { faultsOf } from './faults.js';
import { type ReleaseFiles, releaseId } from './files.js';
import { addPublication, hasRelease, keepRelease, newestPublication, releaseFiles } from './records.js';

export interface ReleasesOptions {
  store: Store;
  now: () => number;
  /** Reads the folders that staff and git edit. */
  readFiles: () => Promise<ReleaseFiles>;
  /** The facts in force, which the texts of a release are held to. */
  facts?: () => Registry;
  /** The media that its flows and FAQ may show. */
  media?: () => Promise<KnownMedia>;
  /** Who takes the folders in when they have changed; without it they come in by themselves. */
  actor?: string;
  /** Another release is in use from here on. */
  onChange?: (release: string) => void;
  /** The files have changed and cannot be taken in: what was in use stays. */
  onRefused?: (error: ReleaseError) => void;
}

/** Who publishes. */
export interface Publisher {
  actor: string;
  /** the release that they have changed: refused when another one is in use by now */
  base?: string;
}

/** Name of the setting with the files that were last taken in: they win again only once they differ from it. */
const TAKEN = 'files_taken';
/** Compiled releases besides the one in use: those in which conversations still go on. */
const KEPT = 4;

/**
 * What may be said: the release in use, and the older ones in which conversations finish. A publication is one
 * commit; memory follows it. So a crash leaves the old release or the new one, never a part of each.
 */
export class Releases {
  readonly #o: ReleasesOptions;
  #current: Published;
  /** null: cannot run with this version of the program */
  readonly #others = new Map<string, Published | null>();

  private constructor(options: ReleasesOptions, current: Published) {
    this.#o = options;
    this.#current = current;
  }

  /**
   * The files win when they have changed since they were last taken in; otherwise what was published last does.
   * @throws ReleaseError when neither can run
   */
  static async open(options: ReleasesOptions): Promise<Releases> {
    const { store, readFiles, onRefused } = options;
    const files = await readable(readFiles);
    const newest = await newestPublication(store.read);
    if (newest && (await readSetting(store.read, TAKEN)) === releaseId(files)) {
      const published = await publishedIn(store.read, newest.release);
      if (published) return new Releases(options, warm(published));
    }
    try {
      return new Releases(options, await takeIn(options, files));
    } catch (error) {
      const stays = newest && (await publishedIn(store.read, newest.release));
      if (!stays || !(error instanceof ReleaseError)) throw error;
      onRefused?.(error);
      return new Releases(options, warm(stays));
    }
  }

  get current(): Published {
    return this.#current;
  }

  /** The release that a conversation began with; undefined when it is gone or cannot run any more. */
  async find(tx: Pick<Tx, 'selectFrom'>, id: string): Promise<Published | undefined> {
    if (id === this.#current.release.id) return this.#current;
    const known = this.#others.get(id);
    if (known !== undefined) return known ?? undefined;
    const published = await publishedIn(tx, id, [this.#current, ...this.#others.values()]);
    this.#keep(id, published ?? null);
    return published;
  }

  /**
   * Puts these files into use; the same ones as are in use change nothing.
   * @throws ReleaseError with the faults that forbid it, ReleaseConflictError when `base` is no longer in use
   */
  async publish(files: ReleaseFiles, { actor, base }: Publisher): Promise<string> {
    const published = await prepare(files, this.#o, [this.#current, ...this.#others.values()]);
    const onDisk = await this.#o.readFiles().then(releaseId, () => undefined);
    await this.#o.store.write(async (tx) => {
      const now = this.#o.now();
      const newest = await newestPublication(tx);
      if (base !== undefined && newest?.release !== base)
        throw new ReleaseConflictError('another release is in use by now');
      const id = await keepRelease(tx, files, now);
      if (onDisk === id) await writeSetting(tx, TAKEN, id);
      if (newest?.release === id) return;
      await addPublication(tx, { release: id, way: 'publish', actor, at: now });
      afterCommit(tx, () => this.#use(published));
    });
    return published.release.id;
  }

  /** Puts what the folders hold into use. @throws ReleaseError, ReleaseConflictError */
  async publishFolders(publisher: Publisher): Promise<string> {
    return this.publish(await readable(this.#o.readFiles), publisher);
  }

  /** Goes back to an earlier release; undefined when there is none of this name. @throws ReleaseError */
  async rollback(id: string, actor: string): Promise<string | undefined> {
    if (!(await hasRelease(this.#o.store.read, id))) return undefined;
    const published = await this.find(this.#o.store.read, id);
    if (!published) throw new ReleaseError('this version of the program cannot run that release any more');
    await this.#o.store.write(async (tx) => {
      if ((await newestPublication(tx))?.release === id) return;
      await addPublication(tx, { release: id, way: 'rollback', actor, at: this.#o.now() });
      afterCommit(tx, () => this.#use(warm(published)));
    });
    return id;
  }

  /** Takes the folders in when they have changed: `taken`, `same`, or why what is in use stays. */
  async takeIn(): Promise<'taken' | 'same' | ReleaseError> {
    try {
      const files = await readable(this.#o.readFiles);
      if ((await readSetting(this.#o.store.read, TAKEN)) === releaseId(files)) return 'same';
      const before = this.#current.release.id;
      this.#use(await takeIn(this.#o, files, [this.#current]));
      return this.#current.release.id === before ? 'same' : 'taken';
    } catch (error) {
      if (error instanceof ReleaseError) return error;
      throw error;
    }
  }

  #use(published: Published): void {
    if (published.release.id === this.#current.release.id) return;
    const before = this.#current;
    this.#current = published;
    this.#others.delete(published.release.id);
    this.#keep(before.release.id, before);
    this.#o.onChange?.(published.release.id);
  }

  /** The one kept longest gives way. */
  #keep(id: string, published: Published | null): void {
    this.#others.delete(id);
    this.#others.set(id, published);
    const [oldest] = this.#others.keys();
    if (this.#others.size > KEPT && oldest !== undefined) this.#others.delete(oldest);
  }
}

/** @throws ReleaseError when a folder is not there */
function readable(readFiles: ReleasesOptions['readFiles']): Promise<ReleaseFiles> {
  return readFiles().catch((cause) => {
    throw new ReleaseError('the flows or words cannot be read: run `izin check`', { cause });
  });
}

type Known = Iterable<Published | null>;

async function takeIn(options: ReleasesOptions, files: ReleaseFiles, known: Known = []): Promise<Published> {
  const { store, now, actor } = options;
  const published = await prepare(files, options, known);
  await store.write(async (tx) => {
    const at = now();
    const id = await keepRelease(tx, files, at);
    if ((await newestPublication(tx))?.release !== id)
      await addPublication(tx, {
        release: id,
        way: actor === undefined ? 'files' : 'publish',
        actor: actor ?? 'files',
        at,
      });
    await writeSetting(tx, TAKEN, id);
  });
  return published;
}

/** Checked, compiled, ready to be spoken. Each takes some 100 ms: what waits meanwhile has its turn in between. */
async function prepare(
  files: ReleaseFiles,
  { facts, media, now }: ReleasesOptions,
  known: Known,
): Promise<Published> {
  const faults = faultsOf(files, { registry: facts?.(), media: await media?.(), now: now() });
  if (faults.length > 0) throw ReleaseError.refused(faults);
  await setImmediate();
  const published = compileSound(files, known);
  await setImmediate();
  return warm(published);
}

/** What the rules find sound and still cannot run is a gap in the rules. @throws ReleaseError */
function compileSound(files: ReleaseFiles, known: Known): Published {
  try {
    return compile(releaseId(files), files, isThere(known));
  } catch (cause) {
    throw new ReleaseError('the flows or words cannot be compiled: run `izin check`', { cause });
  }
}

async function publishedIn(
  read: Pick<Tx, 'selectFrom'>,
  id: string,
  known: Known = [],
): Promise<Published | undefined> {
  const files = await releaseFiles(read, id);
  if (!files) return undefined;
  try {
    return compile(id, files, isThere(known));
  } catch {
    // Written for another version of the program.
    return undefined;
  }
}

const isThere = (known: Known) => [...known].filter((one) => one !== null);

/** The index of the FAQ is made now rather than under a customer's first question. */
function warm(published: Published): Published {
  published.faq.lookup('', 'id');
  return published;
}
