import type { Tx } from '../store/index.js';
import type { Evidence } from './evidence.js';
import { absorbedInto } from './links.js';

/** Where we have somebody's number and consent from, as the ledger tells it. */
export interface Origin {
  /** When it was given: as the proof says where it was given elsewhere, else as recorded. ms */
  at: number;
  /** `import`, `web`, `paper`, ... ; `chat` when it was their own message here, `unknown` when nothing tells. */
  source: string;
  /** Which import, form or event, in the operator's words. */
  name: string | null;
  /** The words that were agreed to; null when they were not kept. */
  wording: string | null;
}

/** What of a record of the ledger tells where somebody came from. */
export interface OriginRecord {
  event: string;
  at: number;
  source: string;
  actor: string;
  evidence: string | null;
}

/**
 * The record that tells where somebody came from: the first request that was not their own, else their own
 * first. Pure; `records` in the order in which they were written.
 */
export function originRecord<T extends OriginRecord>(records: readonly T[]): T | undefined {
  const asked = records.filter(({ event }) => event === 'REQUEST' || event === 'CONFIRM');
  return asked.find(({ actor }) => actor !== 'customer') ?? asked[0];
}

/** What brought them into the chat, where their own message tells. */
const WAYS: ReadonlySet<string> = new Set(['link', 'qr', 'web', 'signup']);

/** What a record says of itself, apart from the words. Pure. */
export function sourceOf(record: OriginRecord): Pick<Origin, 'at' | 'source' | 'name'> {
  const { date, source } = JSON.parse(record.evidence ?? '{}') as Evidence;
  return {
    at: (typeof date === 'string' ? dateGiven(date) : undefined) ?? record.at,
    source: record.actor === 'customer' && !WAYS.has(record.source) ? 'chat' : record.source,
    name: typeof source === 'string' && source.trim() !== '' ? source.trim() : null,
  };
}

/** A date as proofs carry it: ISO, or day/month/year. */
function dateGiven(text: string): number | undefined {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim()) ?? [];
  const at = year ? Date.UTC(Number(year), Number(month) - 1, Number(day)) : Date.parse(text);
  return /^\d/.test(text.trim()) && !Number.isNaN(at) ? at : undefined;
}

/** Reads where a contact came from, from its ledger and those of the contacts that it has absorbed. */
export async function originOf(read: Pick<Tx, 'selectFrom'>, contactId: string): Promise<Origin> {
  const chains = [...(await absorbedInto(read, contactId)), contactId];
  const records = await read
    .selectFrom('ledger')
    .leftJoin('wording', 'wording.hash', 'ledger.wording')
    .select(['ledger.event', 'ledger.at', 'ledger.source', 'ledger.actor', 'ledger.evidence', 'wording.text'])
    .where('ledger.contact_id', 'in', chains)
    .where('ledger.event', 'in', ['REQUEST', 'CONFIRM'])
    .orderBy('ledger.recorded_at')
    .orderBy('ledger.seq')
    .limit(50)
    .execute();
  const record = originRecord(records);
  if (record) return { ...sourceOf(record), wording: record.text };
  const { created_at } = await read
    .selectFrom('contact')
    .select('created_at')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  return { at: created_at, source: 'unknown', name: null, wording: null };
}
