import type { CountryCode } from 'libphonenumber-js';
import { readPhone } from '../contacts/phone.js';
import type { Identity } from '../whatsapp/identity.js';

/** The columns of an import, in the order in which we print them. */
export const IMPORT_COLUMNS = ['phone', 'name', 'topic', 'source', 'date', 'wording', 'reference'] as const;
export type ImportRecord = Partial<Record<(typeof IMPORT_COLUMNS)[number], string>>;

/** A row that says who asked for what, where, when, and how that can be proven. */
export interface ImportRow {
  identity: Identity;
  name: string | null;
  topic: string;
  source: string;
  /** As written: an ISO date, or day/month/year. */
  date: string;
  wording: string | null;
  reference: string | null;
}

export type ImportFault =
  | 'invalid_phone'
  | 'missing_topic'
  | 'unknown_topic'
  | 'missing_source'
  | 'missing_date'
  | 'invalid_date'
  | 'date_in_future'
  | 'missing_proof'
  | 'too_long';

/** Reads one row, or says what is wrong with it; pure. */
export function readImportRow(
  record: ImportRecord,
  topics: ReadonlySet<string>,
  country: CountryCode,
  now: number,
): ImportRow | ImportFault {
  const field = (name: keyof ImportRecord) => record[name]?.trim() ?? '';
  const identity = readPhone(field('phone'), country);
  if (!identity) return 'invalid_phone';
  if (field('topic') === '') return 'missing_topic';
  if (!topics.has(field('topic'))) return 'unknown_topic';
  if (field('source') === '') return 'missing_source';
  const date = readDate(field('date'));
  if (typeof date === 'string') return date;
  if (date > now) return 'date_in_future';
  // Consent without the words that were answered, or a paper to look them up on, cannot be proven.
  if (field('wording') === '' && field('reference') === '') return 'missing_proof';
  if (IMPORT_COLUMNS.some((name) => field(name).length > (name === 'wording' ? 4000 : 200)))
    return 'too_long';
  return {
    identity,
    name: field('name') || null,
    topic: field('topic'),
    source: field('source'),
    date: field('date'),
    wording: field('wording') || null,
    reference: field('reference') || null,
  };
}

function readDate(text: string): number | 'missing_date' | 'invalid_date' {
  if (text === '') return 'missing_date';
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const iso = local ? `${local[3]}-${local[2]?.padStart(2, '0')}-${local[1]?.padStart(2, '0')}` : text;
  if (!/^\d{4}-\d{2}-\d{2}([T ].*)?$/.test(iso)) return 'invalid_date';
  const at = Date.parse(iso.replace(' ', 'T'));
  // 31 February would silently become 3 March.
  return Number.isNaN(at) || (iso.length === 10 && new Date(at).toISOString().slice(0, 10) !== iso)
    ? 'invalid_date'
    : at;
}
