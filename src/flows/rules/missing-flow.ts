import { REQUIRED_FLOWS } from '../vocabulary.js';
import type { Rule } from './rule.js';

/** Flows that the program begins for keywords must be there. */
export const missingFlow: Rule = {
  code: 'missing-flow',
  level: 'fault',
  find: ({ flows }) =>
    REQUIRED_FLOWS.filter((name) => !flows.some((doc) => doc.name === name)).flatMap((name) =>
      flows.slice(0, 1).map((doc) => ({
        doc: { ...doc, file: `flows/${name}.yaml`, source: '' },
        at: 0,
        message: {
          id: `Alur \`${name}\` tidak ada, padahal Izin memulainya sendiri.`,
          en: `The flow \`${name}\` is missing, although Izin itself begins it.`,
        },
        mend: {
          id: `Kembalikan berkas flows/${name}.yaml.`,
          en: `Bring the file flows/${name}.yaml back.`,
        },
      })),
    ),
};
