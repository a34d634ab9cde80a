import type { Store } from '../store/index.js';

/** Why a drill failed. `not_ready`: the test contact could not be subscribed, so nothing was tried. */
export type DrillReason =
  | 'unreachable'
  | 'refused'
  | 'not_ready'
  | 'gate_open'
  | 'permit_alive'
  | 'not_recorded'
  | 'late';

/** One synthetic opt-out. Times in ms from handing the webhook over; null: it did not come to that. */
export interface DrillResult {
  at: number;
  ok: boolean;
  reason: DrillReason | null;
  /** Until the webhook was answered; from then on the gate refused. */
  answered: number | null;
  /** Until the withdrawal was durable. */
  recorded: number | null;
}

export type KeptDrill = DrillResult & { id: number };

/** So many results are kept. */
const KEPT = 1_000;

export function keepDrill(store: Store, { at, ok, reason, answered, recorded }: DrillResult): Promise<void> {
  return store.write(async (tx) => {
    const { id } = await tx
      .insertInto('drill')
      .values({ at, ok: ok ? 1 : 0, reason, answered, recorded })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .deleteFrom('drill')
      .where('id', '<=', id - KEPT)
      .execute();
  });
}

/** Newest first, older than `before`. */
export async function listDrills(
  read: Pick<Store['read'], 'selectFrom'>,
  before: number,
  limit: number,
): Promise<KeptDrill[]> {
  const rows = await read
    .selectFrom('drill')
    .selectAll()
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, ok: row.ok === 1, reason: row.reason as DrillReason | null }));
}
