import { newId } from '../contacts/ids.js';
import type { Store, Tx } from '../store/index.js';
import { BroadcastError } from './broadcast-error.js';

/** Contacts with every one of the labels, that language and those attributes. */
export interface SegmentFilter {
  labels?: string[];
  language?: 'id' | 'en';
  attributes?: Record<string, string>;
}

export interface Segment {
  id: string;
  name: string;
  filter: SegmentFilter;
  createdAt: number;
}

export async function listSegments(read: Store['read']): Promise<Segment[]> {
  const rows = await read.selectFrom('segment').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    filter: JSON.parse(row.filter) as SegmentFilter,
    createdAt: row.created_at,
  }));
}

/** @throws BroadcastError invalid_audience when the filter asks for nothing */
export async function createSegment(
  store: Store,
  { name, filter }: { name: string; filter: SegmentFilter },
  now: number,
): Promise<Segment> {
  const asked = [...(filter.labels ?? []), filter.language, ...Object.keys(filter.attributes ?? {})];
  if (asked.filter((one) => one !== undefined && one !== '').length === 0) {
    throw new BroadcastError('invalid_audience', {
      id: 'Segmen ini tidak menyaring apa pun. Isi label, bahasa, atau atribut.',
      en: 'This segment filters nothing. Give it labels, a language or attributes.',
    });
  }
  const segment = { id: newId('sg', now), name, filter, createdAt: now };
  await store.write((tx) =>
    tx
      .insertInto('segment')
      .values({ id: segment.id, name, filter: JSON.stringify(filter), created_at: now })
      .execute(),
  );
  return segment;
}

export async function findSegment(read: Pick<Tx, 'selectFrom'>, id: string): Promise<SegmentFilter | null> {
  const row = await read.selectFrom('segment').select('filter').where('id', '=', id).executeTakeFirst();
  return row ? (JSON.parse(row.filter) as SegmentFilter) : null;
}
