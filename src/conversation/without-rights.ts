import { mediaIn } from '../media/in-content.js';
import { readMediumFacts } from '../media/register.js';
import { lacksRights } from '../outbox/media.js';
import type { Tx } from '../store/index.js';
import type { Content } from '../whatsapp/content.js';

/**
 * What is left of a bubble when a file in it may not be shown: its words, so that nobody goes without their answer.
 * Undefined: it has none. The gate would refuse the whole; staff hear of it here.
 */
export async function withRightsOnly(
  tx: Tx,
  content: Content,
  wording: string,
  now: number,
): Promise<Content | undefined> {
  const carried = mediaIn(content);
  if (carried.length === 0) return content;
  const named = carried.flatMap(({ medium }) => medium ?? []);
  const known = await readMediumFacts(tx, named, '');
  if (!lacksRights({ paper: null }, content, known, now)) return content;
  const detail = JSON.stringify({ message: 'media_rights_missing', wording, media: named });
  await tx.insertInto('account_event').values({ at: now, kind: 'NOTICE', detail }).execute();
  return wordsOf(content);
}

/** The same bubble without its files. Pure. */
function wordsOf(content: Content): Content | undefined {
  switch (content.type) {
    case 'media':
      return content.caption ? { type: 'text', body: content.caption } : undefined;
    case 'buttons':
    case 'link': {
      const { media: _left, ...rest } = content;
      return rest;
    }
    default:
      return undefined;
  }
}
