import { newId } from '../contacts/ids.js';
import type { Store } from '../store/index.js';
import { codePoints, LIMITS } from '../whatsapp/limits.js';
import { HandoffError } from './handoff-error.js';
import type { QuickReply } from './types.js';

type Words = Pick<QuickReply, 'title' | 'text'>;

export async function listQuickReplies(read: Store['read']): Promise<QuickReply[]> {
  const rows = await read.selectFrom('quick_reply').selectAll().orderBy('title').orderBy('id').execute();
  return rows.map(({ id, title, text, created_at }) => ({ id, title, text, createdAt: created_at }));
}

/** @throws HandoffError not_found */
export async function findQuickReply(read: Store['read'], id: string): Promise<QuickReply> {
  const row = await read.selectFrom('quick_reply').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw missing();
  return { id, title: row.title, text: row.text, createdAt: row.created_at };
}

/** @throws HandoffError invalid_text */
export async function addQuickReply(store: Store, words: Words, now: number): Promise<QuickReply> {
  const reply = { id: newId('qr', now), ...checked(words), createdAt: now };
  const { createdAt, ...row } = reply;
  await store.write((tx) =>
    tx
      .insertInto('quick_reply')
      .values({ ...row, created_at: createdAt })
      .execute(),
  );
  return reply;
}

/** @throws HandoffError not_found, invalid_text */
export async function changeQuickReply(store: Store, id: string, words: Words): Promise<QuickReply> {
  const values = checked(words);
  const row = await store.write((tx) =>
    tx.updateTable('quick_reply').set(values).where('id', '=', id).returning('created_at').executeTakeFirst(),
  );
  if (!row) throw missing();
  return { id, ...values, createdAt: row.created_at };
}

/** @throws HandoffError not_found */
export async function removeQuickReply(store: Store, id: string): Promise<void> {
  const { numDeletedRows } = await store.write((tx) =>
    tx.deleteFrom('quick_reply').where('id', '=', id).executeTakeFirstOrThrow(),
  );
  if (numDeletedRows === 0n) throw missing();
}

function checked({ title, text }: Words): Words {
  const words = { title: title.trim(), text: text.trim() };
  if (words.title === '' || words.text === '' || codePoints(words.text) > LIMITS.text) {
    throw new HandoffError('invalid_text', {
      id: `Isi judul dan teks, paling panjang ${LIMITS.text} karakter.`,
      en: `Give a title and a text of at most ${LIMITS.text} characters.`,
    });
  }
  return words;
}

const missing = () =>
  new HandoffError('not_found', {
    id: 'Balasan cepat ini tidak ada.',
    en: 'There is no such quick reply.',
  });
