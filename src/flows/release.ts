import { parse } from 'yaml';
import { compileFlow } from './compile.js';
import { flowSchema } from './schema.js';
import type { FaqTexts, Sources } from './sources.js';
import type { Release } from './types.js';
import { createWords, type WordTable } from './words.js';

/**
 * Compiles what was published together. Run `check` first: this only refuses what cannot run at all.
 * @throws Error (zod, yaml, JSON, XState) for a file that cannot be read or compiled
 */
export function createRelease(id: string, sources: Sources, faq: FaqTexts): Release {
  const flows = sources.flows.map(({ source }) => compileFlow(flowSchema.parse(parse(source))));
  return {
    id,
    flows: new Map(flows.map((flow) => [flow.id, flow])),
    words: createWords({ id: tableOf(sources, 'id'), en: tableOf(sources, 'en') }),
    faq: new Map(faq.map((entry) => [entry.id, entry])),
  };
}

function tableOf({ words }: Sources, language: 'id' | 'en'): WordTable {
  const own = words.filter((file) => file.language === language);
  return Object.fromEntries(own.map(({ namespace, source }) => [namespace, JSON.parse(source)]));
}
