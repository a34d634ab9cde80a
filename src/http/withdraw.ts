import type { ConsentChange } from '../consent/index.js';
import { type Raised, raise } from '../consent/raise.js';
import { identitiesOf } from '../contacts/resolve.js';
import type { Tx } from '../store/index.js';
import type { ApiDeps } from './deps.js';
import { personOf } from './person.js';

/**
 * Withdraws for a person, by whatever id they are known, and comes back when it is durable and no permit of theirs
 * is left: only then may it be answered (promise P2). `first`: what belongs into the same commit.
 * @throws Problem `not_found`
 */
export async function withdraw(
  deps: ApiDeps,
  contact: string,
  raised: Omit<Raised, 'event'>,
  first: (tx: Tx, id: string) => Promise<void> = async () => undefined,
): Promise<{ id: string; changes: ConsentChange[] }> {
  const { store, permits, now, sources, metrics } = deps;
  const context = { now: now(), environment: sources.environment };
  const { id, changes, identities } = await store.write(async (tx) => {
    const person = await personOf(tx, contact);
    await first(tx, person);
    const all = await raise(tx, person, { ...raised, event: 'WITHDRAW' }, context);
    return { id: person, changes: all, identities: (await identitiesOf(tx, [person])).get(person) ?? [] };
  });
  permits.revoke(identities);
  metrics.optOut(raised.source);
  return { id, changes };
}
