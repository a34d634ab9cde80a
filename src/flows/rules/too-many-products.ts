import { LIMITS } from '../../whatsapp/limits.js';
import { allActs } from '../graph.js';
import { soundFlows } from '../project.js';
import type { Rule } from './rule.js';

/** More products than one message holds, over all its sections; the schema counts the sections. Meta docs: messages/interactive-product-list. */
export const tooManyProducts: Rule = {
  code: 'too-many-products',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) =>
      allActs(doc.graph).flatMap(({ action, path }) => {
        if (typeof action === 'string' || !('type' in action) || action.type !== 'sendProducts') return [];
        const count = action.params.sections.reduce((sum, { products }) => sum + products.length, 0);
        if (count <= LIMITS.products) return [];
        return [
          {
            doc,
            at: [...path, 'params', 'sections'],
            key: true,
            message: {
              id: `${count} produk dalam satu pesan; paling banyak ${LIMITS.products}, semua bagian bersama-sama.`,
              en: `${count} products in one message; at most ${LIMITS.products} in all its sections.`,
            },
            mend: {
              id: 'Bagi menjadi beberapa langkah, atau kirim seluruh katalog dengan `sendCatalog`.',
              en: 'Divide them into several states, or send the whole catalogue by `sendCatalog`.',
            },
          },
        ];
      }),
    ),
};
