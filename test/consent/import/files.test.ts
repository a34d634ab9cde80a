import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ImportFileError } from '../../../src/consent/import/file-error.js';
import { readWithoutBlocking } from '../../../src/consent/import/read-elsewhere.js';
import { type ReadJob, type ReadRow, readImport } from '../../../src/consent/import/reader.js';
import { type Cell, type Workbook, xlsx, zip } from '../../setup/xlsx.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'izin-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const JOB: Omit<ReadJob, 'path' | 'scratch'> = {
  sheet: null,
  columns: {},
  defaults: { topic: 'info-zakat' },
  topics: [
    ['info zakat', 'info-zakat'],
    ['laporan', 'laporan'],
  ],
  country: 'ID',
  today: '2026-01-05',
  skip: 0,
};

/** What a file says: its rows, and the fault that ended it. */
async function read(bytes: Buffer | string, job: Partial<ReadJob> = {}, by = readImport) {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  const rows: ReadRow[] = [];
  let columns: object | undefined;
  let fault: string | undefined;
  try {
    for await (const part of by({ ...JOB, path, scratch: join(folder, 'scratch'), ...job })) {
      if (part.type === 'header') columns = part.columns;
      else rows.push(...part.rows);
    }
  } catch (error) {
    if (!(error instanceof ImportFileError)) throw error;
    fault = error.fault;
  }
  expect(readdirSync(folder)).toEqual(['file']);
  return { rows, columns, fault };
}
const people = async (...given: Parameters<typeof read>) => {
  const { rows, fault } = await read(...given);
  expect(fault).toBeUndefined();
  return rows.map(({ read: row }) => (typeof row === 'string' ? row : [row.phone, row.name, row.date]));
};

const SITI = ['6281234567890', 'Siti', '2025-08-03'];
const BUDI = ['6285611112222', 'Budi, SE', '2025-08-04'];
const CSV = 'No HP,Nama,Tanggal setuju\n081234567890,Siti,3/8/2025\n085611112222,"Budi, SE",4 Agt 2025\n';
const SEMICOLONS =
  'No HP;Nama;Tanggal setuju\n081234567890;Siti;3/8/2025\n085611112222;Budi, SE;4 Agt 2025\n';

