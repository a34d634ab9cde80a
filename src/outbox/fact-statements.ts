import { sql } from 'kysely';
import { eachOf, prepared } from '../store/index.js';

// What the gate rests on, a statement each, for as many people as there are in the JSON list `ids`.

export const contactsOf = prepared((db, ids: string) =>
  db
    .selectFrom('contact')
    .select([
      'id',
      'name',
      'attributes',
      'language',
      'zone',
      'marketing_not_before',
      'marketing_not_before_reason',
      'blocked_at',
    ])
    .where('id', 'in', eachOf(ids)),
);

/** The one seen last comes first. */
export const identitiesOf = prepared((db, ids: string) =>
  db
    .selectFrom('identity')
    .select(['contact_id', 'kind', 'value', 'superseded_at'])
    .where('contact_id', 'in', eachOf(ids))
    .orderBy('last_seen', 'desc'),
);

export const consentsOf = prepared((db, ids: string) =>
  db
    .selectFrom('consent')
    .select(['contact_id', 'topic', 'state', 'since', 'asked', 'version', 'environment', 'topic_version'])
    .where('contact_id', 'in', eachOf(ids)),
);

export const blocksOf = prepared((db, ids: string) =>
  db.selectFrom('block').selectAll().where('contact_id', 'in', eachOf(ids)),
);

export const windowsOf = prepared((db, ids: string) =>
  db.selectFrom('window').selectAll().where('contact_id', 'in', eachOf(ids)),
);

/**
 * `state` is that of the event: `failed` when nobody will understand it any more by itself; null when it was kept for
 * as long as events are kept.
 */
export const heldOf = prepared((db, ids: string) =>
  db
    .selectFrom('hold')
    .innerJoin('identity', (join) =>
      join.onRef('identity.kind', '=', 'hold.kind').onRef('identity.value', '=', 'hold.value'),
    )
    .leftJoin('event', 'event.id', 'hold.event_id')
    .select(['identity.contact_id', 'hold.at', 'event.state'])
    .where('identity.contact_id', 'in', eachOf(ids)),
);

export const openTicketsOf = prepared((db, ids: string) =>
  db
    .selectFrom('ticket')
    .select('contact_id')
    .where(sql<boolean>`state = 'open'`)
    .where('contact_id', 'in', eachOf(ids)),
);

/** Marketing and permission messages that left, or may have left, since then. */
export const recentMarketingOf = prepared((db, ids: string, since: number) =>
  db
    .selectFrom('outbox')
    .select(['contact_id', 'topic', 'attempted_at'])
    .where('contact_id', 'in', eachOf(ids))
    .where(sql<boolean>`purpose in ('marketing', 'permission')`)
    .where('attempted_at', '>', since)
    .where(sql<boolean>`state in ('attempting', 'unknown', 'accepted', 'sent', 'delivered', 'read')`)
    .orderBy('attempted_at'),
);

/** When each of them last stopped everything, also where they have come back since. */
export const lastStopsOf = prepared((db, ids: string) =>
  db
    .selectFrom('ledger')
    .select(['contact_id', ({ fn }) => fn.max('at').as('at')])
    .where('contact_id', 'in', eachOf(ids))
    .where('event', '=', 'WITHDRAW')
    .where('topic', 'is', null)
    .groupBy('contact_id'),
);

/** Topics that are not archived, a line for each version of what people agreed to. */
export const liveTopics = prepared((db) =>
  db
    .selectFrom('topic')
    .leftJoin('topic_version', 'topic_version.topic', 'topic.id')
    .select(['topic.id', 'topic_version.version', 'topic_version.frequency'])
    .where('topic.archived_at', 'is', null),
);

export const templatesNamed = prepared((db, names: string) =>
  db
    .selectFrom('template')
    .select(['name', 'language', 'status', 'category'])
    .where('name', 'in', eachOf(names)),
);
