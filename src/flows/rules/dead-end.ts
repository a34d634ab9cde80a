import { isWaiting, reactions } from '../graph.js';
import { soundFlows } from '../project.js';
import type { Rule } from './rule.js';

/** A state that waits for ever and hears nothing. */
export const deadEnd: Rule = {
  code: 'dead-end',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) =>
      doc.graph.nodes
        .filter((node) => isWaiting(node) && reactions(node).length === 0)
        .map((node) => ({
          doc,
          at: node.path,
          key: true,
          message: {
            id: `Dari langkah \`${node.id}\` tidak ada jalan keluar.`,
            en: `There is no way out of the state \`${node.id}\`.`,
          },
          mend: {
            id: 'Tulis `type: final` bila percakapan selesai di sini, atau tambahkan `on`.',
            en: 'Write `type: final` if the conversation ends here, or add `on`.',
          },
        })),
    ),
};