describe('CSV as spreadsheets write it:', () => {
  const utf16 = (text: string, bigEndian = false) => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return bigEndian ? bytes.swap16() : bytes;
  };
  test.each<[string, string | Buffer]>([
    ['commas', CSV],
    ['semicolons', SEMICOLONS],
    ['tabs', SEMICOLONS.replaceAll(';', '\t')],
    ['bars', SEMICOLONS.replaceAll(';', '|')],
    ['a byte order mark and CRLF', `\ufeff${CSV.replaceAll('\n', '\r\n')}`],
    ['old Mac line ends', CSV.replaceAll('\n', '\r')],
    ['UTF-16 as "Unicode text"', utf16(SEMICOLONS.replaceAll(';', '\t'))],
    ['UTF-16, big end first', utf16(CSV, true)],
    ['UTF-16 without a mark', utf16(CSV).subarray(2)],
    ['sep=;', `sep=;\r\n${SEMICOLONS}`],
    ['no end of the last line', CSV.trimEnd()],
    ['empty lines and lines of marks alone', `\n${SEMICOLONS.replaceAll('\n', '\n;;\n\n')};;;\n`],
    ['a title above', `DAFTAR DONATUR ZAKAT 2025;;\nper 31 Agustus;;\n\n${SEMICOLONS}`],
    ['columns of its own', CSV.replaceAll('\n', ',x\n')],
    [
      'empty columns before, between and behind',
      `;;${SEMICOLONS.replaceAll(';', ';;').replaceAll('\n', ';;\n;;')}`,
    ],
    ['a header over two lines', CSV.replace('No HP', '"No HP\n(WhatsApp)"')],
    ['UTF-16 with semicolons and sep=', utf16(`sep=;\r\n${SEMICOLONS}`)],
    ['headers in English', CSV.replace('No HP,Nama,Tanggal setuju', 'Mobile Number,Full Name,Opt-in date')],
  ])('%s', async (_, bytes) => expect(await people(bytes)).toEqual([SITI, BUDI]));

  test('Windows-1252, found by the first letter that is no UTF-8, however late', async () => {
    const filler = '081234567891,Umar,3/8/2025\n'.repeat(6000);
    const bytes = Buffer.from(`${CSV}${filler}081234567892,Ren\u00e9e \u0096 Jos\u00e9,3/8/2025\n`, 'latin1');
    const found = await people(bytes);
    expect(found.at(-1)).toEqual(['6281234567892', 'Renée – José', '2025-08-03']);
  });

  test('a cell over several lines is one cell, whatever the line ends', async () => {
    const csv = 'No HP,Nama,Tanggal\r\n"081234567890\r\n085611112222","Siti\r\nAminah",3/8/2025\r\n';
    const { rows } = await read(csv);
    expect(rows.map(({ read: row }) => row)).toMatchObject([
      { phone: '6281234567890', others: ['6285611112222'], name: 'Siti\r\nAminah', date: '2025-08-03' },
    ]);
  });

  test('a quote in the middle of a cell is a letter', async () => {
    expect(await people('No HP,Nama,Tanggal\n081234567890,Siti "Ibu" Aminah,3/8/2025\n')).toEqual([
      ['6281234567890', 'Siti "Ibu" Aminah', '2025-08-03'],
    ]);
  });

  test('rows say where a spreadsheet shows them', async () => {
    const { rows } = await read(`Judul\n\nNo HP,Nama\n081234567890,"Siti\nAminah"\n\n081234567891,Umar\n`);
    expect(rows.map(({ row, line }) => [row, line])).toEqual([
      [1, 4],
      [2, 6],
    ]);
  });

  test('what was handled before is skipped', async () => {
    expect((await read(CSV, { skip: 1 })).rows.map(({ row }) => row)).toEqual([2]);
  });

  test('columns can be named, and what is empty has a default', async () => {
    const csv = 'A;B;C\nSiti;081234567890;laporan\nBudi;085611112222;\n';
    const job = {
      columns: { phone: 'B', name: 'A', topic: 'C' },
      defaults: { topic: 'Info Zakat', source: 'acara' },
    };
    const { rows, columns } = await read(csv, job);
    expect(columns).toEqual({ phone: 'B', name: 'A', topic: 'C' });
    expect(rows.map(({ read: row }) => row)).toMatchObject([
      { phone: '6281234567890', name: 'Siti', topic: 'laporan', source: 'acara' },
      { phone: '6285611112222', name: 'Budi', topic: 'info-zakat', source: 'acara' },
    ]);
  });
});

