import type { Store } from '../store/index.js';

/** The number of ours that a contact wrote to last, and when; `fallback` for those who never wrote. */
export async function numberOf(
  read: Pick<Store['read'], 'selectFrom'>,
  contactId: string,
  fallback: string,
): Promise<{ numberId: string; lastInboundAt: number | null }> {
  const row = await read
    .selectFrom('window')
    .select(['number_id', 'last_inbound_at'])
    .where('contact_id', '=', contactId)
    .orderBy('last_inbound_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row
    ? { numberId: row.number_id, lastInboundAt: row.last_inbound_at }
    : { numberId: fallback, lastInboundAt: null };
}
