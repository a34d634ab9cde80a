import { createReadStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { ImportFileError } from './file-error.js';
import type { FileKind } from './file-kind.js';
import type { Sheet, SheetRow } from './sheet-row.js';

/** Characters of the longest line. */
const LINE_LIMIT = 64 * 1024;
const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Opens a table of text: commas, semicolons (as spreadsheets in Indonesia write), tabs or bars, whichever the
 * first lines agree on, or Excel's own `sep=;`. Iterating throws ImportFileError where it stops being one.
 */
export function openCsv(path: string, { encoding, size }: Extract<FileKind, { kind: 'text' }>): Sheet {
  const bytes = createReadStream(path, { highWaterMark: 64 * 1024 });
  const text = decoded(bytes, encoding);
  return {
    rows: readRows(text),
    share: () => Math.min(1, bytes.bytesRead / size),
    close: async () => {
      bytes.destroy();
    },
  };
}

async function* decoded(bytes: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

async function* readRows(text: AsyncGenerator<string>): AsyncGenerator<SheetRow[]> {
  const head = await firstLines(text);
  const said = /^sep=(.)\r?\n/i.exec(head);
  let line = 0;
  let rows: SheetRow[] = [];
  const parser = parse({
    delimiter: said?.[1] ?? delimiterOf(head),
    max_record_size: LINE_LIMIT,
    relax_column_count: true,
    relax_quotes: true,
    // Taken here and not from the stream, which forgets what it has read when it meets an error.
    on_record: (cells: string[]) => {
      line += 1;
      rows.push({ line, cells });
    },
  });
  const over = finished(parser.resume()).catch((error: unknown) => error);
  try {
    for await (const piece of rejoined(said ? head.slice(said[0].length) : head, text)) {
      const failed = await new Promise<unknown>((next) => parser.write(piece, next));
      if (failed) break;
      if (rows.length > 0) yield rows.splice(0);
    }
    parser.end();
    const error = await over;
    if (rows.length > 0) yield rows;
    rows = [];
    if (error instanceof CsvError)
      throw new ImportFileError(error.code === 'CSV_MAX_RECORD_SIZE' ? 'line_too_long' : 'csv_syntax');
    if (error !== undefined) throw error;
  } finally {
    parser.destroy();
  }
}

/** Enough to see how the file is written. */
async function firstLines(text: AsyncGenerator<string>): Promise<string> {
  let head = '';
  while (head.length < LINE_LIMIT) {
    const next = await text.next();
    if (next.done) break;
    head += next.value;
  }
  return head;
}

async function* rejoined(head: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (head !== '') yield head;
  yield* rest;
}

/** The mark that most of the first lines have equally often, outside of quotes. */
function delimiterOf(head: string): string {
  const bare = head.slice(0, LINE_LIMIT).replace(/"[^"]*"/g, '');
  const lines = bare
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  let best = { mark: ',', lines: 0, times: 0 };
  for (const mark of DELIMITERS) {
    const tally = new Map<number, number>();
    for (const line of lines) {
      const times = line.split(mark).length - 1;
      if (times > 0) tally.set(times, (tally.get(times) ?? 0) + 1);
    }
    for (const [times, count] of tally) {
      if (count > best.lines || (count === best.lines && times > best.times))
        best = { mark, lines: count, times };
    }
  }
  return best.mark;
}
