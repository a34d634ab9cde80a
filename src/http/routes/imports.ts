import { z } from 'zod';
import { beginAskImported, endAskImported, readAskImported } from '../../broadcast/ask-imported.js';
import type { ColumnMap, ImportColumn } from '../../consent/import/columns.js';
import { readDateCell } from '../../consent/import/date-cell.js';
import { ImportFileError } from '../../consent/import/file-error.js';
import { ImportStateError } from '../../consent/import/imports.js';
import { listImports, readImport, readReport } from '../../consent/import/reading.js';
import { reportFile } from '../../consent/import/report-file.js';
import { foldTopic, type ImportCells } from '../../consent/import/row.js';
import { localDay, topicNames } from '../../consent/import/run.js';
import { explain, FAULT_WORDS } from '../../consent/import/words.js';
import type { ApiDeps } from '../deps.js';
import { endpoint, FileReply } from '../endpoint.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { found, Problem } from '../problem.js';
import { idParams } from '../schemas.js';
import {
  ASK_IMPORTED_EXAMPLE,
  askImportedBody,
  askImportedSchema,
  IMPORT_EXAMPLE,
  importOverview,
  importQuery,
  importSchema,
  outcome,
  proofBody,
} from './import-schema.js';
import { overviewOf } from './import-view.js';

const tag = 'imports';
const SECOND = 1000;
/** How long an answer waits for what was asked to begin. */
const PROMPT = 2 * SECOND;

const post = endpoint({
  method: 'post',
  path: '/imports',
  tag,
  summary: {
    id: 'Impor permintaan izin beserta buktinya (CSV atau .xlsx)',
    en: 'Import requests for consent with their proof (CSV or .xlsx)',
  },
  query: importQuery,
  streamed: [
    'text/csv',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'text/tab-separated-values',
    'text/plain',
    'application/vnd.ms-excel',
    'application/octet-stream',
  ],
  bodyExample:
    'phone,name,topic,source,date,wording,reference\n081234567890,Siti,info-zakat,formulir,2026-01-05,"Ya, kirimi saya info zakat",F-118\n',
  response: importSchema,
  status: 201,
  refusals: ['import_header', 'import_file'],
  example: IMPORT_EXAMPLE,
  async handle(deps, { query, file, actor }) {
    const { dry_run: dryRun, name = null, sheet = null, map = [], wait, ask, ...given } = query;
    const defaults = await checkedDefaults(deps, given);
    const settings = { sheet, columns: readMap([map].flat()), defaults };
    const id = await deps.imports
      .create(file, { ...settings, name, dryRun, actor })
      .catch((error: unknown) => {
        throw error instanceof ImportFileError ? problemOf(error) : error;
      });
    if (ask && !dryRun) await beginAskImported(deps.store, id, actor, deps.now());
    await deps.imports.ended(id, wait * SECOND);
    return importOf(deps, id, 50);
  },
});

const list = endpoint({
  method: 'get',
  path: '/imports',
  tag,
  summary: { id: 'Semua impor, terbaru dulu', en: 'All imports, the newest first' },
  query: pageQuery,
  response: pageOf(importOverview),
  example: { items: [overviewExample()], next: null },
  async handle({ store }, { query }) {
    const [before] = readCursor(query.cursor, z.tuple([z.string()])) ?? [];
    const rows = await listImports(store.read, before, query.limit + 1);
    return page(rows, query.limit, (row) => [row.id], overviewOf);
  },
});

const get = endpoint({
  method: 'get',
  path: '/imports/{id}',
  tag,
  summary: { id: 'Laporan impor, baris demi baris', en: 'Report of an import, row by row' },
  params: idParams,
  query: pageQuery.extend({ outcome: outcome.optional() }),
  response: importSchema,
  example: IMPORT_EXAMPLE,
  handle: (deps, { params, query }) => importOf(deps, params.id, query.limit, query.cursor, query.outcome),
});

const report = endpoint({
  method: 'get',
  path: '/imports/{id}/report',
  tag,
  summary: { id: 'Unduh laporan impor sebagai CSV', en: 'Download the report of an import as CSV' },
  params: idParams,
  query: z.object({ outcome: outcome.optional() }),
  produces: ['text/csv'],
  response: z.undefined(),
  example: undefined,
  async handle({ store }, { params, query }) {
    found(await readImport(store.read, params.id));
    return new FileReply('text/csv', reportFile(store.read, params.id, query.outcome), `${params.id}.csv`);
  },
});

const cancel = endpoint({
  method: 'post',
  path: '/imports/{id}/cancel',
  tag,
  summary: {
    id: 'Batalkan impor; yang sudah diminta tetap diminta',
    en: 'Cancel an import; what has been requested stays so',
  },
  params: idParams,
  response: importSchema,
  refusals: ['import_ended'],
  example: { ...IMPORT_EXAMPLE, state: 'cancelled', percent: 40 },
  async handle(deps, { params }) {
    found(await readImport(deps.store.read, params.id));
    await deps.imports.cancel(params.id).catch(refused);
    return importOf(deps, params.id, 50);
  },
});

