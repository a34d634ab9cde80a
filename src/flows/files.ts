import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { LANGUAGE_CODE, type Spoken } from './language.js';
import type { SourceFile, Sources, WordFile } from './sources.js';

/** Reads the flow files and the words from their directories, in the order of their names. */
export async function readSources(flowsDir: string, localesDir: string): Promise<Sources> {
  const flows = await read(flowsDir, '.yaml');
  const words = await Promise.all((await languagesIn(localesDir)).map((one) => wordsIn(localesDir, one)));
  const faq = await one(localesDir, 'faq.yaml');
  const facts = await one(localesDir, 'facts.yaml');
  const media = await readFile(join(flowsDir, 'media', 'rights.yaml'), 'utf8').catch(() => undefined);
  const templates = await one(localesDir, 'templates.yaml');
  return {
    flows: flows.map(({ name, source }) => ({ file: `flows/${name}`, source })),
    words: words.flat(),
    ...(faq && { faq }),
    ...(facts && { facts }),
    ...(media !== undefined && { media: { file: 'flows/media/rights.yaml', source: media } }),
    ...(templates && { templates }),
  };
}

/** Every folder of words is a language. */
async function languagesIn(localesDir: string): Promise<Spoken[]> {
  const entries = await readdir(localesDir, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && LANGUAGE_CODE.test(entry.name));
  return folders.map(({ name }) => name).sort();
}

async function wordsIn(localesDir: string, language: Spoken): Promise<WordFile[]> {
  const files = await read(join(localesDir, language), '.json');
  return files.map(({ name, source }) => ({
    file: `locales/${language}/${name}`,
    source,
    language,
    namespace: basename(name, '.json'),
  }));
}

/** A file that an organisation may do without. */
async function one(localesDir: string, name: string): Promise<SourceFile | undefined> {
  const source = await readFile(join(localesDir, name), 'utf8').catch(() => undefined);
  return source === undefined ? undefined : { file: `locales/${name}`, source };
}

async function read(directory: string, extension: string): Promise<{ name: string; source: string }[]> {
  const names = (await readdir(directory)).filter((name) => extname(name) === extension).sort();
  return Promise.all(
    names.map(async (name) => ({ name, source: await readFile(join(directory, name), 'utf8') })),
  );
}
