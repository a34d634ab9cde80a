import { readFileSync } from 'node:fs';
import { access, mkdir, open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkpoint, Head } from './checkpoint-record.js';

/**
 * Checkpoints outside the database, one file each: who can write to the database cannot take them back.
 * Format: docs/ledger.md.
 */
export async function keepOutside(
  directory: string,
  checkpoint: Checkpoint,
  heads: readonly Head[],
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const name = join(directory, nameOf(checkpoint.seq));
  const body = {
    checkpoint: inOrder(checkpoint),
    heads: heads.map(({ contactId, seq, hash }) => [contactId, seq, hash]),
  };
  // Written aside, flushed and renamed, so that a crash leaves no half file.
  const file = await open(`${name}.part`, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(body)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${name}.part`, name);
}

export async function outsideHas(directory: string, seq: number): Promise<boolean> {
  return access(join(directory, nameOf(seq))).then(
    () => true,
    () => false,
  );
}

/** The numbers of the checkpoints that are kept there, in order; none when there is no such directory. */
export async function listOutside(directory: string): Promise<number[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
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

const nameOf = (seq: number) => `${String(seq).padStart(8, '0')}.json`;

function inOrder({ seq, at, records, previous, root, keyId, signature }: Checkpoint): Checkpoint {
  return { seq, at, records, previous, root, keyId, signature };
}
