import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ImportFileError } from './file-error.js';

const MOST_ENTRIES = 10_000;
/** Bytes of a small part (workbook, styles, relations). */
const SMALL = 16 * 1024 * 1024;
/** Up to here nobody asks; beyond it a part may be so many times its packed size. Tables pack 10 to 50 times. */
const UNSUSPECTED = 32 * 1024 * 1024;
const MOST_TIMES = 200;

/** The parts of an .xlsx, found by name and inflated as they are read. */
export class Parts {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws ImportFileError for what is no archive, or half of one */
  static async open(path: string): Promise<Parts> {
    const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(() => {
      throw new ImportFileError('broken_file');
    });
    try {
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) {
        if (entries.size >= MOST_ENTRIES) throw new ImportFileError('expands_too_far');
        entries.set(keyOf(entry.fileName), entry);
      }
      return new Parts(zip, entries);
    } catch (error) {
      zip.close();
      throw error instanceof ImportFileError ? error : new ImportFileError('broken_file');
    }
  }

  close(): void {
    this.#zip.close();
  }

  has(name: string): boolean {
    return this.#entries.has(keyOf(name));
  }

  /** Bytes of a part when it is unpacked, as the archive says. */
  size(name: string): number {
    return this.#entries.get(keyOf(name))?.uncompressedSize ?? 0;
  }

  /** The text of a part as it is unpacked. @throws ImportFileError for a bomb, or a damaged part */
  async *text(name: string, most = Number.POSITIVE_INFINITY): AsyncGenerator<string> {
    const entry = this.#entries.get(keyOf(name));
    if (!entry) throw new ImportFileError('broken_file');
    if (entry.isEncrypted()) throw new ImportFileError('old_excel');
    const limit = Math.min(most, Math.max(UNSUSPECTED, entry.compressedSize * MOST_TIMES));
    if (entry.uncompressedSize > limit) throw new ImportFileError('expands_too_far');
    const decoder = new TextDecoder('utf-8');
    let stream: Readable | undefined;
    let size = 0;
    try {
      stream = await this.#zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > limit) throw new ImportFileError('expands_too_far');
        yield decoder.decode(chunk, { stream: true });
      }
    } catch (error) {
      throw error instanceof ImportFileError ? error : new ImportFileError('broken_file');
    } finally {
      stream?.destroy();
    }
  }

  /** A small part, whole. */
  async small(name: string): Promise<string> {
    let text = '';
    for await (const chunk of this.text(name, SMALL)) text += chunk;
    return text;
  }
}

/** Some programs write backslashes, a leading slash, or other capitals. */
const keyOf = (name: string) => posix.normalize(name.replaceAll('\\', '/').replace(/^\/+/, '')).toLowerCase();
