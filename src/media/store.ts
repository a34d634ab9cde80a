import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

const HASH = /^[0-9a-f]{64}$/;
/** Enough to tell what a file is: the longest mark we look for ends well before. */
const HEAD_BYTES = 4096;
/** A draft of this age belongs to nobody: its writer crashed. */
const DRAFT_LIVES = 24 * 60 * 60 * 1000;

/** More bytes came than allowed; nothing was kept. */
export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError';
  readonly maxBytes: number;
  constructor(maxBytes: number) {
    super(`the file has more than ${maxBytes} bytes`);
    this.maxBytes = maxBytes;
  }
}

/** A file that is on the disk, durably, but not yet among the kept ones: look at it, then keep or discard it. */
export interface Draft {
  /** SHA-256 of the bytes, hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** The first bytes, to tell the type from. */
  readonly head: Buffer;
  /** The whole file once more, for a check. */
  read(): Readable;
  /**
   * Moves the file among the kept ones and then runs `record`, which writes the row that needs it: no removal of
   * the same content comes between the two. When `record` throws, the file stays until `removeUnless` finds it unused.
   */
  keep<T>(record: () => Promise<T>): Promise<T>;
  discard(): Promise<void>;
}

/**
 * Files under the data directory, named by the SHA-256 of their bytes: the same content is kept once, and no name
 * ever comes from outside. Who needs a file is written in tables; this class knows nothing of them. One process
 * owns the directory (src/store/data-dir.ts), so what must not interleave is kept apart in memory.
 */
export class MediaFiles {
  readonly #dir: string;
  /** Per hash, the end of the work that goes on with it. */
  readonly #busy = new Map<string, Promise<unknown>>();

  constructor(dir: string) {
    this.#dir = dir;
  }

  /**
   * Writes what comes to the disk piece by piece, never more of it in memory than one piece.
   * @throws FileTooLargeError as soon as a byte too many has come; whatever the source throws
   */
  async receive(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Draft> {
    const draft = join(this.#dir, 'drafts', randomUUID());
    await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
    try {
      const handle = await open(draft, 'wx', 0o600);
      try {
        const facts = await written(handle, source, maxBytes);
        await handle.sync();
        return {
          ...facts,
          read: () => createReadStream(draft),
          keep: (record) => this.#exclusive(facts.sha256, () => this.#admit(draft, facts.sha256, record)),
          discard: () => rm(draft, { force: true }),
        };
      } finally {
        await handle.close();
      }
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  /** The bytes of a kept file and how many; undefined when there is no such file. @throws TypeError for no hash */
  async open(sha256: string): Promise<{ stream: Readable; size: number } | undefined> {
    const handle = await open(this.#path(sha256), 'r').catch(undefinedIfMissing);
    if (!handle) return undefined;
    try {
      const { size } = await handle.stat();
      return { stream: handle.createReadStream(), size };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** The same as a blob of that type, whose bytes stay on the disk until they are read. @throws TypeError for no hash */
  async blob(sha256: string, type: string): Promise<Blob | undefined> {
    const path = this.#path(sha256);
    const there = await stat(path).catch(undefinedIfMissing);
    return there && openAsBlob(path, { type });
  }

  /**
   * Removes a kept file unless `needed` says that somebody needs it; it is asked when no `keep` of this content is
   * under way. True when the file is gone. @throws TypeError for no hash
   */
  async removeUnless(sha256: string, needed: () => Promise<boolean>): Promise<boolean> {
    const path = this.#path(sha256);
    return this.#exclusive(sha256, async () => {
      if (await needed()) return false;
      await rm(path, { force: true });
      return true;
    });
  }

  /** Removes what writers that crashed have left behind. */
  async sweepDrafts(now: number): Promise<void> {
    const dir = join(this.#dir, 'drafts');
    for (const name of (await readdir(dir).catch(undefinedIfMissing)) ?? []) {
      const found = await stat(join(dir, name)).catch(undefinedIfMissing);
      if (found && found.mtimeMs < now - DRAFT_LIVES) await rm(join(dir, name), { force: true });
    }
  }

  async #admit<T>(draft: string, sha256: string, record: () => Promise<T>): Promise<T> {
    const path = this.#path(sha256);
    const folder = dirname(path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(draft, path);
    // The names too are on the disk before a row relies on them.
    await synced(folder);
    await synced(this.#dir);
    return record();
  }

  /** Two characters a folder, so that none grows long. */
  #path(sha256: string): string {
    if (!HASH.test(sha256)) throw new TypeError('a file is named by its SHA-256 in hex');
    return join(this.#dir, sha256.slice(0, 2), sha256);
  }

  async #exclusive<T>(sha256: string, work: () => Promise<T>): Promise<T> {
    const before = this.#busy.get(sha256);
    const mine = (before ?? Promise.resolve()).then(work, work);
    this.#busy.set(sha256, mine);
    try {
      return await mine;
    } finally {
      if (this.#busy.get(sha256) === mine) this.#busy.delete(sha256);
    }
  }
}

async function written(handle: FileHandle, source: AsyncIterable<Uint8Array>, maxBytes: number) {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let size = 0;
  for await (const piece of source) {
    size += piece.length;
    if (size > maxBytes) throw new FileTooLargeError(maxBytes);
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, piece.subarray(0, HEAD_BYTES - head.length)]);
    hash.update(piece);
    await handle.writeFile(piece);
  }
  return { sha256: hash.digest('hex'), size, head };
}

async function synced(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
