import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Sources, WordFile } from './sources.js';
import type { Language } from './types.js';

/** Reads the flow files and the words from their directories, in the order of their names. */
export async function readSources(flowsDir: string, localesDir: string): Promise<Sources> {
  const flows = await read(flowsDir, '.yaml');
  const words = await Promise.all([wordsIn(localesDir, 'id'), wordsIn(localesDir, 'en')]);
  return { flows: flows.map(({ name, source }) => ({ file: `flows/${name}`, source })), words: words.flat() };
}

async function wordsIn(localesDir: string, language: Language): Promise<WordFile[]> {
  const files = await read(join(localesDir, language), '.json');
  return files.map(({ name, source }) => ({
    file: `locales/${language}/${name}`,
    source,
    language,
    namespace: basename(name, '.json'),
  }));
}

async function read(directory: string, extension: string): Promise<{ name: string; source: string }[]> {
  const names = (await readdir(directory)).filter((name) => extname(name) === extension).sort();
  return Promise.all(
    names.map(async (name) => ({ name, source: await readFile(join(directory, name), 'utf8') })),
  );
}
