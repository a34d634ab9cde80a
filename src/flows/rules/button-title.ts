import type { Rule } from './rule.js';
import { tooLong } from './too-long.js';

/** Buttons hold 20 characters. Meta docs: interactive reply buttons. */
export const buttonTitle: Rule = {
  code: 'button-title',
  level: 'fault',
  find: (project) =>
    tooLong(project, ['buttonTitle', 'listLabel', 'formLabel'], {
      thing: { id: 'Judul tombol', en: 'The title of a button' },
      mend: {
        id: 'Persingkat, atau pindahkan keterangannya ke isi pesan.',
        en: 'Shorten it, or move the detail into the message.',
      },
    }),
};
