import type { Store } from '../store/index.js';

/** An import and how it went. Times in ms. */
export interface ImportView {
  id: string;
  state: 'running' | 'completed' | 'failed';
  dryRun: boolean;
  rows: number;
  counts: Record<string, number>;
  createdAt: number;
  completedAt: number | null;
}

export async function readImport(read: Store['read'], id: string): Promise<ImportView | undefined> {
  const row = await read.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirst();
  return (
    row && {
      id,
      state: row.state as ImportView['state'],
      dryRun: row.dry_run === 1,
      rows: row.rows,
      counts: JSON.parse(row.counts) as Record<string, number>,
      createdAt: row.created_at,
      completedAt: row.completed_at,
    }
  );
}

/** The report, row by row; row 1 is the first below the header. */
export async function readImportRows(read: Store['read'], id: string, after: number, limit: number) {
  return read
    .selectFrom('import_row')
    .select(['row', 'outcome', 'reason'])
    .where('import_id', '=', id)
    .where('row', '>', after)
    .orderBy('row')
    .limit(limit)
    .execute();
}
