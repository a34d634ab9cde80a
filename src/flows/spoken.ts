import { isOwn, type Spoken } from './language.js';
import type { Words } from './words.js';

/** The languages that staff added as folders of words beside ours, in the order of their codes. */
export function addedLanguages({ tables }: Pick<Words, 'tables'>): Spoken[] {
  return Object.keys(tables)
    .filter((language) => !isOwn(language))
    .sort();
}

/** How a language is called on a button: as its own words say (`common:language`), else by its Indonesian name. */
export function nameOfLanguage({ tables }: Pick<Words, 'tables'>, language: Spoken): string {
  return tables[language]?.['common']?.['language'] ?? `Bahasa ${nameIn('id', language)}`;
}

/** What Unicode's tables call a language; its code where they do not know it. */
export function nameIn(reader: Spoken, language: Spoken): string {
  return new Intl.DisplayNames([reader], { type: 'language' }).of(language) ?? language;
}
