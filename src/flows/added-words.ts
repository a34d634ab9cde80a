import { type AddedVocabulary, isCourtesy, type Keyword, wordsIn } from '../understanding/index.js';
import { isOwn, type Spoken } from './language.js';
import type { WordTables } from './words.js';

/** The file of an added language that says what its people type, `locales/<language>/keywords.json`. */
export const KEYWORDS_FILE = 'keywords';

/** What stands in that file, and what each key leads to; every value is a list with commas. */
export const KEYWORD_KEYS: Readonly<Record<string, AddedKeyword>> = {
  stop: 'stop',
  start: 'start',
  preferences: 'preferences',
  agent: 'agent',
  'my-data': 'my_data',
  'delete-my-data': 'delete_my_data',
};
/** Words by which the language is known, beside those of its other files. */
export const TYPICAL = 'typical';

export type AddedKeyword = Exclude<Keyword, 'indonesian' | 'english'>;

export interface AddedWords {
  /** What a text commands in a language that staff added, and in which; undefined: nothing. */
  keyword: (text: string) => { keyword: AddedKeyword; language: Spoken } | undefined;
  /** By what each of them is known. */
  vocabulary: AddedVocabulary;
}

const known = new WeakMap<WordTables, AddedWords>();

/** What the folders of added languages say of themselves; found once for each release. */
export function addedWords({ tables }: { tables: WordTables }): AddedWords {
  const words = known.get(tables) ?? find(tables);
  known.set(tables, words);
  return words;
}

function find(tables: WordTables): AddedWords {
  const added = Object.keys(tables).filter((language) => !isOwn(language));
  const ours = new Set([...vocabularyOf(tables.id), ...vocabularyOf(tables.en)]);
  const phrases = new Map(
    added.flatMap((language) =>
      phrasesOf(tables[language]?.[KEYWORDS_FILE] ?? {}).map(
        ({ phrase, keyword }) => [phrase, { keyword, language }] as const,
      ),
    ),
  );
  return {
    keyword: (text) => {
      if (phrases.size === 0) return undefined;
      const words = wordsIn(text);
      return phrases.get(words.join(' ')) ?? phrases.get(words.filter((word) => !isCourtesy(word)).join(' '));
    },
    vocabulary: new Map(
      added.map((language) => {
        const own = vocabularyOf(tables[language]);
        return [language, new Set([...own].filter((word) => !ours.has(word)))];
      }),
    ),
  };
}

export function phrasesOf(table: Readonly<Record<string, string>>) {
  return Object.entries(KEYWORD_KEYS).flatMap(([key, keyword]) =>
    (table[key] ?? '')
      .split(',')
      .map((phrase) => wordsIn(phrase).join(' '))
      .filter((phrase) => phrase !== '')
      .map((phrase) => ({ key, phrase, keyword })),
  );
}

/** Every word of its texts, without values and addresses. */
function vocabularyOf(table: WordTables[Spoken] = {}): Set<string> {
  const texts = Object.values(table).flatMap((file) => Object.values(file));
  return new Set(
    texts.flatMap((text) => wordsIn(text.replace(/\{\{[^{}]*\}\}|\$t\([^)]*\)|\S+[./]\S+/g, ' '))),
  );
}
