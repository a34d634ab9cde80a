import { ownersOfPhones } from '../../contacts/resolve.js';
import type { Suppression } from '../../contacts/suppression.js';
import { eachOf, prepared, type Tx } from '../../store/index.js';
import { loadStandings } from '../change.js';
import type { Standing } from '../standing.js';

/** What is known of the people behind these numbers, read with a handful of statements. */
export interface People {
  owners: Map<string, string>;
  /** Numbers of people who were erased. */
  erased: Set<string>;
  standings: Map<string, Standing>;
  /** `contact topic` of whom a permission message was sent to. */
  asked: Set<string>;
}

const askedBefore = prepared((db, contacts: string) =>
  db
    .selectFrom('outbox')
    .select(['contact_id', 'topic'])
    .where('contact_id', 'in', eachOf(contacts))
    .where('purpose', '=', 'permission')
    .where('attempted_at', 'is not', null),
);

export async function readPeople(
  read: Pick<Tx, 'executeQuery'>,
  suppression: Suppression,
  phones: readonly string[],
): Promise<People> {
  const owners = await ownersOfPhones(read, phones);
  const strangers = phones.filter((phone) => !owners.has(phone));
  const contacts = [...new Set(owners.values())];
  const asked = contacts.length === 0 ? [] : await askedBefore(read, JSON.stringify(contacts));
  return {
    owners,
    erased: await suppression.phonesHeld(read, strangers),
    standings: contacts.length === 0 ? new Map() : await loadStandings(read, contacts),
    asked: new Set(asked.map(({ contact_id, topic }) => `${contact_id} ${topic}`)),
  };
}
