import type { Selectable } from 'kysely';
import { prepared, type Store, type TopicTable } from '../store/index.js';

export interface Words {
  id: string;
  en: string;
}

/** At most `messages` in any `days`. */
export interface Frequency {
  messages: number;
  days: number;
}

/** A template that asks, with what stands for each placeholder of its body. */
export interface AskingTemplate {
  name: string;
  parameters: string[];
}

/** What people can subscribe to. Times in ms. */
export interface Topic {
  /** A slug, for ever. */
  id: string;
  name: Words;
  /** What we send. */
  description: Words;
  /** What for. UU PDP Pasal 21: the purpose is told before consent is asked. */
  purpose: Words | null;
  /** How often we write; null: what the organisation's own cap allows. */
  frequency: Frequency | null;
  /** Confirms a request that came from elsewhere. */
  template: AskingTemplate | null;
  /** Asks again after a long silence, or when the terms have changed; null: as `template`. */
  renewal: AskingTemplate | null;
  /** Counts description, purpose and frequency: what a subscriber agrees to. */
  version: number;
  position: number;
  createdAt: number;
  archivedAt: number | null;
}

const topicsOffered = prepared((db) =>
  db.selectFrom('topic').selectAll().where('archived_at', 'is', null).orderBy('position').orderBy('id'),
);
const topicsEver = prepared((db) => db.selectFrom('topic').selectAll().orderBy('position').orderBy('id'));

/** Topics in the order in which they are offered; the first is the main one. Archived ones only when asked for, last. */
export async function listTopics(
  read: Pick<Store['read'], 'executeQuery'>,
  { archived = false } = {},
): Promise<Topic[]> {
  if (!archived) return (await topicsOffered(read)).map(topicOf);
  const topics = (await topicsEver(read)).map(topicOf);
  return topics.toSorted((a, b) => Number(isArchived(a)) - Number(isArchived(b)));
}

const isArchived = ({ archivedAt }: Topic) => archivedAt !== null;

export async function findTopic(
  read: Pick<Store['read'], 'selectFrom'>,
  id: string,
): Promise<Topic | undefined> {
  const row = await read.selectFrom('topic').selectAll().where('id', '=', id).executeTakeFirst();
  return row && topicOf(row);
}

function topicOf(row: Selectable<TopicTable>): Topic {
  return {
    id: row.id,
    name: JSON.parse(row.name) as Words,
    description: JSON.parse(row.description) as Words,
    purpose: optional<Words>(row.purpose),
    frequency: optional<Frequency>(row.frequency),
    template: optional<AskingTemplate>(row.template),
    renewal: optional<AskingTemplate>(row.renewal),
    version: row.version,
    position: row.position,
    createdAt: row.created_at,
    archivedAt: row.archived_at,
  };
}

const optional = <T>(json: string | null) => (json === null ? null : (JSON.parse(json) as T));

/** Whether the topic exists; an archived one counts with `archived`, since people can still leave it. */
export async function topicExists(
  read: Pick<Store['read'], 'selectFrom'>,
  id: string,
  { archived }: { archived: boolean },
): Promise<boolean> {
  const row = await read.selectFrom('topic').select('archived_at').where('id', '=', id).executeTakeFirst();
  return row !== undefined && (archived || row.archived_at === null);
}
