import { sql } from 'kysely';
import { prepared, type Tx } from '../store/index.js';
import type { QueuePlace } from './types.js';
import { waitingMinutes } from './waiting-time.js';

type Read = Pick<Tx, 'selectFrom' | 'executeQuery'>;

/** Where this contact waits; null without an open ticket, or when it has been answered. */
export async function queuePlace(read: Read, contactId: string): Promise<QueuePlace | null> {
  const ticket = await read
    .selectFrom('ticket')
    .select(['id', 'opened_at', 'first_reply_at'])
    .where('contact_id', '=', contactId)
    .where(sql<boolean>`state = 'open'`)
    .executeTakeFirst();
  if (!ticket || ticket.first_reply_at !== null) return null;
  return place(read, await positionOf(read, { id: ticket.id, openedAt: ticket.opened_at }));
}

/** The place that a ticket opened now would get. */
export async function nextPlace(read: Read): Promise<QueuePlace> {
  return place(read, await positionOf(read, { id: '~', openedAt: Number.MAX_SAFE_INTEGER }));
}

/** One more than the tickets before it that nobody has answered. */
export async function positionOf(read: Read, ticket: { id: string; openedAt: number }): Promise<number> {
  const [row] = await waitingBefore(read, ticket.openedAt, ticket.id);
  return Number(row?.n ?? 0) + 1;
}

/** The state stands in the text: only so does SQLite take the index of open tickets. */
const waitingBefore = prepared((db, openedAt: number, id: string) =>
  db
    .selectFrom('ticket')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where(sql<boolean>`state = 'open' and first_reply_at is null`)
    .where(sql<boolean>`(opened_at, id) < (${openedAt}, ${id})`),
);

const lastAnswered = prepared((db) =>
  db
    .selectFrom('ticket')
    .select(['opened_at', 'first_reply_at'])
    .where('first_reply_at', 'is not', null)
    .orderBy('first_reply_at', 'desc')
    .limit(30),
);

async function place(read: Read, position: number): Promise<QueuePlace> {
  const rows = await lastAnswered(read);
  const recent = rows.map((row) => ({ openedAt: row.opened_at, firstReplyAt: row.first_reply_at ?? 0 }));
  const minutes = waitingMinutes(position, recent);
  return minutes === undefined ? { position } : { position, minutes };
}
