import { soundFlows } from '../project.js';
import { questionsOf } from '../words-used.js';
import type { Rule } from './rule.js';

/** A reaction to a choice that is never offered. */
export const choiceUnknown: Rule = {
  code: 'choice-unknown',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) => {
      const known = questionsOf(doc).flatMap(({ ask }) => (ask.choices ?? []).map(({ id }) => id));
      return [doc.graph.root, ...doc.graph.nodes].flatMap(({ edges }) =>
        edges
          .filter(
            ({ event }) => /^choice\.[^*]/.test(event) && !known.includes(event.slice('choice.'.length)),
          )
          .map(({ event, path }) => ({
            doc,
            at: path,
            key: true,
            message: {
              id: `Tidak ada pilihan bernama \`${event.slice('choice.'.length)}\` di alur ini.`,
              en: `No choice of this flow is called \`${event.slice('choice.'.length)}\`.`,
            },
            mend: { id: `Yang ada: ${known.join(', ')}.`, en: `There are: ${known.join(', ')}.` },
          })),
      );
    }),
};
