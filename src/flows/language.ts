/** The languages of staff screens, of the FAQ and of topics; their words are complete. */
export type Language = 'id' | 'en';

/** A language that customers are written to in: one of ours, or a folder that staff added beside them (`locales/jv`). */
export type Spoken = string;

/** A text that staff keep in both languages. */
export type Bilingual = Record<Language, string>;

/** The name of a folder of words: ISO 639, `jv`, `min`. */
export const LANGUAGE_CODE = /^[a-z]{2,3}$/;

export const isOwn = (language: Spoken): language is Language => language === 'id' || language === 'en';

/** What is read where nothing is written in that language. */
export const ownOf = (language: Spoken): Language => (language === 'en' ? 'en' : 'id');
