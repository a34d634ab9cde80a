import type { Store, Tx } from '../store/index.js';
import type { MediaFiles } from './store.js';

/** Files that one round looks at. */
const PAGE = 50;

/** Notes that somebody needs these files no longer, in the caller's transaction. */
export async function letGo(tx: Tx, files: readonly string[], now: number): Promise<void> {
  for (const sha256 of new Set(files))
    await tx
      .insertInto('file_removal')
      .values({ sha256, at: now })
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute();
}

/** Whether any row still needs this file: the same content may have come from somebody else. */
async function isNeeded(read: Pick<Tx, 'selectFrom'>, sha256: string): Promise<boolean> {
  const inbound = await read
    .selectFrom('inbound_media')
    .select('event_id')
    .where('sha256', '=', sha256)
    .limit(1)
    .executeTakeFirst();
  return inbound !== undefined;
}

/**
 * Takes files off the disk that nobody needs any more. What is noted is forgotten only afterwards, so that a crash
 * in between repeats the removal. Returns how many files went.
 */
export async function removeFiles(store: Store, files: MediaFiles): Promise<number> {
  let removed = 0;
  for (;;) {
    const rows = await store.read.selectFrom('file_removal').select('sha256').limit(PAGE).execute();
    for (const { sha256 } of rows) {
      if (await files.removeUnless(sha256, () => isNeeded(store.read, sha256))) removed += 1;
      await store.write((tx) => tx.deleteFrom('file_removal').where('sha256', '=', sha256).execute());
    }
    if (rows.length < PAGE) return removed;
  }
}
