import { reactions } from '../graph.js';
import { soundFlows } from '../project.js';
import { questionOf } from '../words-used.js';
import type { Rule } from './rule.js';

/** A button that does nothing. */
export const choiceUnhandled: Rule = {
  code: 'choice-unhandled',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) =>
      doc.graph.nodes.flatMap((node) =>
        node.entry.flatMap(questionOf).flatMap(({ ask, path }) =>
          (ask.choices ?? []).flatMap(({ id }, index) => {
            const events = reactions(node).map(({ event }) => event);
            if (events.includes(`choice.${id}`) || events.includes('choice.*')) return [];
            return [
              {
                doc,
                at: [...path, 'choices', index, 'id'],
                message: {
                  id: `Pilihan \`${id}\` tidak ditangani di langkah \`${node.id}\`.`,
                  en: `The choice \`${id}\` is not handled in the state \`${node.id}\`.`,
                },
                mend: {
                  id: `Tambahkan \`choice.${id}:\` di \`on\`.`,
                  en: `Add \`choice.${id}:\` under \`on\`.`,
                },
              },
            ];
          }),
        ),
      ),
    ),
};
