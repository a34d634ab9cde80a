import { sourceInWords } from '../consent/in-words.js';
import type { Facts, Language } from '../flows/index.js';
import { prepared, type Tx } from '../store/index.js';

const DAY = 24 * 60 * 60 * 1000;
/** The summary counts what was sent within this time, ms. */
const SENT_WITHIN = 90 * DAY;

const countOf = prepared((db, contactId: string, since: number) =>
  db
    .selectFrom('outbox')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('contact_id', '=', contactId)
    .where('purpose', 'in', ['marketing', 'permission', 'utility'])
    .where('created_at', '>=', since)
    .where('state', 'in', ['accepted', 'sent', 'delivered', 'read', 'unknown']),
);

const sourceOf = prepared((db, contactId: string) =>
  db
    .selectFrom('ledger')
    .select('source')
    .where('contact_id', '=', contactId)
    .where('event', '=', 'CONFIRM')
    .where('effect', '=', 1)
    .orderBy('seq', 'desc')
    .limit(1),
);

/** What the data summary tells beyond what every turn knows: through which channel they agreed, what was sent. */
export async function dataSummary(
  tx: Tx,
  contactId: string,
  language: Language,
  now: number,
): Promise<Pick<NonNullable<Facts['person']>, 'source' | 'updates'>> {
  const [count] = await countOf(tx, contactId, now - SENT_WITHIN);
  const [ground] = await sourceOf(tx, contactId);
  return {
    updates: count?.n ?? 0,
    ...(ground && { source: sourceInWords(ground.source, language) }),
  };
}
