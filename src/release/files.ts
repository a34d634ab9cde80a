import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSources } from '../flows/files.js';
import type { SourceFile, Sources } from '../flows/index.js';

/** The files of a release, by their path: `flows/*.yaml`, `locales/<language>/*.json`, `locales/faq.yaml`, `locales/synonyms.yaml`. */
export type ReleaseFiles = readonly SourceFile[];

export const FAQ_FILE = 'locales/faq.yaml';
export const SYNONYMS_FILE = 'locales/synonyms.yaml';
/** The only paths that a release may hold: nothing of it is ever written to a disk under another name. */
export const RELEASE_PATH =
  /^(?:flows\/[a-z0-9-]+\.yaml|locales\/[a-z]{2,3}\/[a-z0-9-]+\.json|locales\/(?:faq|synonyms)\.yaml)$/;

/** Reads flows, words and FAQ from their folders. Rejects when a folder is not there. */
export async function readReleaseFiles(flowsDir: string, localesDir: string): Promise<ReleaseFiles> {
  const { flows, words } = await readSources(flowsDir, localesDir);
  const faq = await readFile(join(localesDir, 'faq.yaml'), 'utf8').catch(() => '[]');
  const synonyms = await readFile(join(localesDir, 'synonyms.yaml'), 'utf8').catch(() => undefined);
  return inOrder([
    ...flows,
    ...words,
    { file: FAQ_FILE, source: faq },
    ...(synonyms === undefined ? [] : [{ file: SYNONYMS_FILE, source: synonyms }]),
  ]);
}

/** The name of these files: equal files, equal name, wherever they come from. 16 hexadecimal digits. */
export function releaseId(files: ReleaseFiles): string {
  const content = inOrder(files).map(({ file, source }) => [file, fileHash(source)]);
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}

export function fileHash(source: string): string {
  return createHash('sha256').update(source).digest('hex');
}

/** What the flows are compiled from, the FAQ, and the words that mean the same to its search. */
export function partsOf(files: ReleaseFiles): { sources: Sources; faq: string; synonyms: string } {
  const flows = files.filter(({ file }) => file.startsWith('flows/'));
  const words = files.flatMap(({ file, source }) => {
    const [, language, namespace] = /^locales\/([a-z]{2,3})\/(.+)\.json$/.exec(file) ?? [];
    return language === undefined || namespace === undefined ? [] : [{ file, source, language, namespace }];
  });
  return {
    sources: { flows, words },
    faq: files.find(({ file }) => file === FAQ_FILE)?.source ?? '[]',
    synonyms: files.find(({ file }) => file === SYNONYMS_FILE)?.source ?? '',
  };
}

export function inOrder(files: ReleaseFiles): ReleaseFiles {
  return files.map(({ file, source }) => ({ file, source })).sort((a, b) => (a.file < b.file ? -1 : 1));
}
