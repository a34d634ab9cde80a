import { mediaIn } from '../media/in-content.js';
import { suspectUploads } from '../media/register.js';
import type { Tx } from '../store/index.js';
import type { Content } from '../whatsapp/content.js';
import type { OnConsequence } from './reports.js';
import { HOUR } from './settle.js';

/** Meta docs: support/error-codes, the file of a message could not be used. */
const FILE_UNUSABLE = 131053;

/**
 * Meta took a message and says later that its file is unusable: what we remember of the copy is dropped, so that the
 * next message, or the broadcast once staff resume it, gets a new one. The message itself stays failed.
 */
export const dropLostMedia: OnConsequence = async (tx, { outcome, message }, now) => {
  if (outcome.code !== FILE_UNUSABLE) return;
  const media = await mediaOf(tx, message.id, message.broadcastId);
  if (media.length > 0) await suspectUploads(tx, media, now - HOUR);
};

async function mediaOf(tx: Tx, id: number, broadcastId: string | null): Promise<string[]> {
  if (broadcastId !== null) {
    const row = await tx
      .selectFrom('broadcast')
      .select('template')
      .where('id', '=', broadcastId)
      .executeTakeFirst();
    const { media } = JSON.parse(row?.template ?? '{}') as { media?: string };
    return media === undefined ? [] : [media];
  }
  const row = await tx.selectFrom('outbox').select('content').where('id', '=', id).executeTakeFirst();
  const content = JSON.parse(row?.content ?? 'null') as Content | null;
  return content ? mediaIn(content).flatMap(({ medium }) => medium ?? []) : [];
}
