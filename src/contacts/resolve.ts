import { sql } from 'kysely';
import { type ContactTable, each, eachOf, inserting, prepared, type Tx } from '../store/index.js';
import { IDENTITY_KINDS, type Identity } from '../whatsapp/identity.js';
import { newId } from './ids.js';

/** Who a set of identities belongs to. */
export interface Resolution {
  contactId: string;
  created: boolean;
  /** Whether a name is new to this contact, which was there before. */
  learnt: boolean;
  /** Other contacts that Meta has just shown to be the same person: to be merged into `contactId`. */
  same: string[];
  /**
   * The contact that used this phone number before, when another WhatsApp account holds it now: its stops
   * are copied, its grants are not.
   */
  formerOwner: string | null;
  /** Nobody can tell whether this number still is the same person's: it was silent too long. */
  stale: boolean;
}

/** A number that nobody has used for so long may have been given to somebody else, ms. */
const IDLE = 180 * 24 * 60 * 60 * 1000;

/**
 * Finds or makes the contact of these identities and learns the ones that are new, in the caller's
 * transaction. BSUIDs first, then the phone number: a number can pass to somebody else, a BSUID cannot.
 * `at`: when the identities stood together, ms; by default now. Meta docs: business-scoped-user-ids.
 */
export async function resolveContact(
  tx: Tx,
  identities: readonly Identity[],
  now: number,
  at: number = now,
): Promise<Resolution> {
  const known = await findIdentities(tx, identities);
  const owners = (kinds: string[]) =>
    distinct(known.filter((row) => kinds.includes(row.kind)).map((row) => row.contact_id));
  const byAccount = owners(['bsuid', 'parent_bsuid']);
  const byPhone = owners(['phone']);
  // Their account vouches for the number.
  const phone = known.find((row) => row.kind === 'phone' && !byAccount.includes(row.contact_id));
  const theirs = phone ? await bsuidsOf(tx, phone.contact_id) : [];
  const passed = phone !== undefined && (hasLeft(phone, at) || isAnother(theirs, identities));
  const formerOwner = passed ? phone.contact_id : null;
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
  const own = new Set(known.filter((row) => row.contact_id === contactId).map(keyOf));
  await learnIdentities(tx, contactId, news, now);
  return {
    contactId,
    created: survivor === undefined,
    learnt: survivor !== undefined && identities.some((identity) => !own.has(keyOf(identity))),
    same: candidates.filter((id) => id !== contactId),
    formerOwner,
    stale:
      phone !== undefined &&
      !passed &&
      theirs.length === 0 &&
      at - phone.last_seen > IDLE &&
      identities.some(({ kind }) => kind === 'bsuid'),
  };
}

/** The contact of these identities, if there is one; changes nothing. */
export async function findContact(
  tx: Pick<Tx, 'executeQuery'>,
  identities: readonly Identity[],
): Promise<string | undefined> {
  const known = await findIdentities(tx, identities);
  return (known.find((row) => row.kind !== 'phone') ?? known[0])?.contact_id;
}

const phoneOwners = prepared((db, phones: string) =>
  db
    .selectFrom('identity')
    .select(['value', 'contact_id'])
    .where('kind', '=', 'phone')
    .where('value', 'in', eachOf(phones)),
);

/** Whose these phone numbers are; without those that are nobody's. */
export async function ownersOfPhones(
  read: Pick<Tx, 'executeQuery'>,
  phones: readonly string[],
): Promise<Map<string, string>> {
  const rows = await phoneOwners(read, JSON.stringify(phones));
  return new Map(rows.map(({ value, contact_id }) => [value, contact_id]));
}

/** Adds identities to a contact, taking them over from whoever had them. */
export async function learnIdentities(
  tx: Tx,
  contactId: string,
  identities: readonly Identity[],
  now: number,
): Promise<void> {
  await learn(
    tx,
    identities.map(({ kind, value }) => ({
      kind,
      value,
      contact_id: contactId,
      first_seen: now,
      last_seen: now,
      superseded_at: null,
    })),
  );
}

/** Who has each of these identities now; without those that are nobody's. */
export async function ownersOf(
  tx: Tx,
  identities: readonly Identity[],
): Promise<{ kind: string; value: string; contactId: string }[]> {
  const known = await findIdentities(tx, identities);
  return known.map(({ kind, value, contact_id }) => ({ kind, value, contactId: contact_id }));
}

/**
 * The person has these names from now on, and at `at` (ms) left the others that were theirs then, `left` among
 * them. They keep leading to the person, but nobody is written to under them.
 */
