import { nearest } from '../nearest.js';
import { REFUSED } from './not-allowed.js';
import type { Rule } from './rule.js';

const KEYS =
  'id version description initial on states type say ask remember entry exit always after target guard actions reenter params words variant with choices list consent title each late key value count topic topics flow'.split(
    ' ',
  );

/** A key that the file format does not have. */
export const unknownKey: Rule = {
  code: 'unknown-key',
  level: 'fault',
  find: ({ flows }) =>
    flows.flatMap((doc) =>
      doc.issues.flatMap(({ keys = [], path }) =>
        keys
          .filter((key) => !REFUSED.includes(key))
          .map((key) => {
            const meant = KEYS.includes(key) ? undefined : nearest(key, KEYS);
            return {
              doc,
              at: [...path, key],
              key: true,
              message: {
                id: `\`${key}\` tidak dikenal di sini.`,
                en: `\`${key}\` is not known here.`,
              },
              mend: meant
                ? { id: `Mungkin maksudnya \`${meant}\`.`, en: `Perhaps \`${meant}\` was meant.` }
                : {
                    id: 'Hapus baris ini atau periksa letaknya.',
                    en: 'Remove this line or check where it stands.',
                  },
            };
          }),
      ),
    ),
};
