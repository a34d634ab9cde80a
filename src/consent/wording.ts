import { type RawBuilder, sql } from 'kysely';
import { prepared, type Tx } from '../store/index.js';
import { detectLanguage } from '../understanding/index.js';
import type { ConsentAct } from './act.js';
import { wordingHash } from './ledger-record.js';

/** Words that somebody was shown. */
export interface Shown {
  /** What they are: a key of the words, `template:<name>`, `terms`, `given:<source>`. */
  key: string;
  language: string;
  text: string;
  /** The topics they are about; versions are counted for these alone. */
  topics?: readonly string[];
  /** Whose they are, where they may hold values of one person: they are erased with them. */
  contactId?: string;
}

/** The next number among the texts of one key, topic and language. */
const nextVersion = (key: string, topic: string, language: string): RawBuilder<number> =>
  sql`(select coalesce(max(version), 0) + 1 from wording
    where key = ${key} and topic = ${topic} and language = ${language})`;

const keepWording = prepared(
  (
    db,
    hash: string,
    key: string,
    topic: string,
    language: string,
    text: string,
    contactId: string | null,
    now: number,
  ) =>
    db
      .insertInto('wording')
      .values({
        hash,
        key,
        topic,
        language,
        version: nextVersion(key, topic, language),
        text,
        contact_id: contactId,
        first_at: now,
      })
      // What two people have seen is nobody's alone.
      .onConflict((conflict) =>
        conflict
          .column('hash')
          .doUpdateSet({ contact_id: null })
          .where('wording.contact_id', 'is not', null)
          .where((where) =>
            where.or([
              where('excluded.contact_id', 'is', null),
              where('excluded.contact_id', '<>', where.ref('wording.contact_id')),
            ]),
          ),
      ),
);

/**
 * Keeps the exact words that were shown and returns the hash that consent events point to.
 * UU PDP Pasal 24: the controller shows proof of the consent that was given.
 */
export async function rememberWording(tx: Tx, shown: Shown, now: number): Promise<string> {
  const { key, language, text, contactId = null } = shown;
  const topic = [...(shown.topics ?? [])].sort().join('+');
  const hash = wordingHash(language, text);
  await keepWording(tx, hash, key, topic, language, text, contactId, now);
  return hash;
}

const termsOf = prepared((db, topic: string, contactId: string) =>
  db
    .selectFrom('topic')
    .innerJoin('topic_version', (join) =>
      join.onRef('topic_version.topic', '=', 'topic.id').onRef('topic_version.version', '=', 'topic.version'),
    )
    .leftJoin('contact', (join) => join.on('contact.id', '=', contactId))
    .select(['topic_version.terms', 'contact.language'])
    .where('topic.id', '=', topic),
);

const allTerms = prepared((db) =>
  db
    .selectFrom('topic')
    .innerJoin('topic_version', (join) =>
      join.onRef('topic_version.topic', '=', 'topic.id').onRef('topic_version.version', '=', 'topic.version'),
    )
    .select(['topic.id', 'topic_version.terms']),
);

/** The present terms of every topic, by topic: what a record points to that came with no other words. */
export async function presentTerms(tx: Tx): Promise<Map<string, string>> {
  const rows = await allTerms(tx);
  return new Map(rows.map(({ id, terms }) => [id, (JSON.parse(terms) as { id: string }).id]));
}

/**
 * The wording that the record of an act on one topic points to: what it answers; else the words of the form or
 * paper that came with it; else what the consent rests on that it changes; else the topic's own terms.
 */
export async function wordingOf(
  tx: Tx,
  contactId: string,
  topic: string,
  act: ConsentAct,
  known: { evidence: string } | undefined,
  now: number,
): Promise<string | undefined> {
  if (act.wording !== undefined) return act.wording;
  const given = act.evidence.wording;
  if (act.event === 'REQUEST' && typeof given === 'string' && given.trim() !== '') {
    const language = detectLanguage(given) ?? 'id';
    const key = `given:${act.source}`;
    return rememberWording(tx, { key, language, text: given, topics: [topic], contactId }, now);
  }
  const resting = known && (JSON.parse(known.evidence) as { wording?: string }).wording;
  if (resting !== undefined) return resting;
  const [row] = await termsOf(tx, topic, contactId);
  if (!row) return undefined;
  const terms = JSON.parse(row.terms) as Record<string, string>;
  return terms[row.language === 'en' ? 'en' : 'id'];
}
