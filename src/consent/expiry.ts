import type { Store } from '../store/index.js';
import { changeConsent, loadStanding } from './change.js';
import type { Environment } from './evidence.js';
import { PENDING_LIFE } from './machine.js';

const PAGE = 100;

/** Ends requests that nobody has answered in time. Returns how many. */
export async function expireRequests(
  store: Store,
  context: { now: number; environment: Environment },
): Promise<number> {
  await shortenFuture(store, context.now + PENDING_LIFE);
  let ended = 0;
  for (;;) {
    const due = await store.read
      .selectFrom('consent')
      .select(['contact_id', 'topic'])
      .where('expires_at', '<=', context.now)
      .limit(PAGE)
      .execute();
    if (due.length === 0) return ended;
    await store.write(async (tx) => {
      for (const { contact_id: contactId, topic } of due) {
        const standing = await loadStanding(tx, contactId);
        const known = standing.topics.get(topic);
        // Read again inside the transaction: they may have answered in the last moment.
        if (known?.expiresAt == null || known.expiresAt > context.now) continue;
        const act = {
          event: 'EXPIRE',
          topics: [topic],
          at: context.now,
          source: 'system',
          actor: 'system',
        } as const;
        await changeConsent(tx, contactId, standing, { ...act, evidence: {} }, context);
      }
    });
    ended += due.length;
  }
}

/** What was asked while the clock was ahead waits no longer than anything that is asked now. */
async function shortenFuture(store: Store, latest: number): Promise<void> {
  const ahead = await store.read
    .selectFrom('consent')
    .select('contact_id')
    .where('expires_at', '>', latest)
    .limit(1)
    .executeTakeFirst();
  if (!ahead) return;
  await store.write((tx) =>
    tx.updateTable('consent').set({ expires_at: latest }).where('expires_at', '>', latest).execute(),
  );
}
