import type { Store, Tx } from '../store/index.js';

export interface Words {
  id: string;
  en: string;
}

/** What people can subscribe to. Times in ms. */
export interface Topic {
  /** A slug, for ever. */
  id: string;
  name: Words;
  description: Words;
  position: number;
  createdAt: number;
}

/** A topic with this id exists. */
export class TopicExistsError extends Error {
  override readonly name = 'TopicExistsError';
}

/** Topics in the order in which they are offered; the first is the main one. Archived ones are left out. */
export async function listTopics(read: Pick<Store['read'], 'selectFrom'>): Promise<Topic[]> {
  const rows = await read
    .selectFrom('topic')
    .selectAll()
    .where('archived_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: JSON.parse(row.name) as Words,
    description: JSON.parse(row.description) as Words,
    position: row.position,
    createdAt: row.created_at,
  }));
}

/**
 * Adds a topic behind the others, or at `position` (0: the main one), in the caller's transaction.
 * @throws TopicExistsError, also for an archived one: its consents still mean the old topic.
 */
export async function addTopic(
  tx: Tx,
  topic: { id: string; name: Words; description: Words; position?: number | undefined },
  now: number,
): Promise<Topic> {
  const known = await tx.selectFrom('topic').select('id').where('id', '=', topic.id).executeTakeFirst();
  if (known) throw new TopicExistsError('a topic with this id exists');
  const topics = await listTopics(tx);
  const position = Math.min(topic.position ?? topics.length, topics.length);
  for (const [index, { id }] of topics.entries()) {
    await tx
      .updateTable('topic')
      .set({ position: index < position ? index : index + 1 })
      .where('id', '=', id)
      .execute();
  }
  await tx
    .insertInto('topic')
    .values({
      id: topic.id,
      name: JSON.stringify(topic.name),
      description: JSON.stringify(topic.description),
      position,
      created_at: now,
      archived_at: null,
    })
    .execute();
  return { id: topic.id, name: topic.name, description: topic.description, position, createdAt: now };
}

/** Whether the topic exists; an archived one counts with `archived`, since people can still leave it. */
export async function topicExists(
  read: Pick<Store['read'], 'selectFrom'>,
  id: string,
  { archived }: { archived: boolean },
): Promise<boolean> {
  const row = await read.selectFrom('topic').select('archived_at').where('id', '=', id).executeTakeFirst();
  return row !== undefined && (archived || row.archived_at === null);
}
