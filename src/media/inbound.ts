import { type Selectable, sql } from 'kysely';
import { announce, each, type InboundMediaTable, prepared, type Tx } from '../store/index.js';
import type { InboundMessage } from '../whatsapp/inbound.js';
import type { Refusal } from './accept.js';
import { letGo } from './removal.js';

type Read = Pick<Tx, 'selectFrom'>;

/**
 * `waiting`: not here yet. `fetched`: kept, and checked. `refused`: we would not keep it. `gone`: nobody has it any
 * more, Meta or we. `failed`: given up.
 */
export type MediaState = 'waiting' | 'fetched' | 'refused' | 'gone' | 'failed';

/** Why it stands so; of `waiting`, what the last try met. */
export type MediaReason =
  | Refusal
  /** Meta: no such file, or over. */
  | 'not_at_meta'
  /** Meta could not take it from the person's phone (131052). */
  | 'not_delivered'
  | 'erased'
  | 'retention'
  | 'meta_unreachable'
  | 'host'
  | 'clamd_unreachable'
  | 'disk_full';

/** The file of a message that came. Times in ms. */
export interface InboundMedia {
  eventId: number;
  contactId: string;
  /** image, video, audio, document, sticker */
  kind: string;
  /** As the person's phone calls it: words of theirs. */
  filename: string | null;
  state: MediaState;
  reason: MediaReason | null;
  /** By its bytes; null until it is fetched. */
  type: string | null;
  /** Bytes. */
  size: number | null;
  sha256: string | null;
  at: number;
  fetchedAt: number | null;
  erasedAt: number | null;
}

/** A file name longer than this is cut. */
const LONGEST_NAME = 240;

const insertMedia = prepared(
  (
    db,
    eventId: number,
    contactId: string,
    kind: string,
    mediaId: string | null,
    mimeType: string | null,
    filename: string | null,
    digest: string | null,
    state: string,
    reason: string | null,
    now: number,
    at: number,
  ) =>
    db
      .insertInto('inbound_media')
      .values({
        event_id: eventId,
        contact_id: contactId,
        kind,
        media_id: mediaId,
        mime_type: mimeType,
        filename,
        digest,
        state,
        reason,
        tries: 0,
        next_at: now,
        at,
        type: null,
        size: null,
        sha256: null,
        fetched_at: null,
        erased_at: null,
      })
      .onConflict((conflict) => conflict.column('event_id').doNothing()),
);

/** Orders the file of a message, in the commit of the turn that took the message: neither is there without the other. */
export async function orderMedia(
  tx: Tx,
  { eventId, contactId, message }: { eventId: number; contactId: string; message: InboundMessage },
  now: number,
): Promise<void> {
  const { media } = message;
  if (!media) return;
  await insertMedia(
    tx,
    eventId,
    contactId,
    media.kind,
    media.id ?? null,
    media.mimeType ?? null,
    media.filename?.slice(0, LONGEST_NAME) ?? null,
    media.sha256 ?? null,
    media.id === undefined ? 'gone' : 'waiting',
    media.id === undefined ? 'not_delivered' : null,
    now,
    message.at,
  );
  announce(tx, { type: 'file' });
}

/** The files of these messages, by event. */
export async function readMedia(read: Read, eventIds: readonly number[]): Promise<Map<number, InboundMedia>> {
  if (eventIds.length === 0) return new Map();
  const rows = await read
    .selectFrom('inbound_media')
    .selectAll()
    .where('event_id', 'in', each(eventIds) as never)
    .execute();
  return new Map(rows.map((row) => [row.event_id, mediaOf(row)]));
}

function mediaOf(row: Selectable<InboundMediaTable>): InboundMedia {
  return {
    eventId: row.event_id,
    contactId: row.contact_id,
    kind: row.kind,
    filename: row.filename,
    state: row.state as MediaState,
    reason: row.reason as MediaReason | null,
    type: row.type,
    size: row.size,
    sha256: row.sha256,
    at: row.at,
    fetchedAt: row.fetched_at,
    erasedAt: row.erased_at,
  };
}

/** Forgets every file of an erased person, in the caller's transaction; `FileRemoval` then takes them off the disk. */
export async function releaseMedia(tx: Tx, contactId: string, now: number): Promise<void> {
  const rows = await tx
    .selectFrom('inbound_media')
    .select('event_id')
    .where('contact_id', '=', contactId)
    .execute();
  await forgetMedia(
    tx,
    rows.map((row) => row.event_id),
    'erased',
    now,
  );
}

/** Empties these rows and lets go of their files, in the caller's transaction. */
export async function forgetMedia(
  tx: Tx,
  eventIds: readonly number[],
  reason: 'erased' | 'retention',
  now: number,
): Promise<void> {
  if (eventIds.length === 0) return;
  const files = await tx
    .selectFrom('inbound_media')
    .select('sha256')
    .where('event_id', 'in', each(eventIds) as never)
    .where('sha256', 'is not', null)
    .execute();
  await tx
    .updateTable('inbound_media')
    .set({
      media_id: null,
      mime_type: null,
      filename: null,
      digest: null,
      sha256: null,
      state: 'gone',
      reason,
      erased_at: now,
    })
    .where('event_id', 'in', each(eventIds) as never)
    .execute();
  await letGo(
    tx,
    files.flatMap(({ sha256 }) => sha256 ?? []),
    now,
  );
}

/** How many files wait and were refused, by reason. */
export async function mediaBacklog(
  read: Read,
): Promise<{ state: 'waiting' | 'refused' | 'failed'; reason: MediaReason | null; count: number }[]> {
  const rows = await read
    .selectFrom('inbound_media')
    .select(['state', 'reason', sql<number>`count(*)`.as('n')])
    .where('state', 'in', ['waiting', 'refused', 'failed'])
    .groupBy(['state', 'reason'])
    .orderBy('state')
    .orderBy('reason')
    .execute();
  return rows.map(({ state, reason, n }) => ({
    state: state as 'waiting',
    reason: reason as MediaReason | null,
    count: Number(n),
  }));
}
