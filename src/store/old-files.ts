import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes the files in a folder that were last written before `before` (ms); returns how many. */
export async function removeOldFiles(folder: string, before: number): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const file = join(folder, name);
    const known = await stat(file).catch(() => undefined);
    if (!known?.isFile() || known.mtimeMs >= before) continue;
    await unlink(file);
    removed += 1;
  }
  return removed;
}
