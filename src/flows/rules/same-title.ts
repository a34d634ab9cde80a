import { languagesOf, soundFlows } from '../project.js';
import { questionsOf, textOf } from '../words-used.js';
import type { Rule } from './rule.js';

/** WhatsApp refuses two buttons of one title, and a typed title would be ambiguous. */
export const sameTitle: Rule = {
  code: 'same-title',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) =>
      questionsOf(doc).flatMap(({ ask, path }) =>
        languagesOf(project).flatMap((language) => {
          const titles = (ask.choices ?? []).map((choice) =>
            'each' in choice ? undefined : textOf(project, choice.title, language),
          );
          return titles.flatMap((title, index) =>
            title !== undefined && titles.indexOf(title) < index
              ? [
                  {
                    doc,
                    at: [...path, 'choices', index],
                    message: {
                      id: `Dua pilihan berjudul sama: "${title}" (${language}).`,
                      en: `Two choices have the same title: "${title}" (${language}).`,
                    },
                    mend: { id: 'Beri judul yang berbeda.', en: 'Give them different titles.' },
                  },
                ]
              : [],
          );
        }),
      ),
    ),
};
