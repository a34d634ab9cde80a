import type { Store } from '../store/index.js';
import { type OriginRecord, originRecord, sourceOf } from './origin.js';

/** How many people came from a source, and how many of them complained. */
export interface SourceRate {
  source: string;
  name: string | null;
  contacts: number;
  complaints: number;
  open: number;
  /** Complaints by contacts, 0 to 1. */
  rate: number;
}

/** Records read by one statement. */
const STRIDE = 2_000;

/**
 * The rate of complaints of each source of consent, the worst first. Reads the ledger page by page, so that
 * nothing else waits for it.
 */
export async function complaintRates(read: Store['read']): Promise<SourceRate[]> {
  const rates = new Map<string, SourceRate>();
  const rateOf = (source: string, name: string | null) => {
    const key = JSON.stringify([source, name]);
    const known = rates.get(key) ?? { source, name, contacts: 0, complaints: 0, open: 0, rate: 0 };
    rates.set(key, known);
    return known;
  };
  for await (const records of peoplesRecords(read)) {
    const record = originRecord(records);
    if (!record) continue;
    const { source, name } = sourceOf(record);
    rateOf(source, name).contacts += 1;
  }
  const complaints = await read
    .selectFrom('complaint')
    .select((select) => ['source', 'source_name', 'state', select.fn.countAll<number>().as('n')])
    .groupBy(['source', 'source_name', 'state'])
    .execute();
  for (const { source, source_name, state, n } of complaints) {
    const rate = rateOf(source, source_name);
    rate.complaints += Number(n);
    if (state === 'open') rate.open += Number(n);
  }
  return [...rates.values()]
    .map((one) => ({ ...one, rate: one.complaints / Math.max(1, one.contacts, one.complaints) }))
    .toSorted((a, b) => b.rate - a.rate || b.contacts - a.contacts);
}

/** What tells of their origin, one person after another. */
async function* peoplesRecords(read: Store['read']): AsyncGenerator<OriginRecord[]> {
  let contactId = '';
  let seq = 0;
  let person: OriginRecord[] = [];
  for (;;) {
    const rows = await read
      .selectFrom('ledger')
      .select(['contact_id', 'seq', 'event', 'at', 'source', 'actor', 'evidence'])
      .where((where) =>
        where.or([
          where('contact_id', '>', contactId),
          where.and([where('contact_id', '=', contactId), where('seq', '>', seq)]),
        ]),
      )
      .orderBy('contact_id')
      .orderBy('seq')
      .limit(STRIDE)
      .execute();
    for (const row of rows) {
      if (row.contact_id !== contactId && person.length > 0) {
        yield person;
        person = [];
      }
      contactId = row.contact_id;
      seq = row.seq;
      person.push(row);
    }
    if (rows.length < STRIDE) break;
    await new Promise((next) => setImmediate(next));
  }
  if (person.length > 0) yield person;
}
