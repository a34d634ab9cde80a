import type { ShownAs } from '../media/in-content.js';
import { findMedium } from '../media/register.js';
import { GAP_WORDS, gapsIn } from '../media/rights.js';
import { sendableAs } from '../media/sendable.js';
import type { Tx } from '../store/index.js';
import { LIMITS } from '../whatsapp/limits.js';
import { HandoffError } from './handoff-error.js';

/** A file of the register that goes with a reply. */
export interface ReplyFile {
  id: string;
  kind: ShownAs;
  /** So many characters may stand below it; sounds and stickers have no words (Meta docs: messages/audio, stickers). */
  mostWords: number;
}

const WORDLESS: ReadonlySet<ShownAs> = new Set(['audio', 'sticker']);

/**
 * The file as its reader will see it. The gate looks at the rights again when it is sent.
 * @throws HandoffError media_rights_missing when it is not on record, or its rights are not whole
 */
export async function replyFile(read: Pick<Tx, 'selectFrom'>, id: string, now: number): Promise<ReplyFile> {
  const medium = await findMedium(read, id);
  if (!medium) {
    throw new HandoffError('media_rights_missing', {
      id: `Tidak ada berkas "${id}" dalam daftar media. Daftarkan dulu beserta izinnya.`,
      en: `There is no file "${id}" on record. Enter it first, with the rights to it.`,
    });
  }
  const [gap] = gapsIn(medium, now);
  if (gap) throw new HandoffError('media_rights_missing', GAP_WORDS[gap]);
  const kind = sendableAs(medium.name)?.kinds[0] ?? 'document';
  return { id, kind, mostWords: WORDLESS.has(kind) ? 0 : LIMITS.caption };
}
