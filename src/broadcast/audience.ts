import { type RawBuilder, sql } from 'kysely';
import type { Store, Tx } from '../store/index.js';
import { BroadcastError } from './broadcast-error.js';
import { findSegment, type SegmentFilter } from './segments.js';
import type { Audience } from './types.js';

/** Subscribers looked at in one statement: a few milliseconds, well under the 20 that the thread has to spare. */
export const PAGE = 500;

/**
 * What the subscribers of the topic have to meet besides.
 * @throws BroadcastError unknown_segment, invalid_audience
 */
export async function filtersOf(read: Pick<Tx, 'selectFrom'>, audience: Audience): Promise<SegmentFilter[]> {
  const { segment, labels, all } = audience;
  const narrowed = segment !== undefined || (labels !== undefined && labels.length > 0);
  if (narrowed === (all === true)) {
    throw new BroadcastError('invalid_audience', {
      id: 'Pilih penerima: semua pelanggan topik, atau segmen dan label.',
      en: 'Choose the audience: all subscribers of the topic, or a segment and labels.',
    });
  }
  const filters: SegmentFilter[] = labels && labels.length > 0 ? [{ labels }] : [];
  if (segment !== undefined) {
    const filter = await findSegment(read, segment);
    if (!filter) {
      throw new BroadcastError('unknown_segment', {
        id: 'Segmen ini tidak ada.',
        en: 'There is no such segment.',
      });
    }
    filters.push(filter);
  }
  return filters;
}

/**
 * `from consent ... where ...` of one page of the audience: the topic's subscribers after `cursor` up to and
 * including `last` (null: to the end), along the index consent_audience.
 */
export function audiencePage(
  topic: string,
  filters: readonly SegmentFilter[],
  cursor: string,
  last: string | null,
): RawBuilder<unknown> {
  const conditions = filters.flatMap(conditionsOf);
  const upTo = last === null ? sql`` : sql`and consent.contact_id <= ${last}`;
  // A cross join keeps the order of the tables: by the index of the topic, not over all contacts.
  const contact = conditions.length === 0 ? sql`` : sql`cross join contact`;
  const rest =
    conditions.length === 0
      ? sql``
      : sql`and contact.id = consent.contact_id and ${sql.join(conditions, sql` and `)}`;
  return sql`
    from consent ${contact}
    where consent.topic = ${topic} and consent.state = 'subscribed'
      and consent.contact_id > ${cursor} ${upTo} ${rest}`;
}

function conditionsOf(filter: SegmentFilter): RawBuilder<unknown>[] {
  return [
    ...(filter.labels ?? []).map(
      (label) => sql`exists (select 1 from json_each(contact.labels) where value = ${label})`,
    ),
    ...(filter.language === undefined ? [] : [sql`contact.language = ${filter.language}`]),
    ...Object.entries(filter.attributes ?? {}).map(
      ([name, value]) =>
        sql`exists (select 1 from json_each(contact.attributes) where key = ${name} and cast(value as text) = ${value})`,
    ),
  ];
}

/** The last contact of the page of subscribers after `cursor`; null: fewer than a page are left. */
export async function pageEnd(
  read: Pick<Tx, 'selectFrom'>,
  topic: string,
  cursor: string,
  size: number,
): Promise<string | null> {
  const row = await read
    .selectFrom('consent')
    .select('contact_id')
    .where('topic', '=', topic)
    .where('state', '=', 'subscribed')
    .where('contact_id', '>', cursor)
    .orderBy('contact_id')
    .limit(1)
    .offset(size - 1)
    .executeTakeFirst();
  return row?.contact_id ?? null;
}

/** How many people the audience has, counted page by page so that nothing else waits. */
export async function audienceSize(
  read: Store['read'],
  topic: string,
  filters: readonly SegmentFilter[],
): Promise<number> {
  let size = 0;
  for (let cursor = ''; ; ) {
    const last = await pageEnd(read, topic, cursor, PAGE);
    const { rows } = await sql<{ n: number }>`
      select count(*) as n ${audiencePage(topic, filters, cursor, last)}`.execute(read);
    size += Number(rows[0]?.n ?? 0);
    if (last === null) return size;
    cursor = last;
    await new Promise((next) => setImmediate(next));
  }
}
