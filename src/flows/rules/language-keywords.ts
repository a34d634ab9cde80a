import { keyword } from '../../understanding/index.js';
import { KEYWORD_KEYS, KEYWORDS_FILE, phrasesOf, TYPICAL } from '../added-words.js';
import { isOwn } from '../language.js';
import type { Project } from '../project.js';
import { LIMITS } from '../question.js';
import type { Bilingual } from '../types.js';
import type { Found, Rule } from './rule.js';

const NAMES = [...Object.keys(KEYWORD_KEYS), TYPICAL];

/** The words of an added language that people type: known keys, and no word that means something else already. */
export const languageKeywords: Rule = {
  code: 'language-keywords',
  level: 'fault',
  find: (project) =>
    project.words
      .filter(({ namespace, table }) => namespace === KEYWORDS_FILE && table)
      .flatMap((doc) => (isOwn(doc.language) ? [fixed(doc)] : faultsOf(project, doc))),
};

type Doc = Project['words'][number];

function fixed(doc: Doc): Found {
  return {
    doc,
    at: 0,
    message: {
      id: 'Kata kunci bahasa Indonesia dan Inggris tidak ditulis di berkas.',
      en: 'Keywords in Indonesian and English do not stand in a file.',
    },
    mend: { id: 'Hapus berkas ini.', en: 'Remove this file.' },
  };
}

function faultsOf(project: Project, doc: Doc): Found[] {
  const table = doc.table ?? {};
  const unknown = Object.keys(table)
    .filter((key) => !NAMES.includes(key))
    .map(
      (key): Found => ({
        doc,
        at: [key],
        key: true,
        message: { id: `\`${key}\` tidak dikenal di sini.`, en: `\`${key}\` is not known here.` },
        mend: { id: `Yang ada: ${NAMES.join(', ')}.`, en: `There are: ${NAMES.join(', ')}.` },
      }),
    );
  const phrases = phrasesOf(table);
  const taken = phrases.flatMap(({ key, phrase, keyword: meant }): Found[] => {
    const ours = project.isOptOut(phrase) ? 'stop' : keyword(phrase);
    const twin = phrases.find((one) => one.phrase === phrase && one.keyword !== meant);
    const message =
      ours !== undefined && ours !== meant
        ? meansElse(phrase)
        : twin
          ? twice(phrase, twin.key)
          : meant === 'stop' && phrase.length > LIMITS.rowTitle
            ? tooLong(phrase)
            : undefined;
    if (!message) return [];
    return [{ doc, at: [key], message, mend: { id: 'Pilih kata lain.', en: 'Choose another word.' } }];
  });
  return [...unknown, ...taken];
}

const meansElse = (phrase: string): Bilingual => ({
  id: `“${phrase}” sudah berarti lain dalam bahasa Indonesia atau Inggris.`,
  en: `“${phrase}” means something else in Indonesian or English.`,
});
const twice = (phrase: string, key: string): Bilingual => ({
  id: `“${phrase}” juga ada di \`${key}\`.`,
  en: `“${phrase}” stands in \`${key}\` too.`,
});
const tooLong = (phrase: string): Bilingual => ({
  id: `“${phrase}” terlalu panjang untuk kata berhenti.`,
  en: `“${phrase}” is too long for a word that stops.`,
});
