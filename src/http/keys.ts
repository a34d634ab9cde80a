import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { newId } from '../contacts/ids.js';
import type { Store } from '../store/index.js';

/** A key as it is listed; the key itself is shown once, when it is made. Times in ms. */
export interface ApiKey {
  id: string;
  name: string;
  createdAt: number;
  revokedAt: number | null;
}

/** Who acts with a key. */
export interface KeyHolder {
  id: string;
  name: string;
}

/** Id of the server's own key: from the environment, or made for the commands on this machine. */
export const MACHINE_KEY = 'key_environment';
/** Who acts with it. */
const ENVIRONMENT_KEY: KeyHolder = { id: MACHINE_KEY, name: 'API' };

/**
 * A key is 32 random bytes, so no list of likely ones exists and a plain SHA-256 at rest cannot be turned
 * back. A slow hash such as argon2 is for passwords; here it would only cost 50 ms a request.
 */
const digest = (key: string) => createHash('sha256').update(key).digest();

/** Makes a key. `key` is not kept anywhere: show it now; `hash` is what `keepKey` wants. */
export function newKey(): { key: string; hash: string } {
  const key = `izin_${randomBytes(32).toString('base64url')}`;
  return { key, hash: digest(key).toString('hex') };
}

/** Lets in whoever has the key of this digest, a SHA-256 in hexadecimal digits. */
export async function keepKey(
  store: Store,
  { name, hash }: { name: string; hash: string },
  now: number,
): Promise<ApiKey> {
  const id = newId('key', now);
  await store.write((tx) =>
    tx.insertInto('api_key').values({ id, name, hash, created_at: now, revoked_at: null }).execute(),
  );
  return { id, name, createdAt: now, revokedAt: null };
}

/** Ends a key; false when there is none with this id that is still good. */
export async function revokeKey(store: Store, id: string, now: number): Promise<boolean> {
  const [result] = await store.write((tx) =>
    tx
      .updateTable('api_key')
      .set({ revoked_at: now })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .execute(),
  );
  return Number(result?.numUpdatedRows ?? 0) > 0;
}

/** Since when a key exists, ms; null for the server's own, which always did. */
export async function keySince(read: Store['read'], id: string): Promise<number | null> {
  if (id === MACHINE_KEY) return null;
  const row = await read.selectFrom('api_key').select('created_at').where('id', '=', id).executeTakeFirst();
  return row?.created_at ?? Number.POSITIVE_INFINITY;
}

/** Every key that was ever made, oldest first. */
export async function listKeys(read: Store['read']): Promise<ApiKey[]> {
  const rows = await read.selectFrom('api_key').selectAll().orderBy('created_at').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }));
}

/**
 * Answers which key an `Authorization` header carries; undefined for none that is good. Keys are found by
 * their digest, so neither the search nor the comparison tells by its time how much of a guess was right.
 */
export function keyReader(read: Store['read'], environmentKey: string | null) {
  const first = environmentKey === null ? null : digest(environmentKey);
  return async (header: string | undefined): Promise<KeyHolder | undefined> => {
    const given = /^Bearer +(\S{1,200})$/i.exec(header ?? '')?.[1];
    if (given === undefined) return undefined;
    const hash = digest(given);
    if (first !== null && timingSafeEqual(first, hash)) return ENVIRONMENT_KEY;
    const row = await read
      .selectFrom('api_key')
      .select(['id', 'name'])
      .where('hash', '=', hash.toString('hex'))
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    return row;
  };
}
