import { loadStanding } from '../consent/index.js';
import { listTopics } from '../consent/topics.js';
import { readContact } from '../contacts/view.js';
import { list } from '../flows/forms.js';
import { enqueue } from '../outbox/enqueue.js';
import type { Tx } from '../store/index.js';
import type { ApiDeps } from './deps.js';

/**
 * The one confirmation of a stop that an agent has entered, in the words and the language of the customer, in the
 * caller's transaction and before the stop itself. Without an open window there is none: the agent has told them.
 */
export async function confirmStop(
  tx: Tx,
  deps: Pick<ApiDeps, 'subscribe' | 'now'>,
  to: { contactId: string; numberId: string },
  topic: string | null,
): Promise<void> {
  const now = deps.now();
  const { topics, blocks } = await loadStanding(tx, to.contactId);
  const before = topic === null ? undefined : topics.get(topic)?.state;
  if (blocks.has('withdrawn_all') || before === 'unsubscribed') return;
  const known = await listTopics(tx);
  const contact = await readContact(tx, to.contactId, now);
  const language = contact?.language === 'en' ? 'en' : 'id';
  const rest = known.filter(({ id }) => id !== topic && topics.get(id)?.state === 'subscribed');
  const names = rest.map(({ name }) => name[language]);
  const values: Record<string, string | undefined> = {
    topic: known.find(({ id }) => id === topic)?.name[language],
    rest: names.length > 0 ? list(names, language) : undefined,
  };
  const { words } = deps.subscribe.page.release();
  const { text: body } = words.say(
    'consent:stopped',
    language,
    (name) => values[name],
    topic === null ? undefined : 'topic',
  );
  const basis = { kind: 'confirmation', at: now } as const;
  await enqueue(tx, { ...to, purpose: 'service', basis, content: { type: 'text', body } }, now);
}
