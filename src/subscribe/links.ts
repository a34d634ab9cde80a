import type { Selectable } from 'kysely';
import type { Source } from '../consent/evidence.js';
import type { Language } from '../flows/index.js';
import { prepared, type Store, type SubscribeLinkTable, type Tx } from '../store/index.js';
import { newRef, REF_LENGTH } from './ref.js';

/** The ways in that a ref tells apart: a link, a QR code in print, our subscribe page. */
export type LinkChannel = Extract<Source, 'link' | 'qr' | 'web'>;

/**
 * A subscribe link: where somebody came from who writes "DAFTAR info-zakat (ref A7K2)". Not to be taken for the
 * links between the identities of a person (consent/link.ts). Times in ms.
 */
export interface SubscribeLink {
  ref: string;
  topic: string;
  channel: LinkChannel;
  /** In staff's words: "Poster Masjid Al-Ikhlas". */
  source: string;
  language: Language;
  /** Hash of the words that were agreed to on the page; null for a bare link. */
  wording: string | null;
  createdAt: number;
  /** Null: lasting. */
  expiresAt: number | null;
  /** How many times a request came in through it. */
  uses: number;
}

export type NewLink = Pick<SubscribeLink, 'topic' | 'channel' | 'source' | 'language'> & {
  wording?: string;
  /** A ref that counts once, until then. */
  once?: { until: number };
};

/** Adds a link in the caller's transaction. */
export async function addLink(tx: Tx, given: NewLink, now: number): Promise<SubscribeLink> {
  const { wording = null, once, ...rest } = given;
  for (;;) {
    const ref = newRef(once ? REF_LENGTH.once : REF_LENGTH.lasting);
    const link = { ref, ...rest, wording, createdAt: now, expiresAt: once?.until ?? null, uses: 0 };
    const [result] = await tx
      .insertInto('subscribe_link')
      .values({
        ref,
        ...rest,
        wording,
        created_at: link.createdAt,
        expires_at: link.expiresAt,
        uses: 0,
      })
      .onConflict((conflict) => conflict.column('ref').doNothing())
      .execute();
    if (Number(result?.numInsertedOrUpdatedRows ?? 0) > 0) return link;
  }
}

const byRef = prepared((db, ref: string) =>
  db.selectFrom('subscribe_link').selectAll().where('ref', '=', ref),
);

/** The link of a ref; undefined for one that is unknown, over, or of one use that is spent. */
export async function findLink(
  read: Pick<Tx, 'executeQuery'>,
  ref: string,
  now: number,
): Promise<SubscribeLink | undefined> {
  const [row] = await byRef(read, ref);
  if (!row || (row.expires_at !== null && (row.expires_at <= now || row.uses > 0))) return undefined;
  return linkOf(row);
}

/** Counts a request that came in through it, in the caller's transaction. */
export async function countUse(tx: Tx, ref: string): Promise<void> {
  await tx
    .updateTable('subscribe_link')
    .set((select) => ({ uses: select('uses', '+', 1) }))
    .where('ref', '=', ref)
    .execute();
}

/** The lasting links, oldest first, behind `after` (a place in this order); at most `limit`. */
export async function listLinks(
  read: Store['read'],
  after: readonly [createdAt: number, ref: string],
  limit: number,
): Promise<SubscribeLink[]> {
  const rows = await read
    .selectFrom('subscribe_link')
    .selectAll()
    .where('expires_at', 'is', null)
    .where((where) =>
      where.or([
        where('created_at', '>', after[0]),
        where.and([where('created_at', '=', after[0]), where('ref', '>', after[1])]),
      ]),
    )
    .orderBy('created_at')
    .orderBy('ref')
    .limit(limit)
    .execute();
  return rows.map(linkOf);
}

/** A lasting link by its ref. */
export async function readLink(read: Store['read'], ref: string): Promise<SubscribeLink | undefined> {
  const row = await read
    .selectFrom('subscribe_link')
    .selectAll()
    .where('ref', '=', ref.toUpperCase())
    .where('expires_at', 'is', null)
    .executeTakeFirst();
  return row && linkOf(row);
}

/** Forgets refs of one use that are over. */
export async function forgetOldLinks(store: Store, now: number): Promise<void> {
  await store.write((tx) => tx.deleteFrom('subscribe_link').where('expires_at', '<=', now).execute());
}

function linkOf({ created_at, expires_at, ...row }: Selectable<SubscribeLinkTable>): SubscribeLink {
  return {
    ...row,
    channel: row.channel as LinkChannel,
    language: row.language === 'en' ? 'en' : 'id',
    createdAt: created_at,
    expiresAt: expires_at,
  };
}
