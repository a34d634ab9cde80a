import { sql } from 'kysely';
import type { Signs } from '../consent/decay.js';
import { eachOf, prepared, type Store } from '../store/index.js';

const repliesOf = prepared((db, ids: string) =>
  db
    .selectFrom('window')
    .select(({ fn }) => ['contact_id', fn.max('last_inbound_at').as('at')])
    .where('contact_id', 'in', eachOf(ids))
    .groupBy('contact_id'),
);

const readsOf = prepared((db, ids: string) =>
  db
    .selectFrom('outbox')
    .select(({ fn }) => ['contact_id', fn.max('updated_at').as('at')])
    .where('contact_id', 'in', eachOf(ids))
    .where(sql<boolean>`purpose in ('marketing', 'permission') and attempted_at is not null`)
    .where('state', '=', 'read')
    .groupBy('contact_id'),
);

/** A broadcast that Meta has refused, or that may never have left, says nothing about its reader. */
const unreadOf = prepared((db, signs: string, topic: string) =>
  db
    .selectFrom(
      sql<{ id: string; since: number }>`(
        select json_extract(value, '$[0]') as id, json_extract(value, '$[1]') as since from json_each(${signs})
      )`.as('sign'),
    )
    .innerJoin('outbox', 'outbox.contact_id', 'sign.id')
    .select(({ fn }) => ['sign.id', fn.countAll<number>().as('n')])
    .where(sql<boolean>`outbox.purpose in ('marketing', 'permission') and outbox.attempted_at is not null`)
    .whereRef('outbox.attempted_at', '>', 'sign.since')
    .where('outbox.purpose', '=', 'marketing')
    .where('outbox.topic', '=', topic)
    .where('outbox.state', 'in', ['accepted', 'sent', 'delivered'])
    .groupBy('sign.id'),
);

/**
 * The signs of life of some subscribers of a topic, by contact. Nothing is counted while messages are sent: what the
 * outbox and the windows hold anyway tells it, so that a read or a reply resets the count by itself.
 */
export async function signsOf(
  read: Pick<Store['read'], 'executeQuery'>,
  topic: string,
  subscribers: readonly { contactId: string; since: number }[],
): Promise<Map<string, Signs>> {
  const ids = JSON.stringify(subscribers.map(({ contactId }) => contactId));
  const last = new Map(subscribers.map(({ contactId, since }) => [contactId, since]));
  for (const { contact_id: id, at } of [...(await repliesOf(read, ids)), ...(await readsOf(read, ids))]) {
    last.set(id, Math.max(last.get(id) ?? 0, at));
  }
  const counts = await unreadOf(read, JSON.stringify([...last]), topic);
  const unread = new Map(counts.map(({ id, n }) => [id, Number(n)]));
  return new Map([...last].map(([id, lastSign]) => [id, { lastSign, unread: unread.get(id) ?? 0 }]));
}
