import type { CountryCode } from 'libphonenumber-js';
import { type ColumnMap, findHeader, IMPORT_COLUMNS, type ImportColumn, type Placement } from './columns.js';
import { openCsv } from './csv.js';
import { ImportFileError } from './file-error.js';
import { kindOf } from './file-kind.js';
import { type ImportCells, type ImportFault, type ImportRow, type RowContext, readImportRow } from './row.js';
import type { Sheet, SheetRow } from './sheet-row.js';
import { openXlsx } from './xlsx.js';

/** A file to read, and what to read it with. */
export interface ReadJob {
  path: string;
  /** A file that may be made meanwhile and is removed at the end. */
  scratch: string;
  sheet: string | null;
  columns: ColumnMap;
  defaults: ImportCells;
  topics: readonly (readonly [name: string, id: string])[];
  country: CountryCode;
  /** Local date, `YYYY-MM-DD`. */
  today: string;
  /** Rows that were handled before. */
  skip: number;
  /** Only the header is wanted. */
  headerOnly?: boolean;
}

/** One row that was read. */
export interface ReadRow {
  /** 1 is the first below the header; empty ones do not count. */
  row: number;
  /** Where a spreadsheet shows it. */
  line: number;
  read: ImportRow | ImportFault;
}

export type ReadPart =
  /** The header as it stands in the file, of the columns that were found. */
  { type: 'header'; columns: ColumnMap } | { type: 'rows'; rows: ReadRow[]; share: number };

/** The header is looked for in so many first rows. */
const HEADER_WITHIN = 30;
const BATCH = 256;

/** Reads a file from front to back: first the header, then its rows. @throws ImportFileError */
export async function* readImport(job: ReadJob): AsyncGenerator<ReadPart> {
  const sheet = await openSheet(job);
  try {
    yield* readSheet(sheet, job);
  } finally {
    await sheet.close();
  }
}

async function openSheet({ path, scratch, sheet }: ReadJob): Promise<Sheet> {
  const kind = await kindOf(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new ImportFileError('file_missing') : error;
  });
  return kind.kind === 'xlsx' ? openXlsx(path, scratch, sheet) : openCsv(path, kind);
}

async function* readSheet(sheet: Sheet, job: ReadJob): AsyncGenerator<ReadPart> {
  const context: RowContext = { ...job, topics: new Map(job.topics) };
  const rows = sheet.rows[Symbol.asyncIterator]();
  const first = await firstRows(rows);
  const header = headerOf(first, job.columns);
  const { placement } = header;
  yield { type: 'header', columns: namesOf(placement, first.rows[header.index]?.cells ?? []) };
  if (job.headerOnly) return;
  let count = 0;
  let batch: ReadRow[] = [];
  let pending: SheetRow[] | undefined = first.rows.slice(header.index + 1);
  while (pending) {
    for (const { line, cells } of pending) {
      if (cells.every((cell) => cell.trim() === '')) continue;
      count += 1;
      if (count <= job.skip) continue;
      batch.push({ row: count, line, read: readImportRow(pick(cells, placement), context) });
      if (batch.length < BATCH) continue;
      yield { type: 'rows', rows: batch, share: sheet.share() };
      batch = [];
    }
    if (first.error) break;
    const next = await nextRows(rows);
    if (next.error) {
      if (batch.length > 0) yield { type: 'rows', rows: batch, share: sheet.share() };
      throw next.error;
    }
    pending = next.rows;
  }
  if (batch.length > 0) yield { type: 'rows', rows: batch, share: sheet.share() };
  if (first.error) throw first.error;
}

type Rows = AsyncIterator<SheetRow[]>;

async function nextRows(rows: Rows): Promise<{ rows?: SheetRow[] | undefined; error?: unknown }> {
  try {
    const next = await rows.next();
    return { rows: next.done ? undefined : next.value };
  } catch (error) {
    return { error };
  }
}

/** Enough rows to find the header in; what breaks off behind it is told after them. */
async function firstRows(rows: Rows): Promise<{ rows: SheetRow[]; error?: unknown }> {
  const first: SheetRow[] = [];
  while (first.length < HEADER_WITHIN) {
    const next = await nextRows(rows);
    if (next.error !== undefined) return { rows: first, error: next.error };
    if (!next.rows) break;
    first.push(...next.rows);
  }
  return { rows: first };
}

function headerOf(
  { rows, error }: { rows: readonly SheetRow[]; error?: unknown },
  said: ColumnMap,
): { index: number; placement: Placement } {
  const candidates = rows.slice(0, HEADER_WITHIN).map(({ cells }) => cells);
  const header = findHeader(candidates, said);
  if (header) return header;
  if (error !== undefined) throw error;
  if (!candidates.flat().some((cell) => cell.trim() !== '')) throw new ImportFileError('empty_file');
  const mistaken = Object.keys(said).length > 0 && findHeader(candidates, {}) !== undefined;
  throw new ImportFileError(mistaken ? 'unmapped_column' : 'no_header');
}

function pick(cells: readonly string[], placement: Placement): ImportCells {
  const picked: ImportCells = {};
  for (const column of IMPORT_COLUMNS) {
    const index = placement[column];
    if (index !== undefined) picked[column] = cells[index] ?? '';
  }
  return picked;
}

function namesOf(placement: Placement, cells: readonly string[]): ColumnMap {
  return Object.fromEntries(
    (Object.entries(placement) as [ImportColumn, number][]).map(([column, index]) => [
      column,
      (cells[index] ?? '').trim().slice(0, 100),
    ]),
  );
}
