import type { Store, Tx } from '../store/index.js';
import { fileHash, inOrder, type ReleaseFiles, releaseId } from './files.js';

/** How a release came into use: taken in from the files, published by somebody, or gone back to. */
export type Way = 'files' | 'publish' | 'rollback';

/** A release became the one in use. */
export interface Publication {
  number: number;
  release: string;
  way: Way;
  /** name of the API key, or of the command */
  actor: string;
  at: number;
}

type Reader = Pick<Store['read'], 'selectFrom'>;

/** Writes the files down, each text once; returns the name of the release. A known one stays as it is. */
export async function keepRelease(tx: Tx, files: ReleaseFiles, now: number): Promise<string> {
  const id = releaseId(files);
  if (await hasRelease(tx, id)) return id;
  const hashes: Record<string, string> = {};
  for (const { file, source } of inOrder(files)) {
    const hash = fileHash(source);
    hashes[file] = hash;
    await tx
      .insertInto('release_file')
      .values({ hash, source })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await tx
    .insertInto('release')
    .values({ id, files: JSON.stringify(hashes), created_at: now })
    .execute();
  return id;
}

export async function hasRelease(read: Reader, id: string): Promise<boolean> {
  return (
    (await read.selectFrom('release').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
  );
}

/** Puts a release into use. */
export async function addPublication(tx: Tx, publication: Omit<Publication, 'number'>): Promise<void> {
  await tx.insertInto('publication').values(publication).execute();
}

/** What is in use; undefined before the first start. */
export async function newestPublication(read: Reader): Promise<Publication | undefined> {
  const row = await read
    .selectFrom('publication')
    .selectAll()
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && publicationOf(row);
}

/** The files of a release; undefined when there is no such release. */
export async function releaseFiles(read: Reader, id: string): Promise<ReleaseFiles | undefined> {
  const hashes = await releaseHashes(read, id);
  if (!hashes) return undefined;
  const rows = await read
    .selectFrom('release_file')
    .selectAll()
    .where('hash', 'in', Object.values(hashes))
    .execute();
  const sources = new Map(rows.map(({ hash, source }) => [hash, source]));
  return inOrder(Object.entries(hashes).map(([file, hash]) => ({ file, source: sources.get(hash) ?? '' })));
}

export async function releaseCreatedAt(read: Reader, id: string): Promise<number | undefined> {
  const row = await read.selectFrom('release').select('created_at').where('id', '=', id).executeTakeFirst();
  return row?.created_at;
}

/** Path and hash of the files of a release. */
async function releaseHashes(read: Reader, id: string): Promise<Record<string, string> | undefined> {
  const row = await read.selectFrom('release').select('files').where('id', '=', id).executeTakeFirst();
  return row && (JSON.parse(row.files) as Record<string, string>);
}

/** Publications before `number`, the newest first. */
export async function listPublications(read: Reader, before: number, limit: number): Promise<Publication[]> {
  const rows = await read
    .selectFrom('publication')
    .selectAll()
    .where('number', '<', before)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(publicationOf);
}

/** When a release came into use, the newest first. */
export async function publicationsOf(read: Reader, release: string): Promise<Publication[]> {
  const rows = await read
    .selectFrom('publication')
    .selectAll()
    .where('release', '=', release)
    .orderBy('number', 'desc')
    .execute();
  return rows.map(publicationOf);
}

const publicationOf = (row: Omit<Publication, 'way'> & { way: string }): Publication => ({
  ...row,
  way: row.way as Way,
});
