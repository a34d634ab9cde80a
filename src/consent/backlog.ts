import { sql } from 'kysely';
import type { Store } from '../store/index.js';

/** What waits for staff with a clock of its own. */
export interface Backlog {
  open: number;
  /** How many of them are beyond their time. */
  overdue: number;
  /** When the next one is due, ms. */
  nextDue: number | null;
}

/** How much of it waits at this moment, ms. */
export async function backlogOf(
  read: Pick<Store['read'], 'selectFrom'>,
  table: 'complaint' | 'rights_request',
  now: number,
): Promise<Backlog> {
  const rows = await read
    .selectFrom(table)
    .select('due_at')
    .where('state', '=', sql.lit('open'))
    .orderBy('due_at')
    .execute();
  return {
    open: rows.length,
    overdue: rows.filter((row) => row.due_at <= now).length,
    nextDue: rows[0]?.due_at ?? null,
  };
}
