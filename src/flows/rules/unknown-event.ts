import { nearest } from '../nearest.js';
import { EVENTS } from '../vocabulary.js';
import type { Rule } from './rule.js';

/** An event that never comes. */
export const unknownEvent: Rule = {
  code: 'unknown-event',
  level: 'fault',
  find: ({ flows }) =>
    flows.flatMap((doc) =>
      doc.issues
        .filter(({ code, path }) => code === 'invalid_key' && path.at(-2) === 'on')
        .map(({ path }) => {
          const name = String(path.at(-1));
          const meant = nearest(name, EVENTS);
          return {
            doc,
            at: path,
            key: true,
            message: {
              id: `Tidak ada kejadian bernama \`${name}\`.`,
              en: `There is no event called \`${name}\`.`,
            },
            mend: {
              id: `${meant ? `Mungkin maksudnya \`${meant}\`. ` : ''}Yang ada: ${EVENTS.join(', ')}, choice.<id>.`,
              en: `${meant ? `Perhaps \`${meant}\` was meant. ` : ''}There are: ${EVENTS.join(', ')}, choice.<id>.`,
            },
          };
        }),
    ),
};
