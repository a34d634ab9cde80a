import type { Rule } from './rule.js';
import { tooLong } from './too-long.js';

/** 1024 characters with buttons, 4096 in plain texts and lists. Meta docs: text, interactive. */
export const bodyLength: Rule = {
  code: 'body-length',
  level: 'fault',
  find: (project) =>
    tooLong(
      project,
      ['text', 'buttons', 'request', 'list', 'caption', 'catalog', 'header', 'section', 'footer'],
      {
        thing: { id: 'Isi pesan', en: 'The body of a message' },
        mend: {
          id: 'Persingkat, atau bagi menjadi beberapa langkah.',
          en: 'Shorten it, or divide it into several states.',
        },
      },
    ),
};
