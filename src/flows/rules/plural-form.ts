import type { Found, Rule } from './rule.js';

const PLURAL = /^(.+)_(zero|one|two|few|many|other)$/;

/** Plurals: each language has its own forms (Indonesian one, English two), and `_other` must not be missing. */
export const pluralForm: Rule = {
  code: 'plural-form',
  level: 'fault',
  find: (project) =>
    project.words.flatMap((doc) => {
      const table = doc.table ?? {};
      const forms: string[] = new Intl.PluralRules(doc.language).resolvedOptions().pluralCategories;
      return Object.keys(table).flatMap((key): Found[] => {
        const [, base = '', form = ''] = PLURAL.exec(key) ?? [];
        if (base === '') return [];
        if (!forms.includes(form) && form !== 'zero') return [foreign(doc, key, form, forms)];
        return table[base] === undefined && table[`${base}_other`] === undefined
          ? [alone(doc, key, base)]
          : [];
      });
    }),
};

function foreign(doc: Found['doc'], key: string, form: string, forms: readonly string[]): Found {
  const list = forms.map((one) => `_${one}`).join(', ');
  return {
    doc,
    at: [key],
    key: true,
    message: {
      id: `Bahasa ini tidak mengenal bentuk \`_${form}\`, jadi teksnya tidak pernah dipakai.`,
      en: `This language has no form \`_${form}\`, so the text is never said.`,
    },
    mend: { id: `Pakai ${list}, atau hapus.`, en: `Use ${list}, or remove it.` },
  };
}

function alone(doc: Found['doc'], key: string, base: string): Found {
  return {
    doc,
    at: [key],
    key: true,
    message: {
      id: `\`${base}\` belum punya bentuk untuk angka lainnya.`,
      en: `\`${base}\` has no form for other numbers.`,
    },
    mend: { id: `Tambahkan "${base}_other".`, en: `Add "${base}_other".` },
  };
}
