import type { Store } from '../store/index.js';
import { type LedgerEntry, readGrounds } from './ledger-reading.js';
import { listTopics } from './topics.js';

/** Where a contact stands with one topic, and what proves it. Times in ms. */
export interface ConsentView {
  topic: string;
  state: string;
  since: number | null;
  expiresAt: number | null;
  /** What of the topic they were asked about last. */
  version: number | null;
  /** What of it is asked now; null for a topic that does not exist. */
  newestVersion: number | null;
  /** The record of the ledger that led here; null while nothing was ever recorded. */
  ground: LedgerEntry | null;
}

/** One line for each topic that is offered, and for every other one that the contact ever had to do with. */
export async function readConsents(
  read: Pick<Store['read'], 'selectFrom' | 'executeQuery'>,
  contactId: string,
): Promise<ConsentView[]> {
  const rows = await read.selectFrom('consent').selectAll().where('contact_id', '=', contactId).execute();
  const grounds = await readGrounds(read, contactId);
  const known = new Map(rows.map((row) => [row.topic, row]));
  const all = await listTopics(read, { archived: true });
  const offered = all.filter(({ archivedAt }) => archivedAt === null).map(({ id }) => id);
  const topics = [...new Set([...offered, ...[...known.keys()].sort()])];
  return topics.map((topic) => {
    const row = known.get(topic);
    return {
      topic,
      state: row?.state ?? 'unknown',
      since: row?.since ?? null,
      expiresAt: row?.expires_at ?? null,
      version: row?.topic_version ?? null,
      newestVersion: all.find(({ id }) => id === topic)?.version ?? null,
      ground: grounds.get(topic) ?? null,
    };
  });
}
