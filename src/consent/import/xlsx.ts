import { posix } from 'node:path';
import { ImportFileError } from './file-error.js';
import { LONGEST_CELL, SharedStrings } from './shared-strings.js';
import type { Sheet, SheetRow } from './sheet-row.js';
import { dateOfSerial, isDateStyle } from './xlsx-styles.js';
import { Parts } from './xlsx-zip.js';
import { Xml } from './xml.js';

const WORKBOOK = 'xl/workbook.xml';
/** Columns beyond this are not ours. */
const MOST_COLUMNS = 500;

/**
 * Opens one sheet of an .xlsx: the one named, else the first that is not hidden. Nothing is unpacked as a
 * whole. Numbers keep the digits that the cell holds, however they are shown; dates come as ISO.
 * @throws ImportFileError
 */
export async function openXlsx(path: string, scratch: string, sheet: string | null): Promise<Sheet> {
  const parts = await Parts.open(path);
  try {
    if (!parts.has(WORKBOOK)) throw new ImportFileError('unreadable_format');
    const workbook = readWorkbook(await parts.small(WORKBOOK));
    const targets = readRelations(await parts.small('xl/_rels/workbook.xml.rels'));
    const wanted = chooseSheet(workbook.sheets, sheet);
    const part = targets.byId.get(wanted.relation);
    if (part === undefined || !parts.has(part)) throw new ImportFileError('broken_file');
    const styles = targets.byType.get('styles');
    const dates = styles && parts.has(styles) ? readStyles(await parts.small(styles)) : [];
    const texts = targets.byType.get('sharedStrings');
    const strings = new SharedStrings(texts && parts.has(texts) ? parts.text(texts) : undefined, scratch);
    const size = Math.max(1, parts.size(part));
    let read = 0;
    const counted = async function* () {
      for await (const chunk of parts.text(part)) {
        read += chunk.length;
        yield chunk;
      }
    };
    return {
      rows: readRows(counted(), strings, { dates, from1904: workbook.from1904 }),
      share: () => Math.min(1, read / size),
      close: async () => {
        await strings.close();
        parts.close();
      },
    };
  } catch (error) {
    parts.close();
    throw error;
  }
}

interface SheetName {
  name: string;
  relation: string;
  hidden: boolean;
}

function readWorkbook(text: string): { sheets: SheetName[]; from1904: boolean } {
  const sheets: SheetName[] = [];
  let from1904 = false;
  readWhole(text, (name, attributes) => {
    if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
    if (name !== 'sheet') return;
    const relation = Object.entries(attributes).find(
      ([key]) => /(^|:)id$/.test(key) && key !== 'sheetId',
    )?.[1];
    sheets.push({
      name: attributes['name'] ?? '',
      relation: relation ?? '',
      hidden: /hidden/i.test(attributes['state'] ?? ''),
    });
  });
  return { sheets, from1904 };
}

function chooseSheet(sheets: readonly SheetName[], name: string | null): SheetName {
  const fold = (text: string) => text.trim().toLowerCase();
  const found =
    name === null
      ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0])
      : sheets.find((one) => fold(one.name) === fold(name));
  if (!found) throw new ImportFileError(name === null ? 'broken_file' : 'unknown_sheet');
  return found;
}

function readRelations(text: string) {
  const byId = new Map<string, string>();
  const byType = new Map<string, string>();
  readWhole(text, (name, { Id, Type, Target }) => {
    if (name !== 'Relationship' || Id === undefined || Target === undefined) return;
    const part = Target.startsWith('/') ? Target : posix.join('xl', Target);
    byId.set(Id, part);
    byType.set(Type?.split('/').at(-1) ?? '', part);
  });
  return { byId, byType };
}

/** Which cell formats show a date, by their number. */
function readStyles(text: string): boolean[] {
  const codes = new Map<number, string>();
  const dates: boolean[] = [];
  let inCells = false;
  readWhole(
    text,
    (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0);
        dates.push(isDateStyle(id, codes.get(id)));
      }
    },
    (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  );
  return dates;
}

function readWhole(
  text: string,
  open: (name: string, attributes: Record<string, string>) => void,
  close: (name: string) => void = () => undefined,
): void {
  const xml = new Xml({ open, close });
  xml.write(text);
  xml.end();
}

/** A cell as it stands in the sheet; a number where the text has to be looked up. */
type RawCell = string | { shared: number };
interface RawRow {
  line: number;
  cells: RawCell[];
}

async function* readRows(
  chunks: AsyncIterable<string>,
  strings: SharedStrings,
  formats: Formats,
): AsyncGenerator<SheetRow[]> {
  const done: RawRow[] = [];
  const xml = new Xml(sheetHandler(done, formats));
  for await (const chunk of chunks) {
    xml.write(chunk);
    if (done.length === 0) continue;
    const rows: SheetRow[] = [];
    for (const { line, cells } of done.splice(0)) {
      const texts: string[] = [];
      for (const cell of cells)
        texts.push(
          typeof cell === 'string' ? cell : (strings.has(cell.shared) ?? (await strings.get(cell.shared))),
        );
      rows.push({ line, cells: texts });
    }
    yield rows;
  }
  xml.end();
}

interface Formats {
  /** Whether a cell format shows a date. */
  dates: readonly boolean[];
  from1904: boolean;
}

function sheetHandler(done: RawRow[], formats: Formats) {
  let row: RawRow | undefined;
  let lastLine = 0;
  let column = -1;
  let type = '';
  let style = 0;
  let value: string | undefined;
  let reading = false;
  let phonetic = false;
  return {
    open: (name: string, attributes: Record<string, string>) => {
      if (name === 'row') {
        lastLine = Number(attributes['r']) || lastLine + 1;
        row = { line: lastLine, cells: [] };
        column = -1;
      } else if (name === 'c') {
        column = columnOf(attributes['r']) ?? column + 1;
        type = attributes['t'] ?? 'n';
        style = Number(attributes['s'] ?? 0);
        value = undefined;
      } else if (name === 'rPh') phonetic = true;
      else if (name === 'v' || (name === 't' && !phonetic)) {
        reading = true;
        value ??= '';
      }
    },
    close: (name: string) => {
      if (name === 'v' || name === 't') reading = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c' && row && value !== undefined && column < MOST_COLUMNS) {
        while (row.cells.length < column) row.cells.push('');
        row.cells[column] = readCell(value, type, formats.dates[style] ?? false, formats.from1904);
      } else if (name === 'row' && row) {
        done.push(row);
        row = undefined;
      }
    },
    text: (piece: string) => {
      if (reading && value !== undefined && value.length < LONGEST_CELL)
        value += piece.slice(0, LONGEST_CELL);
    },
  };
}

/** The content of a cell by its type (ECMA-376 18.18.11). */
function readCell(value: string, type: string, isDate: boolean, from1904: boolean): RawCell {
  if (type === 's') return { shared: Number(value) };
  if (type === 'e') return '';
  if (type !== 'n') return value;
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number)) return value;
  const date = isDate ? dateOfSerial(number, from1904) : undefined;
  // A phone number is often kept as 6.28123456789E12: all its digits are there.
  return date ?? (Number.isSafeInteger(number) ? String(number) : value);
}

/** `C5` is column 2; undefined without a reference. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}
