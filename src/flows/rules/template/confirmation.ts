import { answer } from '../../../understanding/index.js';
import { labelOf } from '../../../whatsapp/template-draft.js';
import type { Found, Rule } from '../rule.js';

/**
 * The template by which a topic confirms a request from elsewhere: utility, with a yes and a no to tap. `POST /topics`
 * refuses any other.
 */
export const templateConfirmation: Rule = {
  code: 'template-confirmation',
  level: 'fault',
  find: ({ templates }) => {
    const { file, entries = [] } = templates ?? {};
    if (!file) return [];
    const asking = entries.map((entry, at) => ({ entry, at })).filter(({ entry }) => entry.use !== undefined);
    return asking.flatMap(({ entry, at }): Found[] => [
      ...(entry.category === 'utility'
        ? []
        : [
            {
              doc: file,
              at: [at, 'category'],
              message: {
                id: 'Pertanyaan persetujuan belum boleh berupa pemasaran.',
                en: 'What asks for consent may not be marketing yet.',
              },
              mend: { id: 'Tulis `category: utility`.', en: 'Write `category: utility`.' },
            },
          ]),
      ...Object.entries(entry.texts).flatMap(([language, { buttons = [] }]): Found[] => {
        const answers = buttons.flatMap((button) => ('reply' in button ? [answer(labelOf(button))] : []));
        if (answers.includes('yes') && answers.includes('no')) return [];
        return [
          {
            doc: file,
            at: [at, 'texts', language, 'buttons'],
            key: true,
            message: {
              id: 'Belum ada tombol ya dan tombol tidak, jadi orang tidak bisa menjawabnya.',
              en: 'There is no button that says yes and one that says no, so people cannot answer it.',
            },
            mend: {
              id: 'Tambahkan `reply: Ya, setuju` dan `reply: Tidak, terima kasih`.',
              en: 'Add `reply: Yes, I agree` and `reply: No, thank you`.',
            },
          },
        ];
      }),
    ]);
  },
};
