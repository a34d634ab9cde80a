import { createInstance, type i18n } from 'i18next';
import type { Language } from './types.js';

/** namespace -> key -> text */
export type WordTable = Record<string, Record<string, string>>;

/** One text, found and filled in. */
export interface Said {
  text: string;
  /** the key that was used, variant included: `consent:stopped_deceased` */
  wording: string;
}

export interface Words {
  /**
   * The words of `key` in `language`, or in Indonesian when that language lacks them. A `variant` prefers
   * `<key>_<variant>`. A line that needs a value which is not known is left out.
   * @throws Error when no language has the key.
   */
  say(
    key: string,
    language: Language,
    values?: Readonly<Record<string, unknown>>,
    variant?: string,
  ): Said;
  /** Does any language have the key (in any variant or plural form)? */
  has(key: string): boolean;
  /** The tables the words were made from. */
  tables: Readonly<Record<Language, WordTable>>;
}

/** Stands where a value is missing until the line is dropped; never part of words. */
const GAP = '\u0000';

/** An i18next instance over loaded tables: pure, no files, no network, no escaping (WhatsApp is not HTML). */
export function createWords(tables: Record<Language, WordTable>): Words {
  const instance = createInstance({
    resources: tables,
    lng: 'id',
    fallbackLng: 'id',
    supportedLngs: ['id', 'en'],
    ns: [...new Set([...Object.keys(tables.id), ...Object.keys(tables.en)])],
    initAsync: false,
    keySeparator: false,
    nsSeparator: ':',
    contextSeparator: '_',
    interpolation: { escapeValue: false },
    missingInterpolationHandler: () => GAP,
  });
  void instance.init();
  return { say: (...what) => say(instance, ...what), has: (key) => has(tables, key), tables };
}

function say(
  instance: i18n,
  key: string,
  language: Language,
  values: Readonly<Record<string, unknown>> = {},
  variant?: string,
): Said {
  const { count } = values;
  const found = instance.t(key, {
    ...values,
    count: typeof count === 'number' ? count : undefined,
    ...(variant && { context: variant }),
    lng: language,
    returnDetails: true,
  });
  const wording = `${found.usedNS}:${found.exactUsedKey}`;
  if (!instance.exists(wording, { lng: found.usedLng })) throw new Error(`There are no words for ${key}.`);
  return { text: withoutGaps(found.res), wording: wording.replace(/_(one|other)$/, '') };
}

function withoutGaps(text: string): string {
  if (!text.includes(GAP)) return text;
  const whole = text.split('\n').filter((line) => !line.includes(GAP));
  const rest = whole.join('\n').replace(/\n{3,}/g, '\n\n').trim();
  return rest || text.replaceAll(GAP, '').trim();
}

function has(tables: Record<Language, WordTable>, key: string): boolean {
  const [namespace = '', name = ''] = key.split(':');
  return Object.values(tables).some((table) =>
    Object.keys(table[namespace] ?? {}).some((other) => baseOf(other, name)),
  );
}

/** Is `key` the word `name` itself, or a variant or plural form of it? */
export function baseOf(key: string, name: string): boolean {
  return key === name || key.startsWith(`${name}_`);
}
