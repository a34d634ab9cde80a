import { announce, type Tx } from '../store/index.js';
import { BroadcastError } from './broadcast-error.js';
import { type BroadcastEvent, type BroadcastState, move } from './machine.js';
import { forgive } from './pacing.js';
import { broadcastOf, tallyOf } from './row.js';
import type { Broadcast } from './types.js';

/**
 * The one way to move a broadcast, in the caller's transaction. `actor` null: the program itself.
 * @throws BroadcastError not_found, invalid_state
 */
export async function changeState(
  tx: Tx,
  id: string,
  event: BroadcastEvent['type'],
  how: { reason: string | null; actor: string | null; now: number },
): Promise<Broadcast> {
  const row = await tx.selectFrom('broadcast').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  const early = row.started_at === null && row.schedule_at !== null && row.schedule_at > how.now;
  const to = move(row.state as BroadcastState, event, { early });
  if (to === null) throw notFrom(row.state as BroadcastState);
  const values = {
    state: to,
    reason: how.reason,
    actor: how.actor,
    started_at: to === 'running' ? (row.started_at ?? how.now) : row.started_at,
    completed_at: to === 'completed' ? how.now : null,
    // Staff saw the figures and say go on: the breaker counts from here.
    forgiven: event === 'RESUME' ? JSON.stringify(forgive(await tallyOf(tx, id))) : row.forgiven,
  };
  await tx.updateTable('broadcast').set(values).where('id', '=', id).execute();
  announce(tx, { type: 'broadcast', broadcastId: id });
  return broadcastOf({ ...row, ...values });
}

/** Pauses a running or waiting broadcast; false: it is in neither of these states. */
export async function pauseBroadcast(tx: Tx, id: string, reason: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('broadcast')
    .set({ state: 'paused', reason, actor: null })
    .where('id', '=', id)
    .where('state', 'in', ['running', 'scheduled'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  announce(tx, { type: 'broadcast', broadcastId: id });
  return true;
}

/** Pauses every broadcast that uses this template; returns their ids. */
export async function pauseForTemplate(
  tx: Tx,
  template: { name: string; language: string },
  status: string,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('broadcast')
    .select(['id', 'template'])
    .where('state', 'in', ['running', 'scheduled'])
    .execute();
  const using = rows
    .map((row) => ({ id: row.id, template: JSON.parse(row.template) as Broadcast['template'] }))
    .filter((row) => row.template.name === template.name && row.template.language === template.language);
  const reason = status === 'PAUSED' ? 'template_paused' : 'template_not_approved';
  for (const { id } of using) await pauseBroadcast(tx, id, reason);
  return using.map(({ id }) => id);
}

export const notFound = () =>
  new BroadcastError('not_found', { id: 'Siaran ini tidak ada.', en: 'There is no such broadcast.' });

const STATE_WORDS: Record<BroadcastState, { id: string; en: string }> = {
  draft: { id: 'masih draf', en: 'still a draft' },
  scheduled: { id: 'sudah dijadwalkan', en: 'scheduled already' },
  running: { id: 'sedang berjalan', en: 'running' },
  paused: { id: 'sedang dijeda', en: 'paused' },
  completed: { id: 'sudah selesai', en: 'completed' },
  cancelled: { id: 'sudah dibatalkan', en: 'cancelled' },
};

const notFrom = (state: BroadcastState) =>
  new BroadcastError('invalid_state', {
    id: `Tidak bisa: siaran ini ${STATE_WORDS[state].id}.`,
    en: `Not possible: this broadcast is ${STATE_WORDS[state].en}.`,
  });
