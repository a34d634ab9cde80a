import type { Tx } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';
import { createContact, findContact, learnIdentities } from './resolve.js';
import type { Attributes } from './view.js';

/** What staff and integrators may set. Null clears; in `attributes`, null removes one. */
export interface ContactFields {
  name?: string | null | undefined;
  language?: string | null | undefined;
  zone?: string | null | undefined;
  labels?: readonly string[] | undefined;
  attributes?: Readonly<Record<string, string | number | boolean | null>> | undefined;
}

/** Changes the fields given, in the caller's transaction; false when there is no such contact. */
export async function changeContact(
  tx: Tx,
  id: string,
  fields: ContactFields,
  now: number,
): Promise<boolean> {
  const { name, language, zone, labels, attributes } = fields;
  const known = attributes && (await attributesOf(tx, id));
  if (attributes && known === undefined) return false;
  const { numUpdatedRows } = await tx
    .updateTable('contact')
    .set({
      updated_at: now,
      ...(name === undefined ? {} : { name }),
      ...(language === undefined ? {} : { language }),
      ...(zone === undefined ? {} : { zone }),
      ...(labels === undefined ? {} : { labels: JSON.stringify([...new Set(labels)].sort()) }),
      ...(known === undefined || !attributes
        ? {}
        : { attributes: JSON.stringify(merged(known, attributes)) }),
    })
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

async function attributesOf(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.selectFrom('contact').select('attributes').where('id', '=', id).executeTakeFirst();
  return row?.attributes;
}

function merged(known: string, changes: NonNullable<ContactFields['attributes']>): Attributes {
  const all = new Map(Object.entries(JSON.parse(known) as Attributes));
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) all.delete(key);
    else all.set(key, value);
  }
  return Object.fromEntries(all);
}

/**
 * The contact of these identities, made if there is none, in the caller's transaction. An integrator's word
 * never moves an identity from one contact to another: only Meta's does.
 */
export async function upsertContact(
  tx: Tx,
  identities: readonly Identity[],
  fields: ContactFields,
  now: number,
): Promise<{ id: string; created: boolean }> {
  const known = await findContact(tx, identities);
  const id = known ?? (await createContact(tx, now));
  if (known === undefined) await learnIdentities(tx, id, identities, now);
  await changeContact(tx, id, fields, now);
  return { id, created: known === undefined };
}
