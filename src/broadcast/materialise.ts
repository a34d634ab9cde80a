import { sql } from 'kysely';
import { addToCounts } from '../outbox/moves.js';
import { PRIORITY } from '../outbox/row.js';
import type { Tx } from '../store/index.js';
import { audiencePage, filtersOf, PAGE, pageEnd } from './audience.js';
import { END } from './row.js';
import type { Audience } from './types.js';

/**
 * Gives the next page of the audience a row each in the outbox: state `queued`, in no batch yet, without
 * content. Rows, cursor and counts commit together, so a crash repeats nothing and leaves nobody out.
 * Returns whether there is more.
 */
export async function materialisePage(
  tx: Tx,
  broadcast: { id: string; topic: string; audience: string; cursor: string | null },
  numberId: string,
  now: number,
  size: number = PAGE,
): Promise<boolean> {
  const { id, topic } = broadcast;
  const cursor = broadcast.cursor ?? '';
  if (cursor === END) return false;
  const filters = await filtersOf(tx, JSON.parse(broadcast.audience) as Audience);
  const last = await pageEnd(tx, topic, cursor, size);
  const { numAffectedRows } = await sql`
    insert into outbox (
      contact_id, number_id, purpose, topic, broadcast_id, priority, state, not_before, created_at, updated_at,
      attempts)
    select consent.contact_id, ${numberId}, 'marketing', consent.topic, ${id}, ${PRIORITY.marketing}, 'queued',
      ${now}, ${now}, ${now}, 0
    ${audiencePage(topic, filters, cursor, last)}
    order by consent.contact_id
    on conflict (broadcast_id, contact_id) where broadcast_id is not null do nothing`.execute(tx);
  const added = Number(numAffectedRows ?? 0n);
  if (added > 0) await addToCounts(tx, [[id, 'queued', '', added]]);
  await tx
    .updateTable('broadcast')
    .set((set) => ({ cursor: last ?? END, total: set('total', '+', added) }))
    .where('id', '=', id)
    .execute();
  return last !== null;
}
