import type { Store } from '../../store/index.js';
import type { Outcome } from './outcome.js';
import { readReport } from './reading.js';
import { explain } from './words.js';

const PAGE = 500;

/**
 * The report of an import as CSV, for a spreadsheet: where each row stands in the file, what became of it, why, and
 * what to do. Without personal data: whoever has the file finds the row by its line.
 */
export async function* reportFile(
  read: Store['read'],
  id: string,
  outcome: Outcome | undefined,
): AsyncGenerator<string> {
  yield '\ufeffline,row,outcome,reason,id,en\r\n';
  for (let after = 0; ; ) {
    const rows = await readReport(read, id, { after, limit: PAGE, outcome });
    const lines = rows.map((row) => {
      const words = explain(row);
      const cells = [row.line, row.row, row.outcome, row.reason ?? '', words.id, words.en];
      return `${cells.map(cell).join(',')}\r\n`;
    });
    yield lines.join('');
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.row ?? after;
    await new Promise((next) => setImmediate(next));
  }
}

const cell = (value: string | number) =>
  typeof value === 'number' ? value : `"${value.replaceAll('"', '""')}"`;
