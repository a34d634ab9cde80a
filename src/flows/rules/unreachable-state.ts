import { isConnected } from '../graph.js';
import { soundFlows } from '../project.js';
import { reachable } from '../walk.js';
import type { Rule } from './rule.js';

/** A state that no way leads to. */
export const unreachableState: Rule = {
  code: 'unreachable-state',
  level: 'fault',
  find: (project) =>
    soundFlows(project)
      .filter(({ graph }) => isConnected(graph))
      .flatMap((doc) => {
        const found = reachable(doc.graph.root);
        return doc.graph.nodes
          .filter(
            (node) => !found.has(node) && (node.parent === doc.graph.root || found.has(node.parent ?? node)),
          )
          .map((node) => ({
            doc,
            at: node.path,
            key: true,
            message: {
              id: `Langkah \`${node.id}\` tidak pernah tercapai.`,
              en: `The state \`${node.id}\` is never reached.`,
            },
            mend: {
              id: 'Arahkan sebuah pilihan ke langkah ini, atau hapus.',
              en: 'Lead a choice to this state, or remove it.',
            },
          }));
      }),
};
