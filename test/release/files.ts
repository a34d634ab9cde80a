import { join } from 'node:path';
import { type ReleaseFiles, readReleaseFiles } from '../../src/release/index.js';

const ROOT = join(import.meta.dirname, '..', '..');

/** The files of the repository, as they would be published. */
export const shippedFiles = await readReleaseFiles(join(ROOT, 'flows'), join(ROOT, 'locales'));

/** The same files with one text in one of them replaced; every `replace` has to be there. */
export function edited(file: string, replace: string, by: string, files = shippedFiles): ReleaseFiles {
  return files.map((one) => {
    if (one.file !== file) return one;
    if (!one.source.includes(replace)) throw new Error(`${file} does not hold: ${replace}`);
    return { file, source: one.source.replace(replace, () => by) };
  });
}
