import type { Tx } from '../store/index.js';

type Read = Pick<Tx, 'selectFrom'>;

/** The contact that this one has become by merging; itself when it stands alone. */
export async function survivorOf(read: Read, contactId: string): Promise<string> {
  let id = contactId;
  for (;;) {
    const next = (await linksOf(read, id)).findLast(({ absorbedBy }) => absorbedBy !== undefined)?.absorbedBy;
    if (next === undefined) return id;
    id = next;
  }
}

/** The contacts that this one has absorbed, and those that they had: their chains are of the same person. */
export async function absorbedInto(read: Read, contactId: string): Promise<string[]> {
  const found: string[] = [];
  for (const { absorbed } of await linksOf(read, contactId)) {
    if (absorbed !== undefined && !found.includes(absorbed)) {
      found.push(absorbed, ...(await absorbedInto(read, absorbed)));
    }
  }
  return found;
}

async function linksOf(read: Read, contactId: string) {
  const rows = await read
    .selectFrom('ledger')
    .select('evidence')
    .where('contact_id', '=', contactId)
    .where('event', '=', 'LINK')
    .where('evidence', 'is not', null)
    .orderBy('seq')
    .execute();
  return rows.map(
    ({ evidence }) => JSON.parse(evidence ?? '{}') as { absorbed?: string; absorbedBy?: string },
  );
}
