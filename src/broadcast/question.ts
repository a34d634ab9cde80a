import type { Store } from '../store/index.js';
import type { Bilingual } from '../whatsapp/error-row.js';
import { notAskedWords } from './request-facts.js';

/** What became of the message that asks for a yes to a pending request. Times in ms. */
export interface Question {
  /** Of the message in the outbox; `not_asked`: there is none. */
  state: string;
  /** Why it was not sent, or waits. */
  reason: string | null;
  words: Bilingual | null;
  /** When it is tried, while it waits; when it was sent. */
  at: number | null;
}

const WAITING: ReadonlySet<string> = new Set(['queued', 'deferred']);

/** The message that asks about a pending request; null: none was needed, or none was tried. */
export async function questionOf(
  read: Pick<Store['read'], 'selectFrom'>,
  contactId: string,
  topic: string,
): Promise<Question | null> {
  const consent = await read
    .selectFrom('consent')
    .select(['since', 'not_asked'])
    .where('contact_id', '=', contactId)
    .where('topic', '=', topic)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  if (!consent) return null;
  const row = await read
    .selectFrom('outbox')
    .select(['state', 'reason', 'not_before', 'attempted_at'])
    .where('contact_id', '=', contactId)
    .where('purpose', '=', 'permission')
    .where('topic', '=', topic)
    .where('created_at', '>=', consent.since)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  const { state = 'not_asked', reason = consent.not_asked } = row ?? {};
  if (!row && reason === null) return null;
  return {
    state,
    reason,
    words: reason === null ? null : notAskedWords(reason),
    at: row && WAITING.has(row.state) ? row.not_before : (row?.attempted_at ?? null),
  };
}
