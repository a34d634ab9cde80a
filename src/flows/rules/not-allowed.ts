import type { Rule } from './rule.js';

/** Keys of XState that would run something; all other keys are merely unknown. */
export const REFUSED = ['invoke', 'spawn', 'activities', 'output', 'input'];

/** `invoke`, `spawn` and what else XState would run by itself. */
export const notAllowed: Rule = {
  code: 'not-allowed',
  level: 'fault',
  find: ({ flows }) =>
    flows.flatMap((doc) =>
      doc.issues.flatMap(({ keys = [], path }) =>
        keys
          .filter((key) => REFUSED.includes(key))
          .map((key) => ({
            doc,
            at: [...path, key],
            key: true,
            message: {
              id: `\`${key}\` tidak boleh dipakai: alur tidak menjalankan pekerjaan luar.`,
              en: `\`${key}\` may not be used: a flow does not run outside work.`,
            },
            mend: {
              id: 'Minta pekerjaan itu dengan sebuah tindakan, dan terima jawabannya sebagai kejadian.',
              en: 'Ask for the work by an action, and receive the answer as an event.',
            },
          })),
      ),
    ),
};
