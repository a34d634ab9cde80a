import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import type { Store, Tx } from '../store/index.js';
import { introduceKey, keyIdOf, type SigningKey } from './signing-keys.js';

/** Holds the private key that signs checkpoints, and exchanges it. */
export class Signer {
  readonly #file: string;
  #key: KeyObject;

  /** `file`: where the key lies, PKCS #8 in PEM. */
  constructor(file: string, key: KeyObject) {
    this.#file = file;
    this.#key = key;
  }

  get key(): KeyObject {
    return this.#key;
  }

  /** Finishes what a crash interrupted: the new key counts from the moment the database knows it. */
  async settle(store: Store): Promise<void> {
    if (!existsSync(this.#next)) return;
    const waiting = await readFile(this.#next, 'utf8')
      .then(createPrivateKey)
      .catch(() => null);
    const newest = await newestKey(store.read);
    if (!waiting || newest?.keyId !== keyIdOf(waiting)) return rm(this.#next);
    await rename(this.#next, this.#file);
    this.#key = waiting;
  }

  /**
   * Makes a new key, signs it with the present one, and signs with it from the next checkpoint on. The old
   * private key is gone afterwards; its public half stays. Resolves with the new one.
   */
  async rotate(store: Store, now: number): Promise<SigningKey> {
    const { privateKey } = generateKeyPairSync('ed25519');
    await writeDurably(this.#next, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const old = this.#key;
    try {
      const introduced = await store.write(async (tx) => {
        const known = await knownKey(tx, old, now);
        const last = await lastSeq(tx);
        const next = introduceKey(privateKey, now, { key: old, known, firstCheckpoint: last + 1 });
        await insertKey(tx, next);
        // Already here: a checkpoint of the same commit comes after this statement.
        this.#key = privateKey;
        return next;
      });
      await rename(this.#next, this.#file);
      return introduced;
    } catch (error) {
      if ((await newestKey(store.read))?.keyId !== keyIdOf(privateKey)) this.#key = old;
      throw error;
    }
  }

  get #next(): string {
    return `${this.#file}.next`;
  }
}

/** All keys, oldest first. */
export async function listKeys(read: Pick<Tx, 'selectFrom'>): Promise<SigningKey[]> {
  const rows = await read.selectFrom('signing_key').selectAll().orderBy('number').execute();
  return rows.map(fromRow);
}

/** What is known of this key; the first one is written down when it signs for the first time. */
export async function knownKey(tx: Tx, key: KeyObject, now: number): Promise<SigningKey> {
  const newest = await newestKey(tx);
  if (newest) return newest;
  const first = introduceKey(key, now, null);
  await insertKey(tx, first);
  return first;
}

async function newestKey(read: Pick<Tx, 'selectFrom'>): Promise<SigningKey | undefined> {
  const row = await read
    .selectFrom('signing_key')
    .selectAll()
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && fromRow(row);
}

async function insertKey(tx: Tx, { keyId, publicKey, firstCheckpoint, ...rest }: SigningKey): Promise<void> {
  await tx
    .insertInto('signing_key')
    .values({ ...rest, key_id: keyId, public_key: publicKey, first_checkpoint: firstCheckpoint })
    .execute();
}

async function lastSeq(tx: Tx): Promise<number> {
  const { seq } = await tx
    .selectFrom('checkpoint')
    .select((select) => select.fn.max('seq').as('seq'))
    .executeTakeFirstOrThrow();
  return seq ?? 0;
}

type Row = Omit<SigningKey, 'keyId' | 'publicKey' | 'firstCheckpoint'> & {
  key_id: string;
  public_key: string;
  first_checkpoint: number;
};

function fromRow({ key_id, public_key, first_checkpoint, ...rest }: Row): SigningKey {
  return { ...rest, keyId: key_id, publicKey: public_key, firstCheckpoint: first_checkpoint };
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
