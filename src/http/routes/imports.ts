import { z } from 'zod';
import { importConsents } from '../../consent/import.js';
import { readImport, readImportRows } from '../../consent/import-reading.js';
import type { ApiDeps } from '../deps.js';
import { endpoint } from '../endpoint.js';
import { page, pageQuery, readCursor } from '../page.js';
import { found } from '../problem.js';
import { flag, idParams, iso, isoOrNull, named, time, timeOrNull } from '../schemas.js';

const tag = 'imports';

const importSchema = named(
  'Import',
  z.object({
    id: z.string(),
    state: z.enum(['running', 'completed', 'failed']),
    dry_run: z.boolean(),
    rows: z.int(),
    counts: z.object({ requested: z.int(), unchanged: z.int(), refused: z.int(), invalid: z.int() }),
    created_at: time,
    completed_at: timeOrNull,
    items: z.array(
      z.object({
        row: z.int().meta({ description: '1 is the first below the header.' }),
        outcome: z.enum(['requested', 'unchanged', 'refused', 'invalid']),
        reason: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
);

const EXAMPLE: z.input<typeof importSchema> = {
  id: 'im_01jd7q0m5v8k2r4t6w8y0a2c4e',
  state: 'completed',
  dry_run: false,
  rows: 2,
  counts: { requested: 1, unchanged: 0, refused: 1, invalid: 0 },
  created_at: '2026-01-05T02:00:00.000Z',
  completed_at: '2026-01-05T02:00:01.000Z',
  items: [
    { row: 1, outcome: 'requested', reason: null },
    { row: 2, outcome: 'refused', reason: 'opted_out' },
  ],
  next: null,
};

const post = endpoint({
  method: 'post',
  path: '/imports',
  tag,
  summary: {
    id: 'Impor permintaan izin beserta buktinya (CSV)',
    en: 'Import requests for consent with their proof (CSV)',
  },
  query: z.object({ dry_run: flag }),
  streamed: ['text/csv'],
  bodyExample:
    'phone,name,topic,source,date,wording,reference\n081234567890,Siti,info-zakat,formulir,2026-01-05,"Ya, kirimi saya info zakat",F-118\n',
  response: importSchema,
  status: 201,
  refusals: ['import_header'],
  example: EXAMPLE,
  async handle(deps, { query, file }) {
    const { store, suppression, sources, country, now } = deps;
    const id = await importConsents(file, {
      store,
      suppression,
      environment: sources.environment,
      country,
      now,
      dryRun: query.dry_run,
    });
    return importOf(deps, id, 50);
  },
});

const get = endpoint({
  method: 'get',
  path: '/imports/{id}',
  tag,
  summary: { id: 'Laporan impor, baris demi baris', en: 'Report of an import, row by row' },
  params: idParams,
  query: pageQuery,
  response: importSchema,
  example: EXAMPLE,
  handle: (deps, { params, query }) => importOf(deps, params.id, query.limit, query.cursor),
});

async function importOf({ store }: ApiDeps, id: string, limit: number, cursor?: string) {
  const { dryRun, createdAt, completedAt, ...view } = found(await readImport(store.read, id));
  const [after] = readCursor(cursor, z.tuple([z.int()])) ?? [0];
  const rows = await readImportRows(store.read, id, after, limit + 1);
  return {
    ...view,
    counts: { requested: 0, unchanged: 0, refused: 0, invalid: 0, ...view.counts },
    dry_run: dryRun,
    created_at: iso(createdAt),
    completed_at: isoOrNull(completedAt),
    ...page(
      rows,
      limit,
      (row) => [row.row],
      (row) => ({ ...row, outcome: row.outcome as 'requested' }),
    ),
  };
}

export const imports = [post, get];
