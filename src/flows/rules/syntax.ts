import type { ParsedFile } from '../parse.js';
import type { Found, Rule } from './rule.js';

/** A file that cannot be read at all. */
export const syntax: Rule = {
  code: 'syntax',
  level: 'fault',
  find: ({ flows, words, facts, templates }) => [
    ...flows.flatMap((doc) => yamlFaults(doc, 'YAML')),
    ...(facts.file ? yamlFaults(facts.file, 'YAML') : []),
    ...(templates ? yamlFaults(templates.file, 'YAML') : []),
    ...words.flatMap((doc) => {
      const faults = yamlFaults(doc, 'JSON');
      return faults.length > 0 ? faults : jsonFaults(doc);
    }),
  ],
};

function yamlFaults(doc: ParsedFile, kind: 'YAML' | 'JSON'): Found[] {
  return doc.doc.errors.slice(0, 1).map(({ pos, code }) => found(doc, pos[0], kind, code));
}

/** YAML forgives what JSON does not, e.g. a comma after the last word. */
function jsonFaults(doc: ParsedFile): Found[] {
  try {
    JSON.parse(doc.source);
    return [];
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    return [found(doc, Number(position ?? doc.source.trimEnd().length - 1), 'JSON', 'JSON')];
  }
}

function found(doc: ParsedFile, at: number, kind: 'YAML' | 'JSON', code: string): Found {
  const hint =
    kind === 'YAML'
      ? {
          id: 'Periksa titik dua, tanda kutip, dan spasi di awal baris ini dan baris sebelumnya.',
          en: 'Check the colon, the quotes and the spaces at the start of this line and the one before.',
        }
      : {
          id: 'Periksa koma, tanda kutip, dan kurung di baris ini dan baris sebelumnya.',
          en: 'Check the commas, quotes and brackets of this line and the one before.',
        };
  return {
    doc,
    at,
    message: {
      id: `Berkas ini tidak bisa dibaca sebagai ${kind} (${code}).`,
      en: `This file cannot be read as ${kind} (${code}).`,
    },
    mend: hint,
  };
}
