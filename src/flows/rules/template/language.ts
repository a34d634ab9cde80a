import type { Rule } from '../rule.js';

/** A template that some readers would not get in their language. */
export const templateLanguage: Rule = {
  code: 'template-language',
  level: 'warning',
  find: ({ templates }) => {
    const { file, entries = [] } = templates ?? {};
    if (!file) return [];
    return entries.flatMap(({ name, texts }, at) =>
      (['id', 'en'] as const)
        .filter((language) => !Object.keys(texts).some((code) => code.split('_')[0] === language))
        .map((language) => ({
          doc: file,
          at: [at, 'texts'],
          key: true,
          message: {
            id: `\`${name}\` belum ada dalam bahasa ${language === 'id' ? 'Indonesia' : 'Inggris'}.`,
            en: `\`${name}\` does not exist in ${language === 'id' ? 'Indonesian' : 'English'}.`,
          },
          mend: {
            id: `Tambahkan \`${language}:\` di bawah \`texts\`, dengan nama yang sama.`,
            en: `Add \`${language}:\` below \`texts\`, under the same name.`,
          },
        })),
    );
  },
};
