import { changeConsent, loadStanding } from '../src/consent/index.js';
import { addTopic } from '../src/consent/topics.js';
import { resolveContact } from '../src/contacts/resolve.js';
import { Store } from '../src/store/index.js';

/** Writes `count` subscribers of the topic `info` into a new database, through the consent machine itself. */
export async function writeSubscribers(
  file: string,
  count: number,
  environment: 'live' | 'sandbox',
): Promise<void> {
  const store = await Store.open(file);
  const now = Date.now();
  const topic = { id: 'info', name: { id: 'Info', en: 'News' }, description: { id: 'kabar', en: 'news' } };
  await store.write((tx) => addTopic(tx, topic, now));
  const PAGE = 500;
  for (let first = 0; first < count; first += PAGE) {
    await store.write(async (tx) => {
      for (let i = first; i < Math.min(first + PAGE, count); i++) {
        const identities = [{ kind: 'phone' as const, value: String(628100000000 + i) }];
        const { contactId } = await resolveContact(tx, identities, now);
        const standing = await loadStanding(tx, contactId);
        const act = {
          topics: ['info'],
          at: now,
          source: 'keyword',
          actor: 'customer',
          evidence: {},
        } as const;
        const context = { now, environment };
        await changeConsent(tx, contactId, standing, { ...act, event: 'REQUEST' }, context);
        await changeConsent(tx, contactId, standing, { ...act, event: 'CONFIRM' }, context);
      }
    });
  }
  await store.close();
}