describe('.xlsx:', () => {
  const rows: Cell[][] = [
    ['No', 'No HP', 'Nama', 'Tanggal setuju'],
    [1, 6281234567890, 'Siti', { date: 45872 }],
    [2, '0856-1111-2222', 'Budi, SE', '4 Agt 2025'],
  ];
  const book = (more: Partial<Workbook> = {}) => xlsx({ sheets: [{ name: 'Data', rows }], ...more });

  test.each<[string, () => Buffer]>([
    ['shared strings', () => book()],
    ['texts in the cells', () => book({ inline: true })],
    [
      'a hidden sheet before it',
      () =>
        book({
          sheets: [
            { name: 'x', rows: [['a']], hidden: true },
            { name: 'y', rows },
          ],
        }),
    ],
    [
      'a title and empty rows',
      () => book({ sheets: [{ name: 'y', rows: [['Daftar HP'], [], ...rows, [], ['', '']] }] }),
    ],
  ])('%s', async (_, file) => expect(await people(file())).toEqual([SITI, BUDI]));

  test('the first sheet where all are hidden', async () => {
    expect(await people(book({ sheets: [{ name: 'y', rows, hidden: true }] }))).toEqual([SITI, BUDI]);
  });

  test('empty columns before and between', async () => {
    const wide = rows.map((cells) => ['', '', ...cells.flatMap((cell): Cell[] => [cell, ''])]);
    expect(await people(xlsx({ sheets: [{ name: 'y', rows: wide }] }))).toEqual([SITI, BUDI]);
  });

  test('merged cells count for the first of them: what the others would say is not guessed', async () => {
    const cell = (place: string, text = '') => `<c r="${place}" t="str"><v>${text}</v></c>`;
    const xml =
      '<worksheet><sheetData>' +
      `<row r="1">${cell('A1', 'Daftar donatur')}<c r="B1"/><c r="C1"/></row>` +
      `<row r="2">${cell('A2', 'No HP')}${cell('B2', 'Nama')}${cell('C2', 'Tanggal setuju')}</row>` +
      `<row r="3">${cell('A3', '081234567890')}${cell('B3', 'Siti')}${cell('C3', '3 Agt 2025')}</row>` +
      `<row r="4">${cell('A4', '085611112222')}${cell('B4', 'Budi')}<c r="C4"/></row>` +
      '</sheetData><mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="C3:C4"/></mergeCells></worksheet>';
    const file = xlsx({ sheets: [{ name: 'x', rows: [] }], parts: { 'xl/worksheets/sheet1.xml': xml } });
    expect(await people(file)).toEqual([SITI, ['6285611112222', 'Budi', null]]);
  });

  test('the sheet that is named', async () => {
    const file = book({
      sheets: [
        { name: 'Isi', rows: [['x']] },
        { name: 'Donatur 2025', rows },
      ],
    });
    expect(await people(file, { sheet: ' donatur 2025' })).toEqual([SITI, BUDI]);
    expect((await read(file, { sheet: 'Tidak ada' })).fault).toBe('unknown_sheet');
  });

  test.each<[string, Cell, string | undefined]>([
    ['a number with half a digit', { xml: '<c r="A2" s="2"><v>6281234567890.5</v></c>' }, undefined],
    [
      'a number in full though shown as 6,28E+12',
      { xml: '<c r="A2" s="2"><v>6.28123456789E12</v></c>' },
      '6281234567890',
    ],
    [
      'a number that was rounded before it came here',
      { xml: '<c r="A2" s="2"><v>6.28E12</v></c>' },
      undefined,
    ],
    ['a number without its zero', 81234567890, '6281234567890'],
    ['a text with an apostrophe', "'081234567890", '6281234567890'],
    [
      'rich text',
      { xml: '<c r="A2" t="inlineStr"><is><r><t>0812</t></r><r><t>34567890</t></r></is></c>' },
      '6281234567890',
    ],
    [
      'the result of a formula',
      { xml: '<c r="A2" t="str"><f>A1</f><v>081234567890</v></c>' },
      '6281234567890',
    ],
    ['an error', { xml: '<c r="A2" t="e"><v>#N/A</v></c>' }, undefined],
    ['a number with a date’s style', { xml: '<c r="A2" s="1"><v>81234567890</v></c>' }, '6281234567890'],
    ['a cell without its place', { xml: '<c><v>81234567890</v></c>' }, '6281234567890'],
  ])('%s', async (_, cell, phone) => {
    const { rows: found } = await read(
      xlsx({
        sheets: [
          {
            name: 'x',
            rows: [
              ['HP', 'Nama'],
              [cell, 'Siti'],
            ],
          },
        ],
      }),
    );
    expect(found.map(({ read: row }) => (typeof row === 'string' ? undefined : row.phone))).toEqual([phone]);
  });

  test.each<[string, Cell, boolean, string]>([
    ['a day', { date: 45872 }, false, '2025-08-03'],
    ['a day and a time', { date: 45872.5 }, false, '2025-08-03T12:00:00'],
    ['a day of a workbook from a Mac', { date: 45872 - 1462 }, true, '2025-08-03'],
    ['a serial number', 45872, false, '2025-08-03'],
    ['an ISO date', { xml: '<c r="B2" t="d"><v>2025-08-03T00:00:00</v></c>' }, false, '2025-08-03T00:00:00'],
  ])('%s', async (_, cell, date1904, date) => {
    const table = [
      ['HP', 'Tanggal'],
      ['081234567890', cell],
    ];
    const [[, , found] = []] = (await people(
      xlsx({ sheets: [{ name: 'x', rows: table }], date1904 }),
    )) as string[][];
    expect(found).toBe(date);
  });

  test('many thousand different texts, in any order, with little memory', async () => {
    const names = Array.from({ length: 60_000 }, (_, i) => `Orang ${i}`);
    const table: Cell[][] = [['HP', 'Nama']];
    for (const [i, name] of names.entries()) table.push([6281200000000 + i, name]);
    for (let i = 0; i < 60_000; i += 7919) table.push([6281300000000 + i, names[59_999 - i] ?? '']);
    const found = (await people(xlsx({ sheets: [{ name: 'x', rows: table }] }))) as string[][];
    expect(found.map(([, name]) => name)).toEqual(table.slice(1).map(([, name]) => name));
  });

  test('a thread reads the same', async () => {
    const large = `${CSV}${'081234567891,Umar,3/8/2025\n'.repeat(8000)}`;
    for (const file of [book(), large]) {
      expect(await read(file, {}, readWithoutBlocking)).toEqual(await read(file));
    }
  });

  test('a thread that is left alone ends and leaves nothing', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, book());
    for await (const part of readWithoutBlocking({ ...JOB, path, scratch: join(folder, 'scratch') })) {
      expect(part.type).toBe('header');
      break;
    }
    expect(readdirSync(folder)).toEqual(['file']);
  });
});

