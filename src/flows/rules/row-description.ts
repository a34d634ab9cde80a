import type { Rule } from './rule.js';
import { tooLong } from './too-long.js';

/** Descriptions hold 72 characters. Meta docs: interactive lists. */
export const rowDescription: Rule = {
  code: 'row-description',
  level: 'fault',
  find: (project) =>
    tooLong(project, ['rowDescription'], {
      thing: { id: 'Keterangan baris daftar', en: 'The description of a list row' },
      mend: { id: 'Persingkat, atau tulis di isi pesan.', en: 'Shorten it, or put it into the message.' },
    }),
};
