import type { Bilingual, Language } from '../types.js';
import type { Rule } from './rule.js';

const PLURAL = /_(zero|one|two|few|many|other)$/;
const NAMES: Record<Language, Bilingual> = {
  id: { id: 'bahasa Indonesia', en: 'Indonesian' },
  en: { id: 'bahasa Inggris', en: 'English' },
};

/** Each word stands in both languages (plural forms differ by language). */
export const missingWord: Rule = {
  code: 'missing-word',
  level: 'fault',
  find: (project) =>
    project.words.flatMap((doc) => {
      const twin = project.words.find(
        (file) => file.namespace === doc.namespace && file.language !== doc.language,
      );
      // Of a file that cannot be read nobody knows what is missing.
      if (twin && !twin.table) return [];
      const other = doc.language === 'id' ? 'en' : 'id';
      return Object.keys(doc.table ?? {})
        .filter((key) => !PLURAL.test(key) && project.tables[other][doc.namespace]?.[key] === undefined)
        .map((key) => ({
          doc,
          at: [key],
          key: true,
          message: {
            id: `\`${doc.namespace}:${key}\` belum ada dalam ${NAMES[other].id}.`,
            en: `\`${doc.namespace}:${key}\` is missing in ${NAMES[other].en}.`,
          },
          mend: {
            id: `Tambahkan "${key}" di locales/${other}/${doc.namespace}.json.`,
            en: `Add "${key}" to locales/${other}/${doc.namespace}.json.`,
          },
        }));
    }),
};
