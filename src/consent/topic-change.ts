import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../store/index.js';
import { writeTerms } from './topic-terms.js';
import { findTopic, listTopics, type Topic } from './topics.js';

/** A topic with this id exists. */
export class TopicExistsError extends Error {
  override readonly name = 'TopicExistsError';
}

/** What staff say about a topic. */
export type TopicFields = Pick<
  Topic,
  'name' | 'description' | 'purpose' | 'frequency' | 'template' | 'renewal'
>;

/**
 * Adds a topic behind the others, or at `position` (0: the main one), in the caller's transaction.
 * @throws TopicExistsError, also for an archived one: its consents still mean the old topic.
 */
export async function addTopic(
  tx: Tx,
  topic: Pick<Topic, 'id' | 'name' | 'description'> &
    Partial<TopicFields> & { position?: number | undefined },
  now: number,
  actor: string | null = null,
): Promise<Topic> {
  if (await findTopic(tx, topic.id)) throw new TopicExistsError('a topic with this id exists');
  const { id, purpose = null, frequency = null, template = null, renewal = null } = topic;
  const fields = { name: topic.name, description: topic.description, purpose, frequency, template, renewal };
  await tx
    .insertInto('topic')
    .values({ id, ...columns(fields), version: 1, position: 0, created_at: now, archived_at: null })
    .execute();
  await writeTerms(tx, { topic: id, version: 1, ...fields, at: now, actor });
  await place(tx, id, topic.position);
  return (await findTopic(tx, id)) as Topic;
}

/**
 * Changes a topic, in the caller's transaction; undefined when there is none. Another description, purpose or
 * frequency is another thing to agree to, and makes a new version: those who are subscribed keep theirs.
 */
export async function editTopic(
  tx: Tx,
  id: string,
  change: Partial<TopicFields> & { position?: number | undefined },
  now: number,
  actor: string | null = null,
): Promise<Topic | undefined> {
  const topic = await findTopic(tx, id);
  if (!topic) return undefined;
  const { position, ...rest } = change;
  const fields = { ...fieldsOf(topic), ...rest };
  const isNew = !isDeepStrictEqual(termsOf(fields), termsOf(topic));
  const version = topic.version + (isNew ? 1 : 0);
  await tx
    .updateTable('topic')
    .set({ ...columns(fields), version })
    .where('id', '=', id)
    .execute();
  if (isNew) await writeTerms(tx, { topic: id, version, ...fields, at: now, actor });
  if (position !== undefined && topic.archivedAt === null) await place(tx, id, position);
  return findTopic(tx, id);
}

/** Takes the topic from what is offered, or brings it back as the last; undefined when there is none. */
export async function archiveTopic(
  tx: Tx,
  id: string,
  archived: boolean,
  now: number,
): Promise<Topic | undefined> {
  const topic = await findTopic(tx, id);
  if (!topic || (topic.archivedAt !== null) === archived) return topic;
  await tx
    .updateTable('topic')
    .set({ archived_at: archived ? now : null })
    .where('id', '=', id)
    .execute();
  await place(tx, archived ? null : id, undefined);
  return findTopic(tx, id);
}

/** Numbers the topics that are offered; `id` goes to `position`, or to the end. */
async function place(tx: Tx, id: string | null, position: number | undefined): Promise<void> {
  const others = (await listTopics(tx)).map((topic) => topic.id).filter((other) => other !== id);
  if (id !== null) others.splice(position ?? others.length, 0, id);
  for (const [index, one] of others.entries()) {
    await tx.updateTable('topic').set({ position: index }).where('id', '=', one).execute();
  }
}

function columns(fields: TopicFields) {
  const optional = (value: object | null) => (value === null ? null : JSON.stringify(value));
  return {
    name: JSON.stringify(fields.name),
    description: JSON.stringify(fields.description),
    purpose: optional(fields.purpose),
    frequency: optional(fields.frequency),
    template: optional(fields.template),
    renewal: optional(fields.renewal),
  };
}

function fieldsOf({ name, description, purpose, frequency, template, renewal }: Topic): TopicFields {
  return { name, description, purpose, frequency, template, renewal };
}

const termsOf = ({ description, purpose, frequency }: TopicFields) => ({
  description,
  purpose,
  frequency,
});
