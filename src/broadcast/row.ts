import type { Selectable } from 'kysely';
import type { BroadcastTable, Tx } from '../store/index.js';
import type { BroadcastState } from './machine.js';
import type { Tally } from './pacing.js';
import type { Audience, Broadcast, TemplateChoice } from './types.js';

/** The cursor when everybody of the audience is in the outbox; sorts after every contact id. */
export const END = '~';

export function broadcastOf(row: Selectable<BroadcastTable>): Broadcast {
  return {
    id: row.id,
    name: row.name,
    topic: row.topic,
    template: JSON.parse(row.template) as TemplateChoice,
    audience: JSON.parse(row.audience) as Audience,
    scheduleAt: row.schedule_at,
    state: row.state as BroadcastState,
    reason: row.reason,
    actor: row.actor,
    materialised: row.cursor === END,
    total: row.total,
    batch: row.batch,
    createdAt: row.created_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
  };
}

/** Recipients by state and reason, from the counts that every change keeps. */
export async function tallyOf(read: Pick<Tx, 'selectFrom'>, broadcastId: string): Promise<Tally> {
  return read
    .selectFrom('broadcast_count')
    .select(['state', 'reason', 'n'])
    .where('broadcast_id', '=', broadcastId)
    .where('n', '>', 0)
    .execute();
}
