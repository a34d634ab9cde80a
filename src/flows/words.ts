import { createInstance, type i18n } from 'i18next';
import { FACT_PREFIX } from '../facts/reference.js';
import type { Language, Spoken } from './language.js';
import { type Nested, withNested } from './nested.js';
import { namesIn } from './template.js';

/** namespace -> key -> text */
export type WordTable = Record<string, Record<string, string>>;

/** The words of every language; those of our own are always there. */
export type WordTables = Readonly<Record<Language, WordTable>> & Readonly<Record<Spoken, WordTable>>;

/** One text, found and filled in. */
export interface Said {
  text: string;
  /** the key that was used, variant included: `consent:stopped_deceased` */
  wording: string;
  /** A fact that it needs is not known, or its time is over: the lines with it are left out. */
  lacksFact?: true;
}

/** A value that is a word itself, said in the language of the text around it. */
export interface WordValue {
  word: string;
  variant?: string;
}

/** Tells the value of a `{{name}}`, perhaps a `WordValue`; undefined when it is not known. */
export type Values = (name: string) => unknown;

export interface Words {
  /**
   * The words of `key` in `language`, or in Indonesian when that language lacks them. A `variant` prefers
   * `<key>_<variant>`; a value called `count` chooses the plural, `$t(…)` a plural inside the sentence. A line that needs a value which is not known is
   * left out, unless nothing would remain.
   * @throws Error when no language has the key.
   */
  say(key: string, language: Spoken, values?: Values, variant?: string): Said;
  /** A text that stands in no file of words, filled in like one. */
  fill(text: string, values: Values, language?: Spoken): Omit<Said, 'wording'>;
  tables: WordTables;
}

/** An i18next instance over loaded tables: pure, no files, no network, no escaping (WhatsApp is not HTML). */
export function createWords(tables: WordTables): Words {
  const instance = createInstance({
    resources: { ...tables },
    lng: 'id',
    fallbackLng: 'id',
    supportedLngs: Object.keys(tables),
    ns: [...new Set(Object.values(tables).flatMap((table) => Object.keys(table)))],
    initAsync: false,
    keySeparator: false,
    nsSeparator: ':',
    contextSeparator: '_',
    interpolation: { escapeValue: false, skipOnVariables: true },
  });
  void instance.init();
  return {
    say: (...what) => say(instance, ...what),
    fill: (text, values, language = 'id') => fillLines(instance, text, language, values),
    tables,
  };
}

function say(
  instance: i18n,
  key: string,
  language: Spoken,
  values: Values = () => undefined,
  variant?: string,
): Said {
  const count = values('count');
  const found = instance.t(key, {
    lng: language,
    returnDetails: true,
    skipInterpolation: true,
    ...(typeof count === 'number' && { count }),
    ...(variant && { context: variant }),
  });
  const wording = `${found.usedNS}:${found.exactUsedKey}`;
  if (instance.getResource(found.usedLng, found.usedNS, found.exactUsedKey) === undefined) {
    throw new Error(`There are no words for ${key}.`);
  }
  const text = withNested(found.res, (nested) => wordIn(instance, nested, language, values));
  return { ...fillLines(instance, text, language, values), wording: wording.replace(PLURAL, '') };
}

/** A word inside a sentence, in the plural form that its number needs. */
function wordIn(instance: i18n, { key, name }: Nested, language: Spoken, values: Values): string {
  const count = name === undefined ? undefined : Number(values(name));
  return instance.t(key, {
    lng: language,
    skipInterpolation: true,
    ...(count !== undefined && { count: Number.isFinite(count) ? count : 0 }),
  });
}

const PLURAL = /_(zero|one|two|few|many|other)$/;

function fillLines(instance: i18n, text: string, language: Spoken, values: Values): Omit<Said, 'wording'> {
  if (!text.includes('{{')) return { text };
  const known = Object.fromEntries(
    namesIn(text).map((name) => [name, wordOr(instance, values(name), language)]),
  );
  const gaps = Object.keys(known).filter((name) => known[name] === undefined);
  const lacksFact = gaps.some((name) => name.startsWith(FACT_PREFIX));
  const rest = gaps.length === 0 ? text : withoutLines(text, gaps);
  // Half a sentence around a figure that is gone would say something else.
  if (rest === '' && lacksFact) return { text: '', lacksFact };
  for (const name of gaps) known[name] = '';
  const filled = instance.services.interpolator.interpolate(rest || text, known, 'id', {});
  return { text: filled, ...(lacksFact && { lacksFact }) };
}

function wordOr(instance: i18n, value: unknown, language: Spoken): unknown {
  return isWord(value) ? say(instance, value.word, language, undefined, value.variant).text : value;
}

const isWord = (value: unknown): value is WordValue =>
  typeof value === 'object' && value !== null && 'word' in value;

function withoutLines(text: string, gaps: readonly string[]): string {
  const whole = text.split('\n').filter((line) => !namesIn(line).some((name) => gaps.includes(name)));
  return whole
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Is `key` the word `name` itself, or a variant or plural form of it? */
export function isFormOf(key: string, name: string): boolean {
  return key === name || key.startsWith(`${name}_`);
}
