import type { Budget } from '../account/budget.js';
import type { Store } from '../store/index.js';

const DAY = 24 * 60 * 60 * 1000;

/** Whom the last day's messages went to, as far as they were ours to begin. */
export async function fillBudget(store: Store, budget: Budget, now: number): Promise<void> {
  const rows = await store.read
    .selectFrom('outbox')
    .select((select) => ['contact_id', select.fn.max('attempted_at').as('at')])
    .where('attempted_at', '>', now - DAY)
    .where('purpose', '!=', 'service')
    .where('state', 'not in', ['failed', 'queued', 'deferred', 'refused', 'cancelled'])
    .groupBy('contact_id')
    .orderBy('at')
    .execute();
  for (const row of rows) budget.spend(row.contact_id, row.at ?? now);
}
