import { parse } from 'yaml';
import { compileFlow } from './compile.js';
import { flowSchema } from './schema.js';
import type { FaqTexts, Sources } from './sources.js';
import type { Release, Spoken } from './types.js';
import { createWords, type WordTable, type WordTables } from './words.js';

/**
 * Compiles what was published together. Run `check` first: this only refuses what cannot run at all.
 * @throws Error (zod, yaml, JSON, XState) for a file that cannot be read or compiled
 */
export function createRelease(id: string, sources: Sources, faq: FaqTexts): Release {
  const flows = sources.flows.map(({ source }) => compileFlow(flowSchema.parse(parse(source))));
  return {
    id,
    flows: new Map(flows.map((flow) => [flow.id, flow])),
    words: createWords(tablesOf(sources)),
    faq: new Map(faq.map((entry) => [entry.id, entry])),
  };
}

function tablesOf(sources: Sources): WordTables {
  const others = new Set(sources.words.map(({ language }) => language));
  return {
    ...Object.fromEntries([...others].map((language) => [language, tableOf(sources, language)])),
    id: tableOf(sources, 'id'),
    en: tableOf(sources, 'en'),
  };
}

function tableOf({ words }: Sources, language: Spoken): WordTable {
  const own = words.filter((file) => file.language === language);
  return Object.fromEntries(own.map(({ namespace, source }) => [namespace, JSON.parse(source)]));
}
