import { ownersOf, resolveContact } from '../contacts/resolve.js';
import type { Tx } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';
import { changeConsent, loadStanding } from './change.js';
import type { Environment } from './evidence.js';
import type { Linked } from './linked.js';
import { inheritStops, mergeContacts } from './merge.js';

interface Context {
  now: number;
  environment: Environment;
  linked: Linked;
  /** When the names stood together, ms; by default now. */
  at?: number;
}

/** The id of the one contact of these identities: see `meetContact`. */
export async function uniteContacts(
  tx: Tx,
  identities: readonly Identity[],
  context: Context,
): Promise<string> {
  return (await meetContact(tx, identities, context)).contactId;
}

/**
 * The one contact of these identities, found or made, in the caller's transaction: what Meta has shown to be
 * one person becomes one contact, and the stricter state of each wins.
 */
export async function meetContact(
  tx: Tx,
  identities: readonly Identity[],
  context: Context,
): Promise<{ contactId: string; created: boolean }> {
  const unique = [...new Map(identities.map((one) => [keyOf(one), one])).values()];
  const { contactId, created, learnt, same, formerOwner, stale } = await resolveContact(
    tx,
    unique,
    context.now,
    context.at,
  );
  for (const other of same) await mergeContacts(tx, contactId, other, context);
  if (formerOwner !== null) await inheritStops(tx, formerOwner, contactId, context);
  if (stale) await lapseGrants(tx, contactId, context);
  const others = formerOwner === null ? same : [...same, formerOwner];
  // A stop under the one name binds the other from here on, also what is on its way to its socket.
  if (learnt || stale || others.length > 0) context.linked.takeBack(tx, [contactId, ...others]);
  return { contactId, created };
}

/** A number that was silent for long may have another owner, whom nobody has asked. */
async function lapseGrants(tx: Tx, contactId: string, context: Context): Promise<void> {
  // What they write now is newer than the change.
  const at = (context.at ?? context.now) - SECOND;
  const act = { event: 'NUMBER_CHANGED', topics: 'all', at } as const;
  const evidence = { reason: 'idle' };
  await changeConsent(
    tx,
    contactId,
    await loadStanding(tx, contactId),
    { ...act, source: 'system', actor: 'system', evidence },
    context,
  );
}

/**
 * Learns from names that stood together (in a status, in Meta's answer): a new one beside a known one, or
 * two contacts that are one person. Names that are all new stay nobody's.
 */
export async function learnLinks(
  tx: Tx,
  people: readonly (readonly Identity[])[],
  context: Context,
): Promise<void> {
  const linking = people.filter((identities) => new Set(identities.map(keyOf)).size > 1);
  if (linking.length === 0) return;
  const known = await ownersOf(tx, linking.flat());
  const owners = new Map<string, string>(
    known.map(({ kind, value, contactId }) => [`${kind}:${value}`, contactId]),
  );
  for (const identities of linking) {
    const theirs = identities.map((identity) => owners.get(keyOf(identity)));
    const known = new Set(theirs.filter((owner) => owner !== undefined));
    if (known.size === 0 || (known.size === 1 && !theirs.includes(undefined))) continue;
    const contactId = await uniteContacts(tx, identities, context);
    for (const identity of identities) owners.set(keyOf(identity), contactId);
    for (const [key, owner] of owners) if (known.has(owner)) owners.set(key, contactId);
  }
}

const SECOND = 1000;
const keyOf = ({ kind, value }: Identity) => `${kind}:${value}`;
