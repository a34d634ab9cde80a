import type { Selectable } from 'kysely';
import { each, eachOf, type MediumTable, prepared, type Tx } from '../store/index.js';
import type { ShownAs } from './in-content.js';
import type { Licence, People, Rights } from './rights.js';

/** A file that may be sent, with the rights to it. Times in ms. */
export interface Medium extends Rights {
  /** A slug that staff chose; flows, FAQ and messages name it. */
  id: string;
  /** SHA-256 of the bytes, hex. */
  sha256: string;
  mime: string;
  /** Bytes. */
  size: number;
  /** As its reader sees it where WhatsApp shows the names of files. */
  name: string;
  /** Its variant for cheap phones and plans, always JPEG; null: the file itself is small, or is no picture. */
  small: { sha256: string; size: number } | null;
  /** Who holds it: `flows/media/rights.yaml`, or people and programs through the API. */
  origin: 'file' | 'api';
  enteredBy: string;
  createdAt: number;
  updatedBy: string;
  updatedAt: number;
  withdrawnBy: string | null;
  withdrawnWhy: string | null;
}

/** A medium as the road to Meta needs it. */
export interface MediumFacts {
  medium: Medium;
  /** What Meta keeps of it for our number, by the SHA-256 of the bytes. */
  uploads: ReadonlyMap<string, MetaCopy>;
}

/** Meta's copy of some bytes. */
export interface MetaCopy {
  metaId: string;
  uploadedAt: number;
}

/** The bytes that go when it is shown so: of a picture the small ones. */
export function bytesFor(medium: Medium, kind: ShownAs): { sha256: string; mime: string } {
  return kind === 'image' && medium.small
    ? { sha256: medium.small.sha256, mime: 'image/jpeg' }
    : { sha256: medium.sha256, mime: medium.mime };
}

type Read = Pick<Tx, 'selectFrom'>;
type Row = Selectable<MediumTable>;

const withUploads = prepared((db, ids: string, numberId: string) =>
  db
    .selectFrom('medium')
    .leftJoin('medium_upload', (join) =>
      join
        .on(({ eb, or, ref }) =>
          or([
            eb('medium_upload.sha256', '=', ref('medium.sha256')),
            eb('medium_upload.sha256', '=', ref('medium.small_sha256')),
          ]),
        )
        .on('medium_upload.number_id', '=', numberId),
    )
    .selectAll('medium')
    .select(['medium_upload.sha256 as upload', 'medium_upload.meta_id', 'medium_upload.uploaded_at'])
    .where('medium.id', 'in', eachOf(ids)),
);

/** All that the road to Meta has to know of these media, in one statement; none when there are none. */
export async function readMediumFacts(
  read: Parameters<typeof withUploads>[0],
  ids: readonly string[],
  numberId: string,
): Promise<Map<string, MediumFacts>> {
  const found = new Map<string, { medium: Medium; uploads: Map<string, MetaCopy> }>();
  if (ids.length === 0) return found;
  for (const row of await withUploads(read, JSON.stringify(ids), numberId)) {
    const facts = found.get(row.id) ?? { medium: mediumOf(row), uploads: new Map() };
    found.set(row.id, facts);
    const { upload, meta_id: metaId, uploaded_at: uploadedAt } = row;
    if (upload !== null && metaId !== null && uploadedAt !== null)
      facts.uploads.set(upload, { metaId, uploadedAt });
  }
  return found;
}

export async function findMedium(read: Read, id: string): Promise<Medium | undefined> {
  const row = await read.selectFrom('medium').selectAll().where('id', '=', id).executeTakeFirst();
  return row && mediumOf(row);
}

/** In the order of their ids, behind `after`. */
export async function listMedia(read: Read, after: string, limit: number): Promise<Medium[]> {
  const rows = await read
    .selectFrom('medium')
    .selectAll()
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(mediumOf);
}

/** Enters a medium, or what is known of it now in place of what was. */
export async function putMedium(tx: Tx, medium: Medium): Promise<void> {
  const row = rowOf(medium);
  await tx
    .insertInto('medium')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** Whether a medium needs these bytes. */
export async function isInUse(read: Read, sha256: string): Promise<boolean> {
  const row = await read
    .selectFrom('medium')
    .select('id')
    .where((where) => where.or([where('sha256', '=', sha256), where('small_sha256', '=', sha256)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Remembers under which id Meta keeps these bytes; a later upload takes the place of an earlier one. */
export async function rememberUpload(
  tx: Tx,
  sha256: string,
  numberId: string,
  { metaId, uploadedAt }: MetaCopy,
): Promise<void> {
  const row = { sha256, number_id: numberId, meta_id: metaId, uploaded_at: uploadedAt };
  await tx
    .insertInto('medium_upload')
    .values(row)
    .onConflict((conflict) => conflict.columns(['sha256', 'number_id']).doUpdateSet(row))
    .execute();
}

/** Meta does not know these ids any more. One that took their place meanwhile stays. */
export async function forgetUploads(tx: Tx, metaIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('medium_upload').where('meta_id', 'in', each(metaIds)).execute();
}

/** Drops what Meta may have lost of these media: what was put up before then. */
export async function suspectUploads(tx: Tx, media: readonly string[], before: number): Promise<void> {
  const rows = await tx
    .selectFrom('medium')
    .select(['sha256', 'small_sha256'])
    .where('id', 'in', each(media))
    .execute();
  const hashes = rows.flatMap((row) => [row.sha256, row.small_sha256 ?? row.sha256]);
  await tx
    .deleteFrom('medium_upload')
    .where('sha256', 'in', each(hashes))
    .where('uploaded_at', '<', before)
    .execute();
}

function mediumOf(row: Row): Medium {
  return {
    id: row.id,
    sha256: row.sha256,
    mime: row.mime,
    size: row.size,
    name: row.name,
    small:
      row.small_sha256 === null || row.small_size === null
        ? null
        : { sha256: row.small_sha256, size: row.small_size },
    owner: row.owner,
    licence: row.licence as Licence | null,
    proof: row.proof,
    people: row.people as People | null,
    peopleProof: row.people_proof,
    expiresAt: row.expires_at,
    origin: row.origin as Medium['origin'],
    enteredBy: row.entered_by,
    createdAt: row.created_at,
    updatedBy: row.updated_by,
    updatedAt: row.updated_at,
    withdrawnAt: row.withdrawn_at,
    withdrawnBy: row.withdrawn_by,
    withdrawnWhy: row.withdrawn_why,
  };
}

function rowOf(medium: Medium): Row {
  return {
    id: medium.id,
    sha256: medium.sha256,
    mime: medium.mime,
    size: medium.size,
    name: medium.name,
    small_sha256: medium.small?.sha256 ?? null,
    small_size: medium.small?.size ?? null,
    owner: medium.owner,
    licence: medium.licence,
    proof: medium.proof,
    people: medium.people,
    people_proof: medium.peopleProof,
    expires_at: medium.expiresAt,
    origin: medium.origin,
    entered_by: medium.enteredBy,
    created_at: medium.createdAt,
    updated_by: medium.updatedBy,
    updated_at: medium.updatedAt,
    withdrawn_at: medium.withdrawnAt,
    withdrawn_by: medium.withdrawnBy,
    withdrawn_why: medium.withdrawnWhy,
  };
}
