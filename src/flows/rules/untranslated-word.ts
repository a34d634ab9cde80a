import type { Rule } from './rule.js';

/** A text of another language that is still the Indonesian one. Single words are often the same in both. */
export const untranslatedWord: Rule = {
  code: 'untranslated-word',
  level: 'warning',
  find: (project) =>
    project.words
      .filter(({ language }) => language !== 'id')
      .flatMap((doc) =>
        Object.entries(doc.table ?? {})
          .filter(
            ([key, text]) =>
              project.tables['id']?.[doc.namespace]?.[key] === text && hasWords(text) && !isOwnName(key),
          )
          .map(([key]) => ({
            doc,
            at: [key],
            message: {
              id: `\`${doc.namespace}:${key}\` masih sama dengan bahasa Indonesianya.`,
              en: `\`${doc.namespace}:${key}\` is still the Indonesian text.`,
            },
            mend: {
              id: `Terjemahkan di locales/${doc.language}/${doc.namespace}.json.`,
              en: `Translate it in locales/${doc.language}/${doc.namespace}.json.`,
            },
          })),
      ),
};

/** `language.id`: a language is named in its own words. */
const isOwnName = (key: string) => /\.(?:[a-z]{2,3})$/.test(key) && /language/.test(key);

function hasWords(text: string): boolean {
  const words = text.replace(/\{\{[^{}]*\}\}/g, ' ').match(/\p{L}{2,}/gu) ?? [];
  return words.length >= 2;
}
