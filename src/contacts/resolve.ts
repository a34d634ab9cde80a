import { each, prepared, type Tx } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';
import { newId } from './ids.js';

/** Who a set of identities belongs to. */
export interface Resolution {
  contactId: string;
  created: boolean;
  /** Other contacts that Meta has just shown to be the same person: to be merged into `contactId`. */
  same: string[];
  /**
   * The contact that used this phone number before, when another WhatsApp account holds it now: its stops
   * are copied, its grants are not.
   */
  formerOwner: string | null;
}

/**
 * Finds or makes the contact of these identities and learns the ones that are new, in the caller's
 * transaction. BSUIDs first, then the phone number: a number can pass to somebody else, a BSUID cannot.
 * Meta docs: business-scoped-user-ids.
 */
export async function resolveContact(
  tx: Tx,
  identities: readonly Identity[],
  now: number,
): Promise<Resolution> {
  const known = await findIdentities(tx, identities);
  const owners = (kinds: string[]) =>
    distinct(known.filter((row) => kinds.includes(row.kind)).map((row) => row.contact_id));
  const byAccount = owners(['bsuid', 'parent_bsuid']);
  const byPhone = owners(['phone']);
  const formerOwner =
    byPhone[0] !== undefined && (await passedOn(tx, byPhone[0], identities, byAccount)) ? byPhone[0] : null;
  const candidates =
    formerOwner === null
      ? distinct([...byAccount, ...byPhone])
      : byAccount.filter((id) => id !== formerOwner);
  const survivor = candidates.length > 1 ? await oldest(tx, candidates) : candidates[0];
  const contactId = survivor ?? (await createContact(tx, now));
  const settled = new Set(
    known
      .filter((row) => row.contact_id === contactId && now - row.last_seen < DAY)
      .map((row) => `${row.kind}:${row.value}`),
  );
  const news = identities.filter(({ kind, value }) => !settled.has(`${kind}:${value}`));
  await learnIdentities(tx, contactId, news, now);
  return {
    contactId,
    created: survivor === undefined,
    same: candidates.filter((id) => id !== contactId),
    formerOwner,
  };
}

/** The contact of these identities, if there is one; changes nothing. */
export async function findContact(
  tx: Pick<Tx, 'selectFrom'>,
  identities: readonly Identity[],
): Promise<string | undefined> {
  const known = await findIdentities(tx, identities);
  return (known.find((row) => row.kind !== 'phone') ?? known[0])?.contact_id;
}

/** Adds identities to a contact, taking them over from whoever had them. */
export async function learnIdentities(
  tx: Tx,
  contactId: string,
  identities: readonly Identity[],
  now: number,
): Promise<void> {
  for (const { kind, value } of identities) {
    await learn(tx, kind, value, contactId, now);
  }
}

/** Every identity of these contacts. */
export async function identitiesOf(
  tx: Pick<Tx, 'selectFrom'>,
  contactIds: readonly string[],
): Promise<Map<string, Identity[]>> {
  const rows = await tx
    .selectFrom('identity')
    .select(['contact_id', 'kind', 'value'])
    .where('contact_id', 'in', each(contactIds))
    .orderBy('last_seen', 'desc')
    .execute();
  const found = new Map<string, Identity[]>(contactIds.map((id) => [id, []]));
  for (const { contact_id, kind, value } of rows) {
    found.get(contact_id)?.push({ kind: kind as Identity['kind'], value });
  }
  return found;
}

export async function createContact(tx: Tx, now: number): Promise<string> {
  const id = newId('ct', now);
  await insertContact(tx, id, now);
  return id;
}

const insertContact = prepared((db, id: string, now: number) =>
  db.insertInto('contact').values({
    id,
    language: null,
    name: null,
    zone: null,
    labels: '[]',
    attributes: '{}',
    marketing_not_before: null,
    marketing_not_before_reason: null,
    created_at: now,
    updated_at: now,
  }),
);
const learn = prepared((db, kind: string, value: string, contactId: string, now: number) =>
  db
    .insertInto('identity')
    .values({ kind, value, contact_id: contactId, first_seen: now, last_seen: now })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'value']).doUpdateSet({ contact_id: contactId, last_seen: now }),
    ),
);

async function findIdentities(tx: Pick<Tx, 'selectFrom'>, identities: readonly Identity[]) {
  if (identities.length === 0) return [];
  return tx
    .selectFrom('identity')
    .select(['kind', 'value', 'contact_id', 'last_seen'])
    .where((where) =>
      where.or(
        identities.map(({ kind, value }) =>
          where.and([where('kind', '=', kind), where('value', '=', value)]),
        ),
      ),
    )
    .execute();
}

/** The phone's owner has another BSUID than the one that now writes from it: the number was passed on. */
async function passedOn(
  tx: Tx,
  phoneOwner: string,
  identities: readonly Identity[],
  byAccount: string[],
): Promise<boolean> {
  const bsuids = identities.filter((identity) => identity.kind === 'bsuid').map((identity) => identity.value);
  if (bsuids.length === 0 || byAccount.includes(phoneOwner)) return false;
  const theirs = await tx
    .selectFrom('identity')
    .select('value')
    .where('contact_id', '=', phoneOwner)
    .where('kind', '=', 'bsuid')
    .execute();
  return theirs.length > 0 && !theirs.some(({ value }) => bsuids.includes(value));
}

async function oldest(tx: Tx, contactIds: string[]): Promise<string> {
  const row = await tx
    .selectFrom('contact')
    .select('id')
    .where('id', 'in', each(contactIds))
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

const DAY = 24 * 60 * 60 * 1000;
const distinct = (ids: string[]) => [...new Set(ids)];
