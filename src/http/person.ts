import { survivorOf } from '../consent/links.js';
import { knownContacts } from '../contacts/find.js';
import type { Tx } from '../store/index.js';
import { Problem } from './problem.js';

/**
 * The contact that an id from outside means today: who was found to be the same person as another is known by
 * both ids, and everything is done to the one that they have become.
 * @throws Problem `not_found`
 */
export async function personOf(read: Pick<Tx, 'selectFrom'>, id: string): Promise<string> {
  const today = await survivorOf(read, id);
  if (!(await knownContacts(read, [today])).has(today)) throw new Problem('not_found');
  return today;
}
