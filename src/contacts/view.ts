import { each, type Store } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';
import { identitiesOf } from './resolve.js';

export type Attributes = Record<string, string | number | boolean>;

/** A contact as staff and integrators see it. Times in ms. */
export interface Contact {
  id: string;
  identities: Identity[];
  name: string | null;
  language: string | null;
  zone: string | null;
  labels: string[];
  attributes: Attributes;
  /** The blocks that stand at this moment, with the end of those that have one. */
  blocks: { kind: string; since: number; until: number | null }[];
  /** Staff shut them out since then. */
  blockedAt: number | null;
  createdAt: number;
  updatedAt: number;
}

/** The contacts with these ids, in the order of the ids; unknown ids are left out. */
export async function readContacts(
  read: Pick<Store['read'], 'selectFrom'>,
  ids: readonly string[],
  now: number,
): Promise<Contact[]> {
  const rows = await read.selectFrom('contact').selectAll().where('id', 'in', each(ids)).execute();
  const identities = await identitiesOf(read, ids);
  const blocks = await read
    .selectFrom('block')
    .selectAll()
    .where('contact_id', 'in', each(ids))
    .orderBy('since')
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    return {
      id,
      identities: identities.get(id) ?? [],
      name: row.name,
      language: row.language,
      zone: row.zone,
      labels: JSON.parse(row.labels) as string[],
      attributes: JSON.parse(row.attributes) as Attributes,
      blocks: blocks
        .filter((block) => block.contact_id === id && (block.until === null || block.until > now))
        .map(({ kind, since, until }) => ({ kind, since, until })),
      blockedAt: row.blocked_at,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    };
  });
}

export async function readContact(
  read: Pick<Store['read'], 'selectFrom'>,
  id: string,
  now: number,
): Promise<Contact | undefined> {
  return (await readContacts(read, [id], now))[0];
}
