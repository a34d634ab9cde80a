import { crc32, deflateRawSync } from 'node:zlib';

/** A cell of a made-up sheet: a text, a number, a date by its style, or XML of its own. */
export type Cell = string | number | { date: number } | { xml: string };

export interface Workbook {
  sheets: { name: string; rows: Cell[][]; hidden?: boolean }[];
  date1904?: boolean;
  /** Texts in the sheet itself instead of in the shared strings. */
  inline?: boolean;
  /** Parts that replace those that are made. */
  parts?: Record<string, string>;
}

/** An .xlsx as spreadsheets write it: shared strings, a date format of its own. */
export function xlsx(workbook: Workbook): Buffer {
  const strings: string[] = [];
  const numbers = new Map<string, number>();
  const shared = (text: string) => {
    const known = numbers.get(text) ?? strings.push(text) - 1;
    numbers.set(text, known);
    return known;
  };
  const cell = (value: Cell, place: string) => {
    if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
    if (typeof value === 'string') {
      if (value === '') return '';
      if (workbook.inline) return `<c r="${place}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
      return `<c r="${place}" t="s"><v>${shared(value)}</v></c>`;
    }
    return 'date' in value ? `<c r="${place}" s="1"><v>${value.date}</v></c>` : value.xml;
  };
  const { sheets } = workbook;
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr${workbook.date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, hidden }, i) =>
          `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"${hidden ? ' state="hidden"' : ''}/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map(
        (_, i) => `<Relationship Id="rId${i + 1}" Type="t/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join('')}<Relationship Id="s" Type="t/styles" Target="/xl/styles.xml"/>${
      workbook.inline ? '' : '<Relationship Id="t" Type="t/sharedStrings" Target="sharedStrings.xml"/>'
    }</Relationships>`,
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-421]dd\\ mmmm\\ yyyy;@"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="11"/></cellXfs></styleSheet>',
  };
  for (const [i, { rows }] of sheets.entries()) {
    const lines = rows.map((cells, y) => {
      if (cells.length === 0) return '';
      return `<row r="${y + 1}">${cells.map((value, x) => cell(value, `${columnName(x)}${y + 1}`)).join('')}</row>`;
    });
    parts[`xl/worksheets/sheet${i + 1}.xml`] =
      `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet><sheetData>${lines.join('')}</sheetData></worksheet>`;
  }
  if (!workbook.inline)
    parts['xl/sharedStrings.xml'] =
      `<sst>${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`;
  return zip({ ...parts, ...workbook.parts });
}

const columnName = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A zip archive of these files. APPNOTE.TXT 4.3. */
export function zip(files: Record<string, string | Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    entries.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), fields, place, Buffer.from(name)]),
    );
    bodies.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, directory, Buffer.from('PK\x05\x06'), end]);
}
