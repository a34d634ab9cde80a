import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store, Tx } from '../store/index.js';

export const SCAN_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'application/pdf'] as const;
export type ScanType = (typeof SCAN_TYPES)[number];
/** What a scan may be, told by its first bytes and not by its name. */
const KINDS: readonly { type: ScanType; extension: string; starts: (bytes: Buffer) => boolean }[] = [
  {
    type: 'image/png',
    extension: 'png',
    starts: (bytes) => bytes.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n',
  },
  {
    type: 'image/jpeg',
    extension: 'jpg',
    starts: (bytes) => bytes.toString('latin1', 0, 3) === '\xff\xd8\xff',
  },
  {
    type: 'image/webp',
    extension: 'webp',
    starts: (bytes) => /^RIFF.{4}WEBP/s.test(bytes.toString('latin1', 0, 12)),
  },
  {
    type: 'application/pdf',
    extension: 'pdf',
    starts: (bytes) => bytes.toString('latin1', 0, 5) === '%PDF-',
  },
];
export const SCAN_BYTES = 5 * 1024 * 1024;
const DAY = 24 * 60 * 60 * 1000;
const PAGE = 100;

/** The file is no scan: neither a picture nor a PDF, or over `SCAN_BYTES`. */
export class NotAScanError extends Error {
  override readonly name = 'NotAScanError';
  readonly reason: 'type' | 'size';
  constructor(reason: 'type' | 'size') {
    super(reason === 'size' ? 'the scan is too large' : 'the file is neither a picture nor a PDF');
    this.reason = reason;
  }
}

export interface Scan {
  /** SHA-256 of the bytes, hex: evidence names it, and it shows whether the file is still the same. */
  hash: string;
  type: ScanType;
  /** Bytes. */
  size: number;
  createdAt: number;
}

/**
 * Scanned forms: evidence of consent on paper. They are personal data, so one lives only as long as some
 * contact's evidence names it; the erasure of the last of these people takes the file along.
 */
export class Scans {
  readonly #store: Store;
  readonly #dir: string;

  constructor(store: Store, dir: string) {
    this.#store = store;
    this.#dir = dir;
  }

  /** Keeps a scan durably; the same bytes are kept once. @throws NotAScanError */
  async keep(file: AsyncIterable<Buffer>, now: number): Promise<Scan> {
    const bytes = await bounded(file);
    const kind = KINDS.find(({ starts }) => starts(bytes));
    if (!kind) throw new NotAScanError('type');
    const hash = createHash('sha256').update(bytes).digest('hex');
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    const path = this.#path(hash, kind.type);
    await writeFile(`${path}.part`, bytes, { mode: 0o600, flush: true });
    await rename(`${path}.part`, path);
    const row = { hash, type: kind.type, size: bytes.length, created_at: now, used_at: null };
    await this.#store.write((tx) =>
      tx
        .insertInto('scan')
        .values(row)
        // Uploaded anew, it waits a day again for its contact.
        .onConflict((conflict) => conflict.column('hash').doUpdateSet({ created_at: now }))
        .execute(),
    );
    return { hash, type: kind.type, size: bytes.length, createdAt: now };
  }

  /** The scan and its bytes; undefined when there is none (any more). */
  async read(hash: string): Promise<(Scan & { bytes: Buffer; filename: string }) | undefined> {
    const row = await this.#store.read
      .selectFrom('scan')
      .selectAll()
      .where('hash', '=', hash)
      .executeTakeFirst();
    if (!row) return undefined;
    const path = this.#path(hash, row.type);
    const bytes = await readFile(path).catch(() => undefined);
    const filename = `${hash.slice(0, 12)}.${extensionOf(row.type)}`;
    return (
      bytes && {
        hash,
        type: row.type as ScanType,
        size: row.size,
        createdAt: row.created_at,
        bytes,
        filename,
      }
    );
  }

  /** Removes the scans that nobody's evidence names any more, and those that nobody's ever did within a day. */
  async sweep(now: number): Promise<number> {
    const rows = await this.#store.read
      .selectFrom('scan')
      .select(['hash', 'type'])
      .where((where) => where.or([where('used_at', 'is not', null), where('created_at', '<', now - DAY)]))
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('scan_use').select('contact_id').whereRef('scan_use.hash', '=', 'scan.hash'))),
      )
      .limit(PAGE)
      .execute();
    for (const { hash, type } of rows) {
      const gone = await this.#store.write((tx) => forget(tx, hash));
      if (gone) await rm(this.#path(hash, type), { force: true });
    }
    return rows.length;
  }

  #path(hash: string, type: string): string {
    return join(this.#dir, `${hash}.${extensionOf(type)}`);
  }
}

/** Ties a scan to the contact whose evidence names it, in the caller's transaction; false when there is none. */
export async function tieScan(tx: Tx, hash: string, contactId: string, now: number): Promise<boolean> {
  const [result] = await tx.updateTable('scan').set({ used_at: now }).where('hash', '=', hash).execute();
  if (Number(result?.numUpdatedRows ?? 0) === 0) return false;
  await tx
    .insertInto('scan_use')
    .values({ hash, contact_id: contactId })
    .onConflict((conflict) => conflict.columns(['hash', 'contact_id']).doNothing())
    .execute();
  return true;
}

/** Lets go of an erased person's scans; the next sweep removes those that nobody else's evidence names. */
export async function releaseScans(tx: Tx, contactId: string): Promise<void> {
  await tx.deleteFrom('scan_use').where('contact_id', '=', contactId).execute();
}

/** Looked at again inside the transaction: somebody may have named it meanwhile. */
async function forget(tx: Tx, hash: string): Promise<boolean> {
  const use = await tx.selectFrom('scan_use').select('hash').where('hash', '=', hash).executeTakeFirst();
  if (use) return false;
  await tx.deleteFrom('scan').where('hash', '=', hash).execute();
  return true;
}

const extensionOf = (type: string) => KINDS.find((kind) => kind.type === type)?.extension ?? 'bin';

async function bounded(file: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of file) {
    size += chunk.length;
    if (size > SCAN_BYTES) throw new NotAScanError('size');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
