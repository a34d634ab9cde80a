import type { Project } from '../project.js';
import type { Bilingual } from '../types.js';
import { formsOf, LIMIT_OF, longestText, type Use, usedWords } from '../words-used.js';
import type { Found } from './rule.js';

/** Words over the limit of how they are used, after the longest values were filled in. */
export function tooLong(
  project: Project,
  uses: readonly Use[],
  { thing, mend }: { thing: Bilingual; mend: Bilingual },
): Found[] {
  const found = usedWords(project)
    .filter(({ use }) => uses.includes(use))
    .flatMap((word) =>
      formsOf(project, word.key).flatMap((form): Found[] => {
        const length = [...longestText(form, word.with)].length;
        const limit = LIMIT_OF[word.use];
        const [namespace, key = ''] = form.key.split(':');
        const doc = project.words.find(
          (file) => file.language === form.language && file.namespace === namespace,
        );
        if (length <= limit || !doc) return [];
        return [
          {
            doc,
            at: [key],
            message: {
              id: `${thing.id} di alur \`${word.doc.name}\` bisa menjadi ${length} huruf; batasnya ${limit}.`,
              en: `${thing.en} in the flow \`${word.doc.name}\` can become ${length} characters; the limit is ${limit}.`,
            },
            mend,
          },
        ];
      }),
    );
  return found.filter((one, index) => found.findIndex((other) => same(one, other)) === index);
}

const same = (a: Found, b: Found) =>
  a.doc === b.doc && String(a.at) === String(b.at) && a.message.en === b.message.en;
