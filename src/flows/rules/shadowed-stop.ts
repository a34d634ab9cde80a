import { type Node, nameOf, reactions } from '../graph.js';
import { languagesOf, type Project, soundFlows } from '../project.js';
import { waysOf } from '../walk.js';
import { questionOf, textOf } from '../words-used.js';
import type { Rule } from './rule.js';

/** A title with a stop word is taken as a stop wherever it is tapped or typed, so it must do the same. */
export const shadowedStop: Rule = {
  code: 'shadowed-stop',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) =>
      doc.graph.nodes.flatMap((node) =>
        node.entry.flatMap(questionOf).flatMap(({ ask, path }) =>
          (ask.choices ?? []).flatMap((choice, index) => {
            if ('each' in choice || stops(project, node, choice.id)) return [];
            const title = languagesOf(project)
              .map((language) => textOf(project, choice.title, language))
              .find((text) => text !== undefined && project.isOptOut(text));
            if (title === undefined) return [];
            return [
              {
                doc,
                at: [...path, 'choices', index, 'title'],
                message: {
                  id: `"${title}" dibaca sebagai kata berhenti, tetapi pilihan ini tidak menghentikan apa pun.`,
                  en: `"${title}" is read as a stop word, but this choice stops nothing.`,
                },
                mend: {
                  id: 'Pakai kata lain, misalnya "Tidak jadi", atau arahkan ke `withdrawConsent`.',
                  en: 'Use other words, such as "Never mind", or lead it to `withdrawConsent`.',
                },
              },
            ];
          }),
        ),
      ),
    ),
};

/** Does every way of this choice withdraw or erase? */
function stops(project: Project, node: Node, choice: string): boolean {
  const edges = reactions(node).filter(({ event }) => event === `choice.${choice}`);
  const ways = edges.flatMap((edge) => waysOf(project, edge));
  return (
    ways.length > 0 &&
    ways.every((acts) => acts.some(({ action }) => /^(withdrawConsent|eraseData)$/.test(nameOf(action))))
  );
}