export async function supersedeIdentities(
  tx: Tx,
  contactId: string,
  names: { next: readonly Identity[]; left: readonly Identity[] },
  at: number,
): Promise<void> {
  const rows = await tx.selectFrom('identity').selectAll().where('contact_id', '=', contactId).execute();
  for (const row of rows) {
    const among = (list: readonly Identity[]) => list.some((one) => sameName(one, row));
    const isNext = among(names.next);
    const before = row.superseded_at;
    if (isNext ? before === null || before > at : before !== null) continue;
    if (!isNext && second(row.first_seen) > second(at) && !among(names.left)) continue;
    await tx
      .updateTable('identity')
      .set({ superseded_at: isNext ? null : at })
      .where('kind', '=', row.kind)
      .where('value', '=', row.value)
      .execute();
  }
}

const sameName = (one: Identity, row: { kind: string; value: string }) =>
  one.kind === row.kind && one.value === row.value;

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
  await insertContacts(tx, [contactRow(id, now)]);
  return id;
}

/** Makes a contact of each phone number, none of which belongs to anybody yet; in the caller's transaction. */
export async function createContacts(
  tx: Tx,
  people: readonly { id: string; phone: string; name: string | null; attributes?: Record<string, string> }[],
  now: number,
): Promise<void> {
  await insertContacts(
    tx,
    people.map(({ id, name, attributes = {} }) => ({
      ...contactRow(id, now),
      name,
      attributes: JSON.stringify(attributes),
    })),
  );
  await learn(
    tx,
    people.map(({ id, phone }) => ({
      kind: 'phone',
      value: phone,
      contact_id: id,
      first_seen: now,
      last_seen: now,
      superseded_at: null,
    })),
  );
}

const contactRow = (id: string, now: number): ContactTable => ({
  id,
  language: null,
  name: null,
  zone: null,
  labels: '[]',
  attributes: '{}',
  marketing_not_before: null,
  marketing_not_before_reason: null,
  blocked_at: null,
  created_at: now,
  updated_at: now,
});
const insertContacts = inserting('contact', [
  'id',
  'language',
  'name',
  'zone',
  'labels',
  'attributes',
  'marketing_not_before',
  'marketing_not_before_reason',
  'created_at',
  'updated_at',
]);
const learn = inserting(
  'identity',
  ['kind', 'value', 'contact_id', 'first_seen', 'last_seen', 'superseded_at'],
  (insert) =>
    insert.onConflict((conflict) =>
      conflict.columns(['kind', 'value']).doUpdateSet({
        contact_id: sql`excluded.contact_id`,
        last_seen: sql`excluded.last_seen`,
        superseded_at: sql`case when identity.contact_id = excluded.contact_id then identity.superseded_at end`,
      }),
    ),
);

async function findIdentities(tx: Pick<Tx, 'executeQuery'>, identities: readonly Identity[]) {
  if (identities.length === 0) return [];
  const named = new Set(identities.map(keyOf));
  const rows = await identitiesNamed(tx, JSON.stringify(identities.map(({ value }) => value)));
  return rows.filter((row) => named.has(keyOf(row)));
}

const keyOf = ({ kind, value }: { kind: string; value: string }) => `${kind}:${value}`;

/** The kinds stand beside the values, so that the table's key serves. */
const identitiesNamed = prepared((db, values: string) =>
  db
    .selectFrom('identity')
    .select(['kind', 'value', 'contact_id', 'last_seen', 'superseded_at'])
    .where('kind', 'in', IDENTITY_KINDS)
    .where('value', 'in', eachOf(values)),
);

/** The phone's owner has another BSUID than the one that now writes from it: the number was passed on. */
function isAnother(theirs: readonly string[], identities: readonly Identity[]): boolean {
  const bsuids = identities.filter(({ kind }) => kind === 'bsuid').map(({ value }) => value);
  return bsuids.length > 0 && theirs.length > 0 && !theirs.some((value) => bsuids.includes(value));
}

/** Its owner has moved to another number: who uses it now is somebody else. WhatsApp's clock has seconds. */
function hasLeft(phone: { superseded_at: number | null }, at: number): boolean {
  return phone.superseded_at !== null && second(at) > second(phone.superseded_at);
}

async function bsuidsOf(tx: Tx, contactId: string): Promise<string[]> {
  const rows = await bsuidRows(tx, contactId);
  return rows.map(({ value }) => value);
}

const bsuidRows = prepared((db, contactId: string) =>
  db.selectFrom('identity').select('value').where('contact_id', '=', contactId).where('kind', '=', 'bsuid'),
);

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

const second = (ms: number) => Math.floor(ms / 1000);
const DAY = 24 * 60 * 60 * 1000;
const distinct = (ids: string[]) => [...new Set(ids)];
