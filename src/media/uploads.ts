import type { Store } from '../store/index.js';
import { outcomeOf } from '../whatsapp/errors.js';
import { GraphError } from '../whatsapp/graph-error.js';
import { rememberUpload } from './register.js';
import type { MediaFiles } from './store.js';

export interface UploadsOptions {
  store: Store;
  files: Pick<MediaFiles, 'blob'>;
  /** The number that sends: Meta keeps files for one number. */
  numberId: string;
  /** Puts a file up; resolves with Meta's id. @throws GraphError */
  upload: (file: Blob, filename: string) => Promise<string>;
  now: () => number;
  /** A file can be sent now, or a try has failed. */
  onSettled: () => void;
  onError: (error: unknown) => void;
}

/** What is to be put up. */
export interface FileToSend {
  sha256: string;
  mime: string;
  name: string;
}

/** `impossible`: Meta refused this very file. */
export type UploadState = { state: 'coming' } | { state: 'impossible'; code: number };

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;
/** Meta keeps a file for 30 days (Meta docs: business-phone-numbers/media); it is put up anew well before. */
export const KEPT = 28 * DAY;
/** A try that fails is repeated after this, doubling up to five minutes. */
const FIRST_WAIT = SECOND;
const LONGEST_WAIT = 300 * SECOND;
/** A file that Meta refused is offered once more after this: its rules, or the account, may have changed. */
const REFUSED_REST = 600 * SECOND;

/** So long a stop waits for uploads. */
const GRACE = 2 * SECOND;

interface Try {
  failed: number;
  again: number;
  code: number | null;
}

/**
 * Puts files up to Meta, each once however many messages wait for it. The id is remembered after the upload: a crash
 * between the two costs one more upload and leaves a file that Meta forgets by itself.
 */
export class Uploads {
  readonly #o: UploadsOptions;
  readonly #running = new Map<string, Promise<void>>();
  readonly #tries = new Map<string, Try>();

  constructor(options: UploadsOptions) {
    this.#o = options;
  }

  /** Begins to put the file up, unless that is under way or was tried a moment ago. */
  want(file: FileToSend): UploadState {
    const last = this.#tries.get(file.sha256);
    const rests = last !== undefined && last.again > this.#o.now();
    if (rests && last.code !== null) return { state: 'impossible', code: last.code };
    if (!rests && !this.#running.has(file.sha256)) {
      const put = this.#put(file).finally(() => {
        this.#running.delete(file.sha256);
        this.#o.onSettled();
      });
      this.#running.set(file.sha256, put);
    }
    return { state: 'coming' };
  }

  /** Waits a moment for what is on its way; what is not up by then is put up after the next start. */
  async stop(): Promise<void> {
    const moment = new Promise((next) => setTimeout(next, GRACE).unref());
    await Promise.race([Promise.all(this.#running.values()), moment]);
  }

  async #put(file: FileToSend): Promise<void> {
    const { store, files, numberId, upload, now, onError } = this.#o;
    try {
      const kept = await files.blob(file.sha256, file.mime);
      if (!kept) throw new Error('a file of the register is not in its folder: restore it from a backup');
      const metaId = await upload(kept, file.name);
      const uploadedAt = now();
      await store.write((tx) => rememberUpload(tx, file.sha256, numberId, { metaId, uploadedAt }));
      this.#tries.delete(file.sha256);
    } catch (error) {
      onError(error);
      this.#failed(file.sha256, error);
    }
  }

  #failed(sha256: string, error: unknown): void {
    const failed = this.#tries.get(sha256)?.failed ?? 0;
    const code = refusalOf(error);
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failed);
    const again = this.#o.now() + (code === null ? wait : REFUSED_REST);
    this.#tries.set(sha256, { failed: failed + 1, again, code });
  }
}

/** Meta's code when the file itself is the trouble; null: it may go up another time. */
function refusalOf(error: unknown): number | null {
  if (!(error instanceof GraphError) || error.code === undefined) return null;
  const { action } = outcomeOf(error.code, error.httpStatus);
  return action === 'fix' || action === 'campaign_pause' ? error.code : null;
}
