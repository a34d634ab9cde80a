import { sql } from 'kysely';
import { maskPersonal } from '../faq/index.js';
import type { FaqNote } from '../flows/index.js';
import { prepared, type Tx } from '../store/index.js';
import { shorten } from '../whatsapp/limits.js';

/** What is counted of an entry. `handed_over`: an agent was asked for within the hour after the answer. */
export const FAQ_COUNTS = ['shown', 'answered', 'helpful', 'not_helpful', 'handed_over'] as const;
export type FaqCount = (typeof FAQ_COUNTS)[number];

/** Longer after an answer a ticket is about something else, ms. */
const SOON = 60 * 60 * 1000;
/** A question is kept up to this length, as it is looked up. */
const LONGEST = 500;

/** Takes down what became of a question, in the turn's transaction. Counts say nothing of the person. */
export async function noteFaq(tx: Tx, contactId: string, note: FaqNote, now: number): Promise<void> {
  switch (note.what) {
    case 'answered':
      await count(tx, note.entry, 'answered');
      await forgetOffered(tx, contactId, now);
      await noteAnswer(tx, contactId, note.entry, now);
      return;
    case 'shown':
      for (const entry of note.entries) await count(tx, entry, 'shown');
      return keepQuestion(tx, contactId, note, now, true);
    case 'rated':
      return rate(tx, contactId, note, now);
    case 'missed':
      return keepQuestion(tx, contactId, note, now, false);
  }
}

const noteAnswer = prepared((db, contactId: string, entry: string, at: number) =>
  db
    .insertInto('faq_answer')
    .values({ contact_id: contactId, entry, at, helpful: null, handed_over: 0 })
    .onConflict((conflict) => conflict.columns(['contact_id', 'entry']).doUpdateSet({ at, handed_over: 0 })),
);

/** Kept for staff, who may write the answer: that nothing fits, or that none of what was offered did. */
async function keepQuestion(
  tx: Tx,
  contactId: string,
  { text, language }: { text: string; language: string },
  now: number,
  offered: boolean,
): Promise<void> {
  await tx
    .insertInto('faq_question')
    .values({
      contact_id: contactId,
      language,
      text: shorten(maskPersonal(text), LONGEST),
      at: now,
      offered: offered ? 1 : 0,
    })
    .execute();
}

/** What was offered has led to an answer, by a choice or by other words. */
async function forgetOffered(tx: Tx, contactId: string, now: number): Promise<void> {
  await deleteOffered(tx, contactId, now - SOON);
}

const deleteOffered = prepared((db, contactId: string, since: number) =>
  db
    .deleteFrom('faq_question')
    .where('contact_id', '=', contactId)
    .where('offered', '=', 1)
    .where('at', '>=', since),
);

/** A person counts once for an entry; who thinks again changes their answer. */
async function rate(
  tx: Tx,
  contactId: string,
  { entry, helpful }: Extract<FaqNote, { what: 'rated' }>,
  now: number,
): Promise<void> {
  const known = await tx
    .selectFrom('faq_answer')
    .select('helpful')
    .where('contact_id', '=', contactId)
    .where('entry', '=', entry)
    .executeTakeFirst();
  const value = helpful ? 1 : 0;
  if (known?.helpful === value) return;
  if (known && known.helpful !== null) await count(tx, entry, known.helpful ? 'helpful' : 'not_helpful', -1);
  await count(tx, entry, helpful ? 'helpful' : 'not_helpful');
  await tx
    .insertInto('faq_answer')
    .values({ contact_id: contactId, entry, at: now, helpful: value, handed_over: 0 })
    .onConflict((conflict) => conflict.columns(['contact_id', 'entry']).doUpdateSet({ helpful: value }))
    .execute();
}

/** A person of ours was asked for: the last answer, if there was one just now, led to that. */
export async function noteHandover(tx: Tx, contactId: string, now: number): Promise<void> {
  const last = await tx
    .selectFrom('faq_answer')
    .select(['entry', 'handed_over'])
    .where('contact_id', '=', contactId)
    .where('at', '>=', now - SOON)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last || last.handed_over === 1) return;
  await count(tx, last.entry, 'handed_over');
  await tx
    .updateTable('faq_answer')
    .set({ handed_over: 1 })
    .where('contact_id', '=', contactId)
    .where('entry', '=', last.entry)
    .execute();
}

async function count(tx: Tx, entry: string, what: FaqCount, by = 1): Promise<void> {
  await addToCount(tx, entry, what, by);
}

const addToCount = prepared((db, entry: string, what: FaqCount, by: number) =>
  db
    .insertInto('faq_count')
    .values({ entry, what, n: by })
    .onConflict((conflict) =>
      conflict.columns(['entry', 'what']).doUpdateSet({ n: sql<number>`faq_count.n + excluded.n` }),
    ),
);
