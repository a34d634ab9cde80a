import { readdirSync, readFileSync } from 'node:fs';
import { access, mkdir, open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkpoint, Head } from './checkpoint-record.js';
import type { SigningKey } from './signing-keys.js';

/**
 * Checkpoints outside the database, one file each: who can write to the database cannot take them back.
 * Format: docs/ledger.md.
 */
export async function keepOutside(
  directory: string,
  checkpoint: Checkpoint,
  heads: readonly Head[],
): Promise<void> {
  const body = {
    checkpoint: inOrder(checkpoint),
    heads: heads.map(({ contactId, seq, hash }) => [contactId, seq, hash]),
  };
  await writeWhole(directory, nameOf(checkpoint.seq), body);
}

/** The public keys too, those that are not there yet. */
export async function keepKeysOutside(directory: string, keys: readonly SigningKey[]): Promise<void> {
  const there = new Set(await namesIn(directory));
  for (const key of keys) {
    const name = keyNameOf(key.number);
    if (!there.has(name)) await writeWhole(directory, name, inKeyOrder(key));
  }
}

/** Written aside, flushed and renamed, so that a crash leaves no half file. */
async function writeWhole(directory: string, name: string, body: object): Promise<void> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, name);
  const file = await open(`${path}.part`, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(body)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}

export async function outsideHas(directory: string, seq: number): Promise<boolean> {
  return access(join(directory, nameOf(seq))).then(
    () => true,
    () => false,
  );
}

/** The numbers of the checkpoints that are kept there, in order; none when there is no such directory. */
export async function listOutside(directory: string): Promise<number[]> {
  const names = await namesIn(directory);
  const numbers = names.flatMap((name) => (/^\d{8,}\.json$/.test(name) ? [Number.parseInt(name, 10)] : []));
  return numbers.sort((a, b) => a - b);
}

/**
 * One of them; `known`: what the database has in its place. `same` when it is that one, null when it cannot
 * be read as a checkpoint. Reads at once: for the thread that verifies.
 */
export function readOutside(
  directory: string,
  seq: number,
  known: Checkpoint | undefined,
): 'same' | { checkpoint: Checkpoint; heads: Head[] } | null {
  const text = readFileSync(join(directory, nameOf(seq)), 'utf8');
  // The heads of a large one are not worth reading twice: the database's are checked against the same root.
  if (known && text.startsWith(`{"checkpoint":${JSON.stringify(inOrder(known))},`)) return 'same';
  try {
    const body = JSON.parse(text) as { checkpoint: Checkpoint; heads: [string, number, string][] };
    const heads = body.heads.map(([contactId, at, hash]) => ({ contactId, seq: at, hash }));
    return { checkpoint: inOrder(body.checkpoint), heads };
  } catch {
    return null;
  }
}

/** The copies of the public keys, in order; null: one cannot be read. */
export function readKeysOutside(directory: string): (SigningKey | null)[] {
  const names = readdirSync(directory).filter((name) => KEY_NAME.test(name));
  return names.sort().map((name) => {
    try {
      return inKeyOrder(JSON.parse(readFileSync(join(directory, name), 'utf8')) as SigningKey);
    } catch {
      return null;
    }
  });
}

/** Whether the copy is of this very key. */
export function sameKey(one: SigningKey, other: SigningKey): boolean {
  return JSON.stringify(inKeyOrder(one)) === JSON.stringify(inKeyOrder(other));
}

function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

const KEY_NAME = /^key-\d{4,}\.json$/;
const keyNameOf = (number: number) => `key-${String(number).padStart(4, '0')}.json`;

function inKeyOrder(key: SigningKey): SigningKey {
  const { number, keyId, publicKey, at, firstCheckpoint, previous, signature } = key;
  return { number, keyId, publicKey, at, firstCheckpoint, previous, signature };
}

const nameOf = (seq: number) => `${String(seq).padStart(8, '0')}.json`;

function inOrder({ seq, at, records, previous, root, keyId, signature }: Checkpoint): Checkpoint {
  return { seq, at, records, previous, root, keyId, signature };
}
