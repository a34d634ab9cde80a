import type { FlowEvent } from '../flows/index.js';
import { prepared, type Tx } from '../store/index.js';
import { answer } from '../understanding/index.js';
import type { Content } from '../whatsapp/content.js';
import type { InboundMessage } from '../whatsapp/inbound.js';
import { readComponents, render } from '../whatsapp/template.js';

type Answer = Extract<FlowEvent, { type: 'answer' }>;

const askedBy = prepared((db, wamid: string, contactId: string) =>
  db
    .selectFrom('outbox')
    .select(['topic', 'content', 'created_at'])
    .where('wamid', '=', wamid)
    .where('contact_id', '=', contactId)
    .where('purpose', '=', 'permission'),
);
const templateOf = prepared((db, name: string, language: string) =>
  db.selectFrom('template').select('components').where('name', '=', name).where('language', '=', language),
);

const versionAt = prepared((db, topic: string, at: number) =>
  db
    .selectFrom('topic_version')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('topic', '=', topic)
    .where('at', '<=', at),
);

/**
 * The answer to our permission message, when this message is one: a tap on its yes, no or "that was not me".
 * The words of the template as it was sent are the wording that the consent then points to.
 */
export async function permissionAnswer(
  tx: Tx,
  contactId: string,
  message: InboundMessage,
): Promise<Answer | undefined> {
  if (message.type !== 'button' || message.contextId === undefined || message.text === undefined)
    return undefined;
  const [asked] = await askedBy(tx, message.contextId, contactId);
  const content = JSON.parse(asked?.content ?? 'null') as Content | null;
  const choice = choiceOf(message.text);
  if (!asked?.topic || content?.type !== 'template' || choice === undefined) return undefined;
  const [template] = await templateOf(tx, content.name, content.language);
  const values = Array.isArray(content.body) || content.body ? { body: content.body } : {};
  const body = template
    ? render({ components: readComponents(JSON.parse(template.components) as unknown[]) }, values).body
    : content.name;
  const [told] = await versionAt(tx, asked.topic, asked.created_at);
  return {
    type: 'answer',
    choice,
    topics: [asked.topic],
    shown: {
      wording: `template:${content.name}`,
      language: content.language.startsWith('en') ? 'en' : 'id',
      body,
      choice: message.text,
      topics: [asked.topic],
      topicVersion: told?.version ?? 1,
    },
  };
}

function choiceOf(title: string): 'yes' | 'no' | 'not-me' | undefined {
  if (/bukan saya|not me/i.test(title)) return 'not-me';
  const said = answer(title);
  return said === 'yes' || said === 'no' ? said : undefined;
}
