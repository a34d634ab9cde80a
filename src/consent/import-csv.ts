import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { IMPORT_COLUMNS, type ImportRecord } from './import-row.js';

/** The first line does not name the columns. */
export class ImportHeaderError extends Error {
  override readonly name = 'ImportHeaderError';
}

/** The file is longer than an import may be. */
export class ImportTooLargeError extends Error {
  override readonly name = 'ImportTooLargeError';
}

/** The file stops being CSV. Its message would quote the line, so it has none. */
export class CsvSyntaxError extends Error {
  override readonly name = 'CsvSyntaxError';
}

/** Bytes of the longest file, and of the longest line. */
const IMPORT_LIMIT = 64 * 1024 * 1024;
const LINE_LIMIT = 64 * 1024;
const NEEDED = ['phone', 'topic', 'source', 'date'] as const;

/**
 * Reads CSV as it arrives: commas, semicolons (as spreadsheets in Indonesia write) or tabs, whichever the
 * header uses; with or without a byte order mark; columns in any order.
 * @throws ImportHeaderError, ImportTooLargeError, CsvSyntaxError
 */
export async function* readCsv(file: AsyncIterable<Buffer | string>): AsyncGenerator<ImportRecord> {
  const chunks = limited(file)[Symbol.asyncIterator]();
  const head = await firstLine(chunks);
  const parser = parse({
    bom: true,
    columns: readHeader,
    delimiter: delimiterOf(head.toString('utf8').split('\n', 1)[0] ?? ''),
    max_record_size: LINE_LIMIT,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  const source = Readable.from(rejoined(head, chunks), { objectMode: false });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const record of parser) yield record as ImportRecord;
  } catch (error) {
    throw error instanceof CsvError ? new CsvSyntaxError('not CSV') : error;
  } finally {
    source.destroy();
  }
}

function readHeader(header: string[]): string[] {
  const names = header.map((name) => name.trim().toLowerCase());
  if (NEEDED.some((name) => !names.includes(name))) throw new ImportHeaderError('columns are missing');
  const known: readonly string[] = IMPORT_COLUMNS;
  return names.map((name, index) => (known.includes(name) ? name : `ignored_${index}`));
}

function delimiterOf(head: string): string {
  const count = (mark: string) => head.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

async function* limited(file: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of file) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > IMPORT_LIMIT) throw new ImportTooLargeError('the file is too long');
    yield bytes;
  }
}

/** Everything up to (at least) the end of the first line. */
async function firstLine(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (!head.includes('\n') && head.length <= LINE_LIMIT) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  if (head.toString('utf8').trim() === '') throw new ImportHeaderError('the file is empty');
  return head;
}

async function* rejoined(head: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  for (;;) {
    const next = await chunks.next();
    if (next.done) return;
    yield next.value;
  }
}
