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

/** Who acts with the key from the environment. */
const ENVIRONMENT_KEY: KeyHolder = { id: 'key_environment', name: 'API' };

/**
 * A key is 32 random bytes, so no list of likely ones exists and a plain SHA-256 at rest cannot be turned
 * back. A slow hash such as argon2 is for passwords; here it would only cost 50 ms a request.
 */
const digest = (key: string) => createHash('sha256').update(key).digest();

/** Makes a key. `key` is not kept anywhere: show it now. */
export async function addKey(store: Store, name: string, now: number): Promise<ApiKey & { key: string }> {
  const key = `izin_${randomBytes(32).toString('base64url')}`;
  const id = newId('key', now);
  await store.write((tx) =>
    tx
      .insertInto('api_key')
      .values({ id, name, hash: digest(key).toString('hex'), created_at: now, revoked_at: null })
      .execute(),
  );
  return { id, name, createdAt: now, revokedAt: null, key };
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
