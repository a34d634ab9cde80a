import { keyword } from '../../understanding/index.js';
import { keywordsOf } from '../keywords.js';
import type { Found, Rule } from './rule.js';

/** A keyword that stops, that works everywhere already, or that two flows want. */
export const takenKeyword: Rule = {
  code: 'taken-keyword',
  level: 'fault',
  find: (project) => {
    const all = keywordsOf(project);
    return all.flatMap(({ doc, phrase, path }): Found[] => {
      const other = all.find((one) => one.phrase === phrase && one.doc !== doc);
      const taken = project.isOptOut(phrase) || keyword(phrase) !== undefined;
      if (!taken && !other) return [];
      return [
        {
          doc,
          at: path,
          message: taken
            ? {
                id: `\`${phrase}\` sudah berarti lain di mana pun, jadi alur ini tidak akan dimulai olehnya.`,
                en: `\`${phrase}\` means something else everywhere, so it would never begin this flow.`,
              }
            : {
                id: `\`${phrase}\` juga memulai alur \`${other?.doc.flow.id}\`.`,
                en: `\`${phrase}\` begins the flow \`${other?.doc.flow.id}\` too.`,
              },
          mend: { id: 'Pilih kata lain.', en: 'Choose other words.' },
        },
      ];
    });
  },
};
