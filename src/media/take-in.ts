import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readSetting, type Store, writeSetting } from '../store/index.js';
import { entriesIn, readList } from './folder.js';
import type { Library } from './library.js';
import { REGISTER_FILE, type RegisterEntry, saidBy } from './register-file.js';

export interface FolderMediaOptions {
  store: Store;
  library: Pick<Library, 'replace' | 'withdraw' | 'find'>;
  /** Where the list and its files lie. */
  dir: string;
  timezone: string;
  onError: (error: unknown) => void;
}

/** What was taken in of each entry, by its id: JSON in the settings. */
const TAKEN = 'media_file';
const BY = { actor: REGISTER_FILE, origin: 'file' } as const;

/**
 * Takes in the media that staff keep in their folder: what has changed in the list or in a file since. What left the
 * list is withdrawn, unless the list has a fault: then it may only be misspelt.
 */
export class FolderMedia {
  readonly #o: FolderMediaOptions;
  #work: Promise<void> = Promise.resolve();
  /** What could not be taken in, until it changes. */
  readonly #failed = new Map<string, string>();

  constructor(options: FolderMediaOptions) {
    this.#o = options;
  }

  /** One look after the other; never rejects for a single file. */
  takeIn(): Promise<void> {
    this.#work = this.#work.catch(() => undefined).then(() => this.#look());
    return this.#work;
  }

  async #look(): Promise<void> {
    const { library, dir, timezone, onError } = this.#o;
    const source = await readList(dir);
    const taken = await this.#taken();
    if (source === undefined && taken.size === 0) return;
    const { entries, isSound } = entriesIn(source ?? '');
    for (const entry of entries) {
      const mark = await this.#markOf(entry);
      if (mark === undefined || taken.get(entry.id) === mark || this.#failed.get(entry.id) === mark) continue;
      try {
        await library.replace(createReadStream(join(dir, entry.file)), saidBy(entry, timezone), BY);
        await this.#remember(taken.set(entry.id, mark));
      } catch (error) {
        this.#failed.set(entry.id, mark);
        onError(error);
      }
    }
    if (!isSound) return;
    const listed = new Set(entries.map(({ id }) => id));
    for (const id of [...taken.keys()].filter((one) => !listed.has(one))) {
      if (await library.find(id)) await library.withdraw(id, null, BY.actor);
      taken.delete(id);
      await this.#remember(taken);
    }
  }

  /** Changes with what the list says and with the file; undefined: the file is not there. */
  async #markOf(entry: RegisterEntry): Promise<string | undefined> {
    const found = await stat(join(this.#o.dir, entry.file)).catch(() => undefined);
    return found && JSON.stringify([entry, found.size, Math.round(found.mtimeMs)]);
  }

  async #taken(): Promise<Map<string, string>> {
    const known = await readSetting(this.#o.store.read, TAKEN);
    return new Map(known === undefined ? [] : (JSON.parse(known) as [string, string][]));
  }

  #remember(taken: ReadonlyMap<string, string>): Promise<void> {
    return this.#o.store.write((tx) => writeSetting(tx, TAKEN, JSON.stringify([...taken])));
  }
}
