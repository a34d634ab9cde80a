import BetterSqlite3 from 'better-sqlite3';
import { changeConsent, loadStanding } from '../src/consent/index.js';
import { addTopic } from '../src/consent/topic-change.js';
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

/**
 * A database of `contacts` people of whom `subscribers`, spread evenly, are subscribed to `info`. Everybody is
 * written by statement, since a million turns of the machine would take the better part of an hour.
 */
export async function writeContacts(file: string, contacts: number, subscribers: number): Promise<void> {
  await writeSubscribers(file, 0, 'live');
  const database = new BetterSqlite3(file);
  database.pragma('synchronous = off');
  const now = Date.now();
  const every = Math.floor(contacts / subscribers);
  const contact = database.prepare(
    `insert into contact (id, labels, attributes, created_at, updated_at) values (?, '[]', '{}', ?, ?)`,
  );
  const identity = database.prepare(
    `insert into identity (kind, value, contact_id, first_seen, last_seen) values ('phone', ?, ?, ?, ?)`,
  );
  const consent = database.prepare(
    `insert into consent (contact_id, topic, state, since, version, asked, environment, evidence)
     values (?, 'info', ?, ?, 1, 0, 'live', '{}')`,
  );
  database.transaction(() => {
    for (let i = 0; i < contacts; i++) {
      const id = `ct_${String(i).padStart(26, '0')}`;
      contact.run(id, now, now);
      identity.run(String(628100000000 + i), id, now, now);
      consent.run(id, i % every === 0 && i / every < subscribers ? 'subscribed' : 'declined', now);
    }
  })();
  database.pragma('wal_checkpoint(truncate)');
  database.close();
}
