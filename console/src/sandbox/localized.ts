import type { Language } from '../language/language.js';

export interface Localized {
  id: string;
  en: string;
}

/** The words in this language; a plain text is what it is. */
export function inLanguage(words: Localized | string | null | undefined, language: Language): string {
  if (!words) return '';
  return typeof words === 'string' ? words : words[language];
}
