import { sql } from 'kysely';
import { each, type Store } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';

/** What contacts are looked for; everything given must hold. */
export interface ContactFilter {
  identity?: Identity | undefined;
  topic?: string | undefined;
  /** A state of the consent machine (of `topic`, or of any), or the kind of a block that stands. */
  state?: string | undefined;
  label?: string | undefined;
}

/** Rows looked at by one statement when a label has to be searched for, so that no statement is long. */
const STRIDE = 2_000;

/**
 * Ids of contacts in the order in which they came, after `after`; at most `limit`. Erased ones are found only
 * by asking for them.
 */
export async function findContactIds(
  read: Store['read'],
  filter: ContactFilter,
  after: string,
  limit: number,
  blockKinds: readonly string[],
  now: number,
): Promise<string[]> {
  const found: string[] = [];
  for (let from = after; found.length < limit; ) {
    const batch = await scan(read, filter, from, blockKinds, now);
    for (const { id, fits } of batch) if (fits === 1) found.push(id);
    const last = batch.at(-1);
    if (!last || batch.length < STRIDE) break;
    from = last.id;
    await new Promise((next) => setImmediate(next));
  }
  return found.slice(0, limit);
}

function scan(
  read: Store['read'],
  filter: ContactFilter,
  after: string,
  blockKinds: readonly string[],
  now: number,
) {
  const { identity, topic, state, label } = filter;
  const byBlock = state !== undefined && blockKinds.includes(state);
  const consentState = byBlock ? undefined : state;
  let query = read
    .selectFrom('contact')
    .select([
      'contact.id',
      label === undefined
        ? sql<number>`1`.as('fits')
        : sql<number>`exists (select 1 from json_each(contact.labels) where value = ${label})`.as('fits'),
    ])
    .where('contact.id', '>', after);
  if (identity) query = query.where('contact.id', 'in', owner(read, identity));
  if (topic !== undefined || consentState !== undefined) {
    query = query.where('contact.id', 'in', standing(read, topic, consentState));
  }
  if (byBlock) {
    query = query.where('contact.id', 'in', (nested) =>
      nested
        .selectFrom('block')
        .select('contact_id')
        .where('kind', '=', state)
        .where((where) => where.or([where('until', 'is', null), where('until', '>', now)])),
    );
  }
  if (state !== 'erased') {
    query = query.where('contact.id', 'not in', (nested) =>
      nested.selectFrom('block').select('contact_id').where('kind', '=', 'erased'),
    );
  }
  return query.orderBy('contact.id').limit(STRIDE).execute();
}

function owner(read: Store['read'], { kind, value }: Identity) {
  return read.selectFrom('identity').select('contact_id').where('kind', '=', kind).where('value', '=', value);
}

function standing(read: Store['read'], topic: string | undefined, state: string | undefined) {
  let query = read.selectFrom('consent').select('contact_id');
  if (topic !== undefined) query = query.where('topic', '=', topic);
  if (state !== undefined) query = query.where('state', '=', state);
  return query;
}

/** Ids that exist, of those given. */
export async function knownContacts(read: Pick<Store['read'], 'selectFrom'>, ids: readonly string[]) {
  const rows = await read.selectFrom('contact').select('id').where('id', 'in', each(ids)).execute();
  return new Set(rows.map((row) => row.id));
}
