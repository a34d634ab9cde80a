import { prepared, type Store } from '../../store/index.js';
import type { ColumnMap } from './columns.js';
import type { FileFault } from './file-error.js';
import { OUTCOMES, type Outcome, type Reason } from './outcome.js';
import type { ImportCells, Proof } from './row.js';

export type ImportState = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';

/** A proof that staff attached to an import. Times in ms. */
export interface AttachedProof extends Proof {
  /** Digest of the paper or file that it names, where one was given. */
  sha256: string | null;
  actor: string;
  at: number;
  /** Null while it is being applied. */
  appliedAt: number | null;
}

/** How a file is to be read. */
export interface ImportSettings {
  sheet: string | null;
  columns: ColumnMap;
  defaults: ImportCells;
}

/** An import and how it goes. Times in ms. */
export interface ImportView {
  id: string;
  name: string | null;
  state: ImportState;
  dryRun: boolean;
  rows: number;
  counts: Record<Outcome, number>;
  /** Of the file that has been read, 0 to 100. */
  percent: number;
  settings: ImportSettings;
  /** The header that was found, by column. */
  columns: ColumnMap;
  bytes: number;
  sha256: string;
  proofs: AttachedProof[];
  /** Why it failed. */
  fault: FileFault | 'internal' | null;
  actor: string;
  createdAt: number;
  completedAt: number | null;
}

const byId = prepared((db, id: string) => db.selectFrom('import').selectAll().where('id', '=', id));

export async function readImport(
  read: Pick<Store['read'], 'executeQuery'>,
  id: string,
): Promise<ImportView | undefined> {
  const [row] = await byId(read, id);
  return row && viewOf(row);
}

/** Imports, the newest first; `before`: the last one of the page before. */
export async function listImports(
  read: Store['read'],
  before: string | undefined,
  limit: number,
): Promise<ImportView[]> {
  let query = read.selectFrom('import').selectAll().orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.execute()).map(viewOf);
}

function viewOf(row: Awaited<ReturnType<typeof byId>>[number]): ImportView {
  const counts = JSON.parse(row.counts) as Partial<Record<Outcome, number>>;
  return {
    id: row.id,
    name: row.name,
    state: row.state as ImportState,
    dryRun: row.dry_run === 1,
    rows: row.rows,
    counts: Object.fromEntries(OUTCOMES.map((one) => [one, counts[one] ?? 0])) as Record<Outcome, number>,
    percent: row.percent,
    settings: JSON.parse(row.settings) as ImportSettings,
    columns: JSON.parse(row.columns) as ColumnMap,
    bytes: row.bytes,
    sha256: row.sha256,
    proofs: JSON.parse(row.proofs) as AttachedProof[],
    fault: row.fault as ImportView['fault'],
    actor: row.actor,
    createdAt: row.created_at,
    completedAt: row.completed_at,
  };
}

/** One line of the report. */
export interface ReportRow {
  row: number;
  line: number;
  outcome: Outcome;
  reason: Reason | null;
  note: 'second_number' | null;
}

/** The report, row by row, all of it or one outcome; row 1 is the first below the header. */
export async function readReport(
  read: Store['read'],
  id: string,
  { after, limit, outcome }: { after: number; limit: number; outcome?: Outcome | undefined },
): Promise<ReportRow[]> {
  let query = read
    .selectFrom('import_row')
    .select(['row', 'line', 'outcome', 'reason', 'note'])
    .where('import_id', '=', id)
    .where('row', '>', after)
    .orderBy('row')
    .limit(limit);
  if (outcome !== undefined) query = query.where('outcome', '=', outcome);
  return (await query.execute()) as ReportRow[];
}
