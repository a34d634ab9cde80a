import type { Rule } from './rule.js';
import { tooLong } from './too-long.js';

/** Rows hold 24 characters. Meta docs: interactive lists. */
export const rowTitle: Rule = {
  code: 'row-title',
  level: 'fault',
  find: (project) =>
    tooLong(project, ['rowTitle'], {
      thing: { id: 'Judul baris daftar', en: 'The title of a list row' },
      mend: {
        id: 'Persingkat, dan tulis sisanya di `description`.',
        en: 'Shorten it, and put the rest into `description`.',
      },
    }),
};
