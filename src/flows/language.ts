export type Language = 'id' | 'en';

/** A text that staff keep in both languages. */
export type Bilingual = Record<Language, string>;
