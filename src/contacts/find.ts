import { type RawBuilder, sql } from 'kysely';
import { each, type Store } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';
import { DRILL_CONTACT } from './drill.js';

/** What contacts are looked for; everything given must hold. */
export interface ContactFilter {
  identity?: Identity | undefined;
  topic?: string | undefined;
  /** A state of the consent machine (of `topic`, or of any). */
  state?: string | undefined;
  /** Kind of a block that stands. */
  block?: string | undefined;
  label?: string | undefined;
}

/** Contacts looked at by one statement: a search for few among many never holds up the others. */
const STRIDE = 2_000;

/**
 * Ids of contacts in the order in which they came, after `after`; at most `limit`. Erased ones are found only
 * by asking for that block.
 */
export async function findContactIds(
  read: Store['read'],
  filter: ContactFilter,
  after: string,
  limit: number,
  now: number,
): Promise<string[]> {
  const found: string[] = [];
  let stride = Math.min(STRIDE, limit * 2);
  for (let from = after; ; stride = STRIDE) {
    const looked = await look(read, filter, from, stride, now);
    for (const { id, fits } of looked) if (fits === 1) found.push(id);
    const last = looked.at(-1);
    if (!last || looked.length < stride || found.length >= limit) return found.slice(0, limit);
    from = last.id;
    await new Promise((next) => setImmediate(next));
  }
}

function look(read: Store['read'], filter: ContactFilter, after: string, stride: number, now: number) {
  let query = read
    .selectFrom('contact')
    .select(['contact.id', fits(filter, now).as('fits')])
    .where('contact.id', '>', after)
    .where('contact.id', '<>', DRILL_CONTACT);
  const { identity } = filter;
  if (identity) {
    query = query.where('contact.id', 'in', (nested) =>
      nested
        .selectFrom('identity')
        .select('contact_id')
        .where('kind', '=', identity.kind)
        .where('value', '=', identity.value),
    );
  }
  return query.orderBy('contact.id').limit(stride).execute();
}

function fits({ topic, state, block, label }: ContactFilter, now: number): RawBuilder<number> {
  const conditions = [
    block === 'erased'
      ? sql`1`
      : sql`not exists (select 1 from block where contact_id = contact.id and kind = 'erased')`,
  ];
  if (block !== undefined) {
    conditions.push(sql`exists (select 1 from block where contact_id = contact.id and kind = ${block}
      and (until is null or until > ${now}))`);
  }
  if (topic !== undefined || state !== undefined) {
    conditions.push(sql`exists (select 1 from consent where contact_id = contact.id
      ${topic === undefined ? sql`` : sql`and topic = ${topic}`}
      ${state === undefined ? sql`` : sql`and state = ${state}`})`);
  }
  if (label !== undefined) {
    conditions.push(sql`exists (select 1 from json_each(contact.labels) where value = ${label})`);
  }
  return sql<number>`(${sql.join(conditions, sql` and `)})`;
}

/** Ids that exist, of those given; the drill's contact exists for nobody. */
export async function knownContacts(read: Pick<Store['read'], 'selectFrom'>, ids: readonly string[]) {
  const rows = await read.selectFrom('contact').select('id').where('id', 'in', each(ids)).execute();
  return new Set(rows.map((row) => row.id).filter((id) => id !== DRILL_CONTACT));
}
