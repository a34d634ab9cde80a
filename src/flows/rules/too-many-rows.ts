import { soundFlows } from '../project.js';
import { LIMITS } from '../question.js';
import { questionsOf } from '../words-used.js';
import type { Rule } from './rule.js';

/** A list holds ten rows. Meta docs: interactive lists. */
export const tooManyRows: Rule = {
  code: 'too-many-rows',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) =>
      questionsOf(doc).flatMap(({ ask, path }) => {
        const choices = ask.choices ?? [];
        const fixed = choices.filter((choice) => !('each' in choice)).length;
        const room = choices.length > fixed ? LIMITS.rows - 1 : LIMITS.rows;
        if (fixed <= room) return [];
        return [
          {
            doc,
            at: [...path, 'choices', room],
            message: {
              id: `Pertanyaan ini punya ${fixed} pilihan tetap; daftar WhatsApp memuat ${LIMITS.rows}${room < LIMITS.rows ? ', dan satu untuk `each`' : ''}.`,
              en: `This question has ${fixed} fixed choices; a WhatsApp list holds ${LIMITS.rows}${room < LIMITS.rows ? ', one of them for `each`' : ''}.`,
            },
            mend: {
              id: 'Bagi menjadi dua pertanyaan, atau buang pilihan yang jarang dipakai.',
              en: 'Divide it into two questions, or drop choices that are rarely taken.',
            },
          },
        ];
      }),
    ),
};