describe('bad files say what they are:', () => {
  const book = xlsx({
    sheets: [{ name: 'x', rows: [['HP'], ...Array.from({ length: 3000 }, (_, i) => [6281200000000 + i])] }],
  });
  const sheet = (xml: string) =>
    xlsx({ sheets: [{ name: 'x', rows: [] }], parts: { 'xl/worksheets/sheet1.xml': xml } });
  test.each<[string, Buffer | string, string]>([
    ['nothing', '', 'empty_file'],
    ['blanks', ' \n\n\t\n', 'empty_file'],
    ['no column of numbers', 'Nama,Alamat\nSiti,Bandung\n', 'no_header'],
    ['data without a header', '081234567890,Siti\n', 'no_header'],
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'old_excel'],
    ['a PDF', '%PDF-1.7\n', 'unreadable_format'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'unreadable_format'],
    [
      'random bytes',
      Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)),
      'unreadable_format',
    ],
    [
      'a web page that calls itself .xls',
      '<html><table><tr><td>HP</td></tr></table></html>',
      'unreadable_format',
    ],
    ['an archive of something else', zip({ 'a.txt': 'x' }), 'unreadable_format'],
    ['half an .xlsx', book.subarray(0, book.length / 2), 'broken_file'],
    [
      'an .xlsx with a hole',
      Buffer.concat([book.subarray(0, 40), Buffer.alloc(60, 7), book.subarray(100)]),
      'broken_file',
    ],
    ['a sheet that ends in the middle', sheet('<worksheet><sheetData><row><c><v>1</v>'), 'broken_file'],
    ['a sheet that is no XML', sheet('HP,Nama'), 'broken_file'],
    ['one line of 10 MB', `phone,${'x'.repeat(10 * 1024 * 1024)}`, 'line_too_long'],
    ['a quote that is never closed', `phone,name\n"${'0812,\n'.repeat(20_000)}`, 'line_too_long'],
    ['a bomb', sheet(`<worksheet>${' '.repeat(200 * 1024 * 1024)}</worksheet>`), 'expands_too_far'],
    [
      'a cell of 20 MB',
      sheet(
        `<worksheet><sheetData><row><c t="str"><v>${'7'.repeat(20 * 1024 * 1024)}</v></c></row></sheetData></worksheet>`,
      ),
      'expands_too_far',
    ],
    [
      'entities that stand for entities',
      sheet(
        '<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData><row><c t="str"><v>&a;&a;</v></c></row></sheetData></worksheet>',
      ),
      'broken_file',
    ],
  ])('%s', async (_, bytes, fault) => expect((await read(bytes)).fault).toBe(fault));

  test('a column that is said and not there', async () => {
    expect((await read(CSV, { columns: { phone: 'Telepon' } })).fault).toBe('unmapped_column');
  });

  test('a header alone is a table without rows', async () => {
    expect(await read('phone,name,topic,source,date,wording,reference\n')).toMatchObject({
      rows: [],
      fault: undefined,
    });
  });

  test('what stands before the damage is read', async () => {
    const { rows, fault } = await read(`${CSV}081234567891,Umar,3/8/2025\n"081234567892,Ali`);
    expect([rows.length, fault]).toEqual([3, 'csv_syntax']);
  });

  test('no bytes make it fall over', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 0, max: 400 }),
        async (noise, at) => {
          const file = Buffer.from(xlsx({ sheets: [{ name: 'x', rows: [['HP'], [81234567890]] }] }));
          file.set(noise.slice(0, Math.max(0, file.length - at)), Math.min(at, file.length));
          await read(file);
          await read(Buffer.from(noise));
        },
      ),
      { numRuns: 150 },
    );
  });
});
