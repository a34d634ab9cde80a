import { isWaiting, reactions } from '../graph.js';
import { soundFlows } from '../project.js';
import type { Rule } from './rule.js';

/** People type where a button was expected; a waiting state must know what to do. */
export const textIgnored: Rule = {
  code: 'text-ignored',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) =>
      doc.graph.nodes
        .filter((node) => isWaiting(node) && reactions(node).length > 0)
        .filter((node) => !reactions(node).some(({ event }) => event === 'text'))
        .map((node) => ({
          doc,
          at: node.path,
          key: true,
          message: {
            id: `Langkah \`${node.id}\` menunggu, tetapi tidak menangani tulisan bebas.`,
            en: `The state \`${node.id}\` waits but does not handle free text.`,
          },
          mend: {
            id: 'Tambahkan `text:` di `on`, misalnya menuju alur faq.',
            en: 'Add `text:` under `on`, for example leading to the faq flow.',
          },
        })),
    ),
};
