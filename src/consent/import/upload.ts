import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreUnavailableError } from '../../store/index.js';
import { ImportFileError } from './file-error.js';

/** Room for some millions of rows. */
const LIMIT = 1024 * 1024 * 1024;
const UNFINISHED = '.part';
const SCRATCH = '.strings';

/** The files of imports that are not done yet, below the data directory. Nobody else may read them. */
export class Uploads {
  readonly #directory: string;
  readonly #limit: number;

  /** @param limit bytes of the longest file */
  constructor(directory: string, limit = LIMIT) {
    this.#directory = directory;
    this.#limit = limit;
  }

  path = (id: string): string => join(this.#directory, id);
  unfinished = (id: string): string => this.path(id) + UNFINISHED;
  scratch = (id: string): string => this.path(id) + SCRATCH;

  /**
   * Keeps the bytes as they arrive; what resolves is on disk, under a name that `keep` makes lasting.
   * @throws ImportFileError `too_large`, StoreUnavailableError when there is no room
   */
  async save(id: string, bytes: AsyncIterable<Buffer | string>): Promise<{ bytes: number; sha256: string }> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const hash = createHash('sha256');
    let size = 0;
    const file = await open(this.unfinished(id), 'w', 0o600);
    try {
      for await (const chunk of bytes) {
        const piece = Buffer.from(chunk);
        size += piece.length;
        if (size > this.#limit) throw new ImportFileError('too_large');
        hash.update(piece);
        await file.write(piece);
      }
      await file.sync();
    } catch (error) {
      await rm(this.unfinished(id), { force: true });
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOSPC' || code === 'EDQUOT') {
        throw new StoreUnavailableError('there is no room for the file', { cause: error });
      }
      throw error;
    } finally {
      await file.close();
    }
    return { bytes: size, sha256: hash.digest('hex') };
  }

  /** From now on a restart finds it. */
  async keep(id: string): Promise<void> {
    await rename(this.unfinished(id), this.path(id));
    const directory = await open(this.#directory, 'r');
    // Windows has no such thing as syncing a folder.
    await directory.sync().catch(() => undefined);
    await directory.close();
  }

  async remove(id: string): Promise<void> {
    for (const path of [this.path(id), this.unfinished(id), this.scratch(id)])
      await rm(path, { force: true });
  }

  /** Removes what no open import needs: leftovers of a crash. */
  async sweep(open: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.#directory).catch(() => []);
    for (const name of names) if (!open.has(name)) await rm(join(this.#directory, name), { force: true });
  }
}
