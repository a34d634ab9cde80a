import { KEYWORDS_FILE } from '../added-words.js';
import { PROGRAM_WORDS } from '../program-words.js';
import { allSound } from '../project.js';
import { isFormOf } from '../words.js';
import { nestedWords, usedWords } from '../words-used.js';
import type { Rule } from './rule.js';

/** Words that nobody says. */
export const unusedWord: Rule = {
  code: 'unused-word',
  level: 'warning',
  find: (project) => {
    if (!allSound(project)) return [];
    const used = [
      ...usedWords(project).map(({ key }) => key),
      ...Object.keys(PROGRAM_WORDS),
      ...nestedWords(project).map(({ key }) => key),
    ];
    // What people type is said by nobody.
    const spoken = project.words.filter(({ namespace }) => namespace !== KEYWORDS_FILE);
    return spoken.flatMap((doc) =>
      Object.keys(doc.table ?? {})
        .filter((key) => {
          const full = `${doc.namespace}:${key}`;
          return !used.some((one) => isFormOf(full, one));
        })
        .map((key) => ({
          doc,
          at: [key],
          key: true,
          message: {
            id: `\`${doc.namespace}:${key}\` tidak dipakai di alur mana pun.`,
            en: `\`${doc.namespace}:${key}\` is not used in any flow.`,
          },
          mend: { id: 'Hapus, atau pakai di sebuah alur.', en: 'Remove it, or use it in a flow.' },
        })),
    );
  },
};
