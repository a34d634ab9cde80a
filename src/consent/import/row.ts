import type { CountryCode } from 'libphonenumber-js';
import type { Identity } from '../../whatsapp/identity.js';
import { IMPORT_COLUMNS, type ImportColumn } from './columns.js';
import { type DateFault, readDateCell } from './date-cell.js';
import { type PhoneFault, readPhoneCell } from './phone-cell.js';

/** A row as it stands in the file. */
export type ImportCells = Partial<Record<ImportColumn, string>>;

/** What proves that somebody asked: where, when, in answer to which words, and where that can be looked up. */
export interface Proof {
  source: string | null;
  /** ISO date, with a time where one was written. */
  date: string | null;
  wording: string | null;
  reference: string | null;
}

/** A row that says who asked for what. */
export interface ImportRow extends Proof {
  phone: string;
  /** Further numbers in the same cell. */
  others: string[];
  name: string | null;
  topic: string;
}

/** What is missing for a row to be proven. */
export type ProofGap = 'missing_source' | 'missing_date' | 'missing_proof';
export type ImportFault =
  | PhoneFault
  | Exclude<DateFault, 'missing_date'>
  | 'missing_topic'
  | 'unknown_topic'
  | 'too_long';

/** What a row is read against. */
export interface RowContext {
  /** Folded names and ids of the topics that are offered. */
  topics: ReadonlyMap<string, string>;
  /** Used where a cell is empty or the column is missing. */
  defaults: ImportCells;
  country: CountryCode;
  /** Local date, `YYYY-MM-DD`. */
  today: string;
}

const LONGEST = (column: ImportColumn) => (column === 'wording' ? 4000 : 200);

/** Reads one row, or says what is wrong with it; pure. */
export function readImportRow(cells: ImportCells, context: RowContext): ImportRow | ImportFault {
  const field = (name: ImportColumn) => cells[name]?.trim() || context.defaults[name]?.trim() || '';
  const numbers = readPhoneCell(field('phone'), context.country);
  if (typeof numbers === 'string') return numbers;
  if (IMPORT_COLUMNS.some((name) => field(name).length > LONGEST(name))) return 'too_long';
  if (field('topic') === '') return 'missing_topic';
  const topic = context.topics.get(foldTopic(field('topic')));
  if (topic === undefined) return 'unknown_topic';
  const date = readDateCell(field('date'), context.today);
  if (date === 'invalid_date' || date === 'date_in_future') return date;
  const value = ({ value: digits }: Identity) => digits;
  return {
    phone: value(numbers.phone),
    others: numbers.others.map(value),
    name: field('name').replace(/^'/, '') || null,
    topic,
    source: field('source') || null,
    date: date === 'missing_date' ? null : date.date,
    wording: field('wording') || null,
    reference: field('reference') || null,
  };
}

/** What a row lacks; null: it is proven. Without the words, or a paper to look them up on, it is not. */
export function gapOf(proof: Proof): ProofGap | null {
  if (proof.source === null) return 'missing_source';
  if (proof.date === null) return 'missing_date';
  return proof.wording === null && proof.reference === null ? 'missing_proof' : null;
}

/** A topic as people write it: its id or its name, in any case. */
export function foldTopic(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
}
