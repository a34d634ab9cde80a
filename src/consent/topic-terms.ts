import type { Store, Tx } from '../store/index.js';
import type { Frequency, Topic, Words } from './topics.js';
import { rememberWording } from './wording.js';

/** What subscribers agreed to while this version was the newest. Times in ms. */
export interface TopicVersion {
  version: number;
  description: Words;
  purpose: Words | null;
  frequency: Frequency | null;
  /** Hashes of the terms in each language, see `wording`. */
  terms: Words;
  at: number;
  /** Who wrote it. */
  actor: string | null;
}

const LABELS = {
  id: {
    what: 'Isi',
    purpose: 'Tujuan',
    often: (n: number, d: number) => `Paling banyak ${n} pesan dalam ${d} hari`,
  },
  en: {
    what: 'What',
    purpose: 'Purpose',
    often: (n: number, d: number) => `At most ${n} messages in ${d} days`,
  },
} as const;

/** The topic's terms as a text of their own: what a request refers to that quotes no words. */
function termsText(
  topic: Pick<Topic, 'name' | 'description' | 'purpose' | 'frequency'>,
  language: 'id' | 'en',
): string {
  const labels = LABELS[language];
  const { frequency } = topic;
  return [
    topic.name[language],
    topic.description[language] && `${labels.what}: ${topic.description[language]}`,
    topic.purpose?.[language] && `${labels.purpose}: ${topic.purpose[language]}`,
    frequency && labels.often(frequency.messages, frequency.days),
  ]
    .filter(Boolean)
    .join('\n');
}

/** Writes down a version and keeps its words, in the caller's transaction. */
export async function writeTerms(
  tx: Tx,
  version: Pick<Topic, 'name' | 'description' | 'purpose' | 'frequency'> & {
    topic: string;
    version: number;
    at: number;
    actor: string | null;
  },
): Promise<void> {
  const { topic, at, actor } = version;
  const keep = (language: 'id' | 'en') =>
    rememberWording(tx, { key: 'terms', language, text: termsText(version, language), topics: [topic] }, at);
  const terms = { id: await keep('id'), en: await keep('en') };
  await tx
    .insertInto('topic_version')
    .values({
      topic,
      version: version.version,
      description: JSON.stringify(version.description),
      purpose: version.purpose && JSON.stringify(version.purpose),
      frequency: version.frequency && JSON.stringify(version.frequency),
      terms: JSON.stringify(terms),
      at,
      actor,
    })
    .execute();
}

/** The versions of a topic, newest first. */
export async function listVersions(
  read: Pick<Store['read'], 'selectFrom'>,
  topic: string,
): Promise<TopicVersion[]> {
  const rows = await read
    .selectFrom('topic_version')
    .selectAll()
    .where('topic', '=', topic)
    .orderBy('version', 'desc')
    .execute();
  return rows.map((row) => ({
    version: row.version,
    description: JSON.parse(row.description) as Words,
    purpose: row.purpose === null ? null : (JSON.parse(row.purpose) as Words),
    frequency: row.frequency === null ? null : (JSON.parse(row.frequency) as Frequency),
    terms: JSON.parse(row.terms) as Words,
    at: row.at,
    actor: row.actor,
  }));
}
