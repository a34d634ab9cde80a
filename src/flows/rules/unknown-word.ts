import { nearest } from '../nearest.js';
import { formsOf, nestedWords, usedWords } from '../words-used.js';
import type { Rule } from './rule.js';

/** A flow uses words that no language has. */
export const unknownWord: Rule = {
  code: 'unknown-word',
  level: 'fault',
  find: (project) =>
    [...usedWords(project), ...nestedWords(project).map(({ doc, at, key }) => ({ doc, key, path: [at] }))]
      .filter(({ key }) => formsOf(project, key).length === 0)
      .map(({ doc, key, path }) => {
        const meant = nearest(
          key,
          Object.entries(project.tables.id).flatMap(([ns, table]) =>
            Object.keys(table).map((name) => `${ns}:${name}`),
          ),
        );
        const [file, name] = key.split(':');
        return {
          doc,
          at: path,
          message: { id: `Tidak ada kata \`${key}\`.`, en: `There are no words \`${key}\`.` },
          mend: {
            id: `${meant ? `Mungkin maksudnya \`${meant}\`. ` : ''}Atau tambahkan "${name}" di locales/id/${file}.json dan locales/en/${file}.json.`,
            en: `${meant ? `Perhaps \`${meant}\` was meant. ` : ''}Or add "${name}" to locales/id/${file}.json and locales/en/${file}.json.`,
          },
        };
      }),
};
