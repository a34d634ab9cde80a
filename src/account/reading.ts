import type { Store } from '../store/index.js';

/** What happened to the account, newest first, older than `before`. Times in ms. */
export async function listAccountEvents(read: Store['read'], before: number, limit: number) {
  const rows = await read
    .selectFrom('account_event')
    .selectAll()
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ detail, ...row }) => ({
    ...row,
    detail: JSON.parse(detail) as Record<string, unknown>,
  }));
}
