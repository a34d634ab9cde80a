import { findTopic, type Topic } from '../consent/topics.js';
import { numberOf } from '../contacts/number.js';
import { forms, type Language } from '../flows/index.js';
import { ALWAYS, enqueue } from '../outbox/enqueue.js';
import type { Tx } from '../store/index.js';
import { composeAsking } from './permission-template.js';
import { type StoredTemplate, templatesNamed } from './templates.js';

/** Who asks. */
export interface Asker {
  org: string;
  timezone: string;
  /** Our number for people who have not written to any. */
  numberId: string;
}

export interface Asking {
  contactId: string;
  /** `renew`: with the topic's template for asking again, where it has one. */
  kind: 'confirm' | 'renew';
  /** What proves that we may ask: the form, the import, the record of the earlier consent. */
  reference: string;
  /** When that was, ms, and through what, in words. */
  date: number;
  source: Readonly<Record<Language, string>>;
  /** What they read where theirs is not known. */
  language?: Language;
  notBefore?: number;
  /** When an answer would come too late. */
  expiresAt?: number;
}

const DAY = 24 * 60 * 60 * 1000;
/** Quiet hours, caps and tiers may hold the question up for so long; then it is not worth asking. */
const PATIENCE = 30 * DAY;

/** The templates that could ask for this topic at this moment. */
export async function askingTemplates(
  read: Pick<Tx, 'selectFrom'>,
  topic: Topic,
  kind: Asking['kind'],
): Promise<StoredTemplate[]> {
  const choice = choiceOf(topic, kind);
  if (!choice) return [];
  const named = await templatesNamed(read, choice.name);
  return named.filter(({ status, category }) => status === 'APPROVED' && category !== 'MARKETING');
}

const choiceOf = (topic: Topic, kind: Asking['kind']) =>
  kind === 'renew' ? (topic.renewal ?? topic.template) : topic.template;

/**
 * Puts the one permission message into the outbox, in the caller's transaction; the gate decides whether and
 * when it leaves. Returns its id; undefined when the topic has no template that can be sent.
 */
export async function askPermission(
  tx: Tx,
  topicId: string,
  asking: Asking,
  asker: Asker,
  now: number,
): Promise<number | undefined> {
  const topic = await findTopic(tx, topicId);
  const choice = topic && choiceOf(topic, asking.kind);
  if (!topic || !choice) return undefined;
  const contact = await tx
    .selectFrom('contact')
    .select(['language', 'zone'])
    .where('id', '=', asking.contactId)
    .executeTakeFirst();
  const template = inLanguage(
    await askingTemplates(tx, topic, asking.kind),
    contact?.language ?? asking.language ?? 'id',
  );
  if (!template) return undefined;
  const language = template.language.startsWith('en') ? 'en' : 'id';
  const { frequency, purpose } = topic;
  const content = composeAsking(template, choice.parameters, {
    date: forms.date(asking.date, contact?.zone ?? asker.timezone, language),
    source: asking.source[language],
    topic: topic.name[language],
    org: asker.org,
    description: topic.description[language],
    ...(purpose && { purpose: purpose[language] }),
    ...(frequency && { messages: String(frequency.messages), days: String(frequency.days) }),
  });
  const { notBefore = now, expiresAt = notBefore + PATIENCE } = asking;
  const { numberId } = await numberOf(tx, asking.contactId, asker.numberId);
  return enqueue(
    tx,
    {
      contactId: asking.contactId,
      numberId,
      purpose: 'permission',
      topic: topic.id,
      basis: { kind: 'proof', reference: asking.reference },
      content,
      notBefore,
      expiresAt,
      sound: ALWAYS,
    },
    now,
  );
}

/** In their language, else in Indonesian, else in any. */
function inLanguage(templates: readonly StoredTemplate[], language: string): StoredTemplate | undefined {
  const like = (code: string) => templates.find((template) => template.language.startsWith(code));
  return like(language) ?? like('id') ?? templates[0];
}