const prove = endpoint({
  method: 'post',
  path: '/imports/{id}/proof',
  tag,
  summary: {
    id: 'Lampirkan bukti untuk baris yang belum berbukti; lalu izinnya diminta',
    en: 'Attach a proof to the rows that have none; then their consent is requested',
  },
  params: idParams,
  body: proofBody,
  bodyExample: {
    source: 'formulir acara 3 Agustus',
    date: '2025-08-03',
    wording: 'Ya, kirimi saya info zakat lewat WhatsApp',
    reference: 'map 2025/14',
  },
  response: importSchema,
  status: 202,
  refusals: ['import_running', 'import_proven'],
  example: { ...IMPORT_EXAMPLE, state: 'running' },
  async handle(deps, { params, body, actor }) {
    found(await readImport(deps.store.read, params.id));
    const { source = null, wording = null, reference = null, sha256 = null } = body;
    const date = body.date == null ? null : checkedDate(deps, body.date, 'date', 'invalid');
    await deps.imports.prove(params.id, { source, date, wording, reference, sha256, actor }).catch(refused);
    await deps.imports.ended(params.id, PROMPT);
    return importOf(deps, params.id, 50);
  },
});

const ask = endpoint({
  method: 'post',
  path: '/imports/{id}/ask',
  tag,
  summary: {
    id: 'Kirimi mereka yang permintaannya berlaku satu pesan yang menanyakan persetujuan, paling banyak 256 menunggu',
    en: 'Send those whose request stands the one message that asks for their yes, at most 256 waiting at a time',
  },
  params: idParams,
  response: askImportedSchema,
  status: 202,
  example: { ...ASK_IMPORTED_EXAMPLE, asked: 0 },
  async handle({ store, now }, { params, actor }) {
    found(await readImport(store.read, params.id));
    return askImportedBody(await beginAskImported(store, params.id, actor, now()));
  },
});

const asking = endpoint({
  method: 'get',
  path: '/imports/{id}/ask',
  tag,
  summary: { id: 'Sejauh mana mereka ditanyai', en: 'How far asking them has come' },
  params: idParams,
  response: askImportedSchema,
  example: ASK_IMPORTED_EXAMPLE,
  handle: async ({ store }, { params }) =>
    askImportedBody(found(await readAskImported(store.read, params.id))),
});

const stopAsking = endpoint({
  method: 'delete',
  path: '/imports/{id}/ask',
  tag,
  summary: {
    id: 'Berhenti menanyai yang belum ditanyai',
    en: 'Ask nobody else; what is on its way stays',
  },
  params: idParams,
  response: askImportedSchema,
  example: { ...ASK_IMPORTED_EXAMPLE, state: 'completed', ended_at: '2026-01-05T02:05:00.000Z' },
  handle: async ({ store, now }, { params }) =>
    askImportedBody(found(await endAskImported(store, params.id, now()))),
});

export const imports = [post, list, get, report, cancel, prove, ask, asking, stopAsking];

function readMap(pairs: readonly string[]): ColumnMap {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at) as ImportColumn, pair.slice(at + 1)];
    }),
  );
}

/** What is said for the whole file is checked before the file is read. */
async function checkedDefaults(deps: ApiDeps, given: { [K in ImportColumn]?: string | undefined }) {
  const { topic, date } = given;
  if (topic !== undefined && !new Map(await topicNames(deps.store.read)).has(foldTopic(topic))) {
    const message = 'there is no such topic; see GET /topics';
    throw new Problem('invalid_query', { faults: [{ path: 'topic', message }] });
  }
  if (date !== undefined) checkedDate(deps, date, 'date', 'invalid_query');
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as ImportCells;
}

function checkedDate(deps: ApiDeps, text: string, path: string, code: 'invalid' | 'invalid_query'): string {
  const read = readDateCell(text, localDay(deps.now(), deps.sources.timezone));
  if (typeof read !== 'string') return read.date;
  const message =
    read === 'date_in_future'
      ? 'is in the future'
      : 'is no date; write 2025-08-03, or the day before the month';
  throw new Problem(code, { faults: [{ path, message }] });
}

/** The file's own fault; the codes of the header are older than the others. */
function problemOf({ fault }: ImportFileError): Problem {
  if (fault === 'too_large') return new Problem('too_large');
  const header = fault === 'no_header' || fault === 'empty_file' || fault === 'unmapped_column';
  const members = { fault };
  return new Problem(header ? 'import_header' : 'import_file', { detail: FAULT_WORDS[fault], members });
}

function refused(error: unknown): never {
  throw error instanceof ImportStateError ? new Problem(`import_${error.why}`) : error;
}

async function importOf(
  { store }: ApiDeps,
  id: string,
  limit: number,
  cursor?: string,
  only?: z.output<typeof outcome>,
) {
  const view = found(await readImport(store.read, id));
  const [after] = readCursor(cursor, z.tuple([z.int()])) ?? [0];
  const rows = await readReport(store.read, id, { after, limit: limit + 1, outcome: only });
  return {
    ...overviewOf(view),
    ...page(
      rows,
      limit,
      (row) => [row.row],
      (row) => ({
        row: row.row,
        line: row.line,
        outcome: row.outcome,
        reason: row.reason,
        message: explain(row),
      }),
    ),
  };
}

function overviewExample() {
  const { items: _items, next: _next, ...overview } = IMPORT_EXAMPLE;
  return overview;
}
