import { sql } from 'kysely';
import { type InboundMedia, readMedia } from '../media/inbound.js';
import type { Store } from '../store/index.js';
import type { Content } from '../whatsapp/content.js';
import { readMessage } from '../whatsapp/inbound.js';
import type { WebhookItem } from '../whatsapp/webhook.js';

/** One message of a conversation, either way. Times in ms. */
export interface HistoryMessage {
  id: string;
  direction: 'in' | 'out';
  at: number;
  numberId: string | null;
  /** `text`, `button`, `media` ... for what came; the content's type for what went. */
  type: string;
  text: string | null;
  /** The file that came with it. */
  media: InboundMedia | null;
  /** What was sent, whole; null for what came, for a broadcast's recipient and after erasure. */
  content: Content | null;
  purpose: string | null;
  topic: string | null;
  broadcastId: string | null;
  state: string | null;
  reason: string | null;
}

/** Where a page of messages ends: time, direction, row. */
export type HistoryPlace = readonly [at: number, direction: string, row: number];

/** Messages with this contact, newest first, older than `before`; at most `limit`. */
export async function readHistory(
  read: Store['read'],
  contactId: string,
  before: HistoryPlace | undefined,
  limit: number,
): Promise<{ message: HistoryMessage; place: HistoryPlace }[]> {
  const [at, direction, row] = before ?? [Number.MAX_SAFE_INTEGER, 'z', 0];
  const { rows } = await sql<{ direction: string; row: number; at: number }>`
    select * from (
      select 'in' as direction, id as row, at from event
      where contact_id = ${contactId} and kind = 'message' and at <= ${at}
      union all
      select 'out', id, created_at from outbox where contact_id = ${contactId} and created_at <= ${at}
    ) as message
    where (at, direction, row) < (${at}, ${direction}, ${row})
    order by at desc, direction desc, row desc limit ${limit}`.execute(read);
  const ids = (way: string) => rows.filter((one) => one.direction === way).map((one) => one.row);
  const [inbound, outbound] = [await readInbound(read, ids('in')), await readOutbound(read, ids('out'))];
  return rows.flatMap((one) => {
    const message = (one.direction === 'in' ? inbound : outbound).get(one.row);
    return message ? [{ message, place: [one.at, one.direction, one.row] as const }] : [];
  });
}

async function readInbound(read: Store['read'], ids: number[]): Promise<Map<number, HistoryMessage>> {
  if (ids.length === 0) return new Map();
  const rows = await read.selectFrom('event').selectAll().where('id', 'in', ids).execute();
  const media = await readMedia(read, ids);
  return new Map(
    rows.map((row) => {
      const item: WebhookItem = {
        key: row.key,
        kind: 'message',
        field: row.field,
        wabaId: row.waba_id,
        ...(row.number_id === null ? {} : { numberId: row.number_id }),
        at: row.at,
        identities: [],
        standby: row.standby === 1,
        payload: JSON.parse(row.payload ?? 'null'),
      };
      const { type, text } = readMessage(item);
      const message: HistoryMessage = {
        ...NOTHING,
        id: `in_${row.id}`,
        direction: 'in',
        at: row.at,
        numberId: row.number_id,
        type,
        text: text ?? null,
        media: media.get(row.id) ?? null,
        state: row.state,
      };
      return [row.id, message];
    }),
  );
}

async function readOutbound(read: Store['read'], ids: number[]): Promise<Map<number, HistoryMessage>> {
  if (ids.length === 0) return new Map();
  const rows = await read.selectFrom('outbox').selectAll().where('id', 'in', ids).execute();
  return new Map(
    rows.map((row) => {
      const content = row.content === null ? null : (JSON.parse(row.content) as Content);
      const message: HistoryMessage = {
        id: `out_${row.id}`,
        direction: 'out',
        at: row.created_at,
        numberId: row.number_id,
        type: content?.type ?? 'template',
        text: wordsOf(content),
        media: null,
        content,
        purpose: row.purpose,
        topic: row.topic,
        broadcastId: row.broadcast_id,
        state: row.state,
        reason: row.reason,
      };
      return [row.id, message];
    }),
  );
}

const NOTHING = {
  numberId: null,
  text: null,
  media: null,
  content: null,
  purpose: null,
  topic: null,
  broadcastId: null,
  state: null,
  reason: null,
};

/** What is read in it as free text; null: nothing, or a template's. */
function wordsOf(content: Content | null): string | null {
  if (!content) return null;
  if (content.type === 'media') return content.caption ?? null;
  return 'body' in content && typeof content.body === 'string' ? content.body : null;
}
