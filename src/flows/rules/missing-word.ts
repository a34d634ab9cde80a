import { isOwn } from '../language.js';
import type { Project } from '../project.js';
import type { Bilingual, Language } from '../types.js';
import type { Rule } from './rule.js';

const PLURAL = /_(zero|one|two|few|many|other)$/;
const NAMES: Record<Language, Bilingual> = {
  id: { id: 'bahasa Indonesia', en: 'Indonesian' },
  en: { id: 'bahasa Inggris', en: 'English' },
};

/** Each word stands in both of our languages, in whatever plural forms each of them has. */
export const missingWord: Rule = {
  code: 'missing-word',
  level: 'fault',
  find: (project) =>
    project.words.flatMap((doc) => {
      const { language, namespace } = doc;
      if (!isOwn(language)) return [];
      const other = language === 'id' ? 'en' : 'id';
      const twin = project.words.find((file) => file.namespace === namespace && file.language === other);
      // Of a file that cannot be read nobody knows what is missing.
      if (twin && !twin.table) return [];
      const there = basesIn(project.tables[other][namespace]);
      return Object.keys(doc.table ?? {})
        .filter((key) => !there.has(baseOf(key)))
        .map((key) => ({
          doc,
          at: [key],
          key: true,
          message: {
            id: `\`${namespace}:${key}\` belum ada dalam ${NAMES[other].id}.`,
            en: `\`${namespace}:${key}\` is missing in ${NAMES[other].en}.`,
          },
          mend: {
            id: `Tambahkan "${baseOf(key)}" di locales/${other}/${namespace}.json.`,
            en: `Add "${baseOf(key)}" to locales/${other}/${namespace}.json.`,
          },
        }));
    }),
};

/** A language that staff added may lack words; people then read them in Indonesian. */
export const partialLanguage: Rule = {
  code: 'partial-language',
  level: 'warning',
  find: (project) =>
    project.words.flatMap((doc) => {
      if (isOwn(doc.language) || !doc.table) return [];
      const missing = lacks(project, doc.namespace, doc.table);
      if (missing.length === 0) return [];
      const list = missing.slice(0, SHOWN).join(', ') + (missing.length > SHOWN ? ', …' : '');
      return [
        {
          doc,
          at: 0,
          message: {
            id: `${missing.length} kata belum diterjemahkan, jadi tampil dalam bahasa Indonesia: ${list}.`,
            en: `${missing.length} words are not translated yet, so they are said in Indonesian: ${list}.`,
          },
          mend: {
            id: `Tambahkan di ${doc.file}.`,
            en: `Add them to ${doc.file}.`,
          },
        },
      ];
    }),
};

const SHOWN = 5;

function lacks(project: Project, namespace: string, table: Record<string, string>): string[] {
  const there = basesIn(table);
  return [...basesIn(project.tables.id[namespace])].filter((base) => !there.has(base));
}

const baseOf = (key: string) => key.replace(PLURAL, '');
const basesIn = (table: Record<string, string> = {}) => new Set(Object.keys(table).map(baseOf));
