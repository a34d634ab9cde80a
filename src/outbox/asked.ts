import { sql } from 'kysely';
import type { Tx } from '../store/index.js';

/** A message that may be the one question for a consent. */
interface Question {
  purpose: string;
  contactId: string;
  topic: string | null;
}

/**
 * A request is asked for once: that it was counts from the attempt, however Meta answers. Where it is certain that
 * nothing left, `by` -1 takes that back, else nobody would ever ask.
 */
export async function countAsked(tx: Tx, rows: readonly Question[], by: 1 | -1): Promise<void> {
  for (const { purpose, contactId, topic } of rows) {
    if (purpose !== 'permission' || topic === null) continue;
    await tx
      .updateTable('consent')
      .set({ asked: sql<number>`max(0, asked + ${by})` })
      .where('contact_id', '=', contactId)
      .where('topic', '=', topic)
      .execute();
  }
}
