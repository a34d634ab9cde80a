import { sql } from 'kysely';
import { each, type Store, type Tx } from '../../store/index.js';
import type { Outcome, Reason } from './outcome.js';
import type { Counts } from './page.js';

/** Rows without proof are kept this long: numbers that nobody may write to have no purpose. UU PDP Pasal 43. */
export const QUARANTINE = 90 * 24 * 60 * 60 * 1000;
const PAGE = 200;

/**
 * Lets go of rows whose proof never came, page by page. Returns how many.
 */
export async function discardUnproven(store: Store, now: number): Promise<number> {
  let discarded = 0;
  for (;;) {
    const rows = await store.read
      .selectFrom('import_row')
      .innerJoin('import', 'import.id', 'import_row.import_id')
      .select(['import_row.import_id as id', 'import_row.row as row'])
      .where('import_row.phone', 'is not', null)
      .where('import.created_at', '<', now - QUARANTINE)
      .where('import.completed_at', 'is not', null)
      .limit(PAGE)
      .execute();
    if (rows.length === 0) return discarded;
    await store.write(async (tx) => {
      for (const [id, ofImport] of Map.groupBy(rows, (row) => row.id)) {
        const numbers = ofImport.map(({ row }) => row);
        await release(tx, id, numbers, 'discarded', 'never_proven');
      }
    });
    discarded += rows.length;
  }
}

/** Takes an erased person's numbers out of the rows that wait for a proof, in the transaction that erases. */
export async function forgetUnproven(tx: Tx, phones: readonly string[]): Promise<void> {
  const rows = await tx
    .selectFrom('import_row')
    .select(['import_id as id', 'row'])
    .where('phone', 'in', each(phones))
    .execute();
  for (const [id, ofImport] of Map.groupBy(rows, (row) => row.id)) {
    const numbers = ofImport.map(({ row }) => row);
    await release(tx, id, numbers, 'refused', 'erased');
  }
}

async function release(
  tx: Tx,
  importId: string,
  rows: readonly number[],
  outcome: Outcome,
  reason: Reason,
): Promise<void> {
  const known = await tx.selectFrom('import').select('counts').where('id', '=', importId).executeTakeFirst();
  const [result] = await tx
    .updateTable('import_row')
    .set({ outcome, reason, phone: null, data: null })
    .where('import_id', '=', importId)
    .where(sql<boolean>`row in ${each(rows)}`)
    .where('phone', 'is not', null)
    .execute();
  const released = Number(result?.numUpdatedRows ?? 0);
  const counts = JSON.parse(known?.counts ?? '{}') as Counts;
  counts.unproven = (counts.unproven ?? 0) - released;
  counts[outcome] = (counts[outcome] ?? 0) + released;
  await tx
    .updateTable('import')
    .set({ counts: JSON.stringify(counts) })
    .where('id', '=', importId)
    .execute();
}
