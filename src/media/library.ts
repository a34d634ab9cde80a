import { buffer } from 'node:stream/consumers';
import { afterCommit, type Store, type Tx } from '../store/index.js';
import { makeSmall } from './make-small.js';
import { MediumError } from './medium-error.js';
import { pictureHead } from './picture-head.js';
import { findMedium, isInUse, listMedia, type Medium, putMedium } from './register.js';
import { type NewMedium, type Said, UNSAID } from './rights.js';
import { sendableAs } from './sendable.js';
import { MOST_PIXELS, SMALL_BYTES } from './small.js';
import { sniff } from './sniff.js';
import { isSticker } from './sticker.js';
import { type Draft, FileTooLargeError, type MediaFiles } from './store.js';

export interface LibraryOptions {
  store: Store;
  files: MediaFiles;
  now: () => number;
  /** What the gate allowed before it knew of this asks again. After the commit. */
  onChange: () => void;
}

/** Who does it. */
export interface By {
  actor: string;
  origin: Medium['origin'];
}

/** The files that may be sent: their bytes on the disk, their rights in the register. */
export class Library {
  readonly #o: LibraryOptions;

  constructor(options: LibraryOptions) {
    this.#o = options;
  }

  /**
   * Enters a file with what is known of its rights; they may be completed later, and until then it is not sent.
   * Pictures get a small variant, the original stays.
   * @throws MediumError already_exists, not_sendable, too_large, type_mismatch, broken_picture, no_sticker
   */
  async add(source: AsyncIterable<Uint8Array>, entry: NewMedium, by: By): Promise<Medium> {
    const { store, now } = this.#o;
    if (await findMedium(store.read, entry.id)) throw new MediumError('already_exists');
    const { id, name, ...said } = entry;
    return this.#keep(source, name, async (tx, file) => {
      if (await findMedium(tx, id)) throw new MediumError('already_exists');
      const at = now();
      const rights = { ...UNSAID, ...said };
      return this.#put(tx, { id, name, ...file, ...rights, ...enteredBy(by, at) });
    });
  }

  /**
   * Takes in a file that staff hold in their folder: new, or other bytes or rights under the same id. Who withdrew it
   * is overruled, for somebody has changed the file since.
   */
  async replace(source: AsyncIterable<Uint8Array>, entry: NewMedium, by: By): Promise<Medium> {
    const { id, name, ...said } = entry;
    return this.#keep(source, name, async (tx, file) => {
      const before = await findMedium(tx, id);
      const fresh = enteredBy(by, this.#o.now());
      const { enteredBy: first, createdAt } = before ?? fresh;
      return this.#put(tx, {
        ...{ id, name, ...file, ...UNSAID, ...said, ...fresh },
        enteredBy: first,
        createdAt,
      });
    });
  }

  find(id: string): Promise<Medium | undefined> {
    return findMedium(this.#o.store.read, id);
  }

  list(after: string, limit: number): Promise<Medium[]> {
    return listMedia(this.#o.store.read, after, limit);
  }

  /** The bytes: as they were entered, or small. */
  async open(medium: Medium, small: boolean) {
    const isSmall = small && medium.small !== null;
    const kept = await this.#o.files.open(isSmall ? (medium.small?.sha256 ?? '') : medium.sha256);
    return kept && { ...kept, mime: isSmall ? 'image/jpeg' : medium.mime };
  }

  /** Changes what is on record of the rights. @throws MediumError not_found, withdrawn, held_by_file */
  change(id: string, said: Said, actor: string): Promise<Medium> {
    return this.#change(id, actor, (medium) => {
      if (medium.origin === 'file') throw new MediumError('held_by_file');
      if (medium.withdrawnAt !== null) throw new MediumError('withdrawn');
      return { ...medium, ...said };
    });
  }

  /** From now on it is not sent any more. Once is enough. @throws MediumError not_found */
  withdraw(id: string, why: string | null, actor: string): Promise<Medium> {
    return this.#change(id, actor, (medium) =>
      medium.withdrawnAt === null
        ? { ...medium, withdrawnAt: this.#o.now(), withdrawnBy: actor, withdrawnWhy: why }
        : medium,
    );
  }

  #change(id: string, actor: string, how: (medium: Medium) => Medium): Promise<Medium> {
    return this.#o.store.write(async (tx) => {
      const medium = await findMedium(tx, id);
      if (!medium) throw new MediumError('not_found');
      return this.#put(tx, { ...how(medium), updatedBy: actor, updatedAt: this.#o.now() });
    });
  }

  async #put(tx: Tx, medium: Medium): Promise<Medium> {
    await putMedium(tx, medium);
    afterCommit(tx, this.#o.onChange);
    return medium;
  }

  /** Both files are on the disk before the record names them. */
  async #keep(
    source: AsyncIterable<Uint8Array>,
    name: string,
    record: (tx: Tx, file: Pick<Medium, 'sha256' | 'size' | 'mime' | 'small'>) => Promise<Medium>,
  ): Promise<Medium> {
    const { files, store } = this.#o;
    const type = sendableAs(name);
    if (!type) throw new MediumError('not_sendable');
    const draft = await files.receive(source, type.most).catch((error: unknown) => {
      throw error instanceof FileTooLargeError ? new MediumError('too_large') : error;
    });
    let small: Draft | undefined;
    try {
      if (!type.begins.includes(sniff(draft.head))) throw new MediumError('type_mismatch');
      if (type.kinds.includes('sticker') && !isSticker(draft.head, draft.size))
        throw new MediumError('no_sticker');
      small = type.kinds.includes('image') ? await this.#small(draft) : undefined;
      const { sha256, size } = draft;
      const { mime } = type;
      const smaller = small ? { sha256: small.sha256, size: small.size } : null;
      const write = () => store.write((tx) => record(tx, { sha256, size, mime, small: smaller }));
      return await draft.keep(() => (small ? small.keep(write) : write()));
    } catch (error) {
      for (const one of [draft, small]) {
        await one?.discard();
        if (one) await files.removeUnless(one.sha256, () => isInUse(store.read, one.sha256));
      }
      throw error;
    }
  }

  /** @throws MediumError broken_picture */
  async #small(draft: Draft): Promise<Draft | undefined> {
    const bytes = await buffer(draft.read());
    const head = pictureHead(bytes);
    if (!head || head.width * head.height > MOST_PIXELS) throw new MediumError('broken_picture');
    // A small file may unpack to anything, on the phones of those who get it too: each is tried.
    const small = await makeSmall(bytes);
    if (!small) throw new MediumError('broken_picture');
    if (draft.size <= SMALL_BYTES && head.isPlain) return undefined;
    return this.#o.files.receive(oneOf(small), SMALL_BYTES);
  }
}

function enteredBy({ actor, origin }: By, at: number) {
  return {
    origin,
    enteredBy: actor,
    createdAt: at,
    updatedBy: actor,
    updatedAt: at,
    withdrawnBy: null,
    withdrawnWhy: null,
  };
}

async function* oneOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
