import type { Rule } from './rule.js';

/** A fact that cannot be taken as it is written. */
export const factsFile: Rule = {
  code: 'facts-file',
  level: 'fault',
  find: ({ facts: { file, faults } }) =>
    file ? faults.map(({ path, message, mend }) => ({ doc: file, at: path, message, mend })) : [],
};
