/**
 * i18next's nesting, for a sentence with several numbers: `in $t(common:days, {'count': {{days}} })` says the plural
 * form of `common:days` that this number needs. Only this form of it: one word, and the value that counts it.
 */
const NESTED =
  /\$t\(\s*([a-z-]+:[a-z0-9.-]+)\s*(?:,\s*\{\s*['"]count['"]\s*:\s*\{\{\s*([A-Za-z][A-Za-z0-9_-]*)\s*\}\}\s*\}\s*)?\)/g;

/** `name`: the value that counts it. */
export interface Nested {
  key: string;
  name: string | undefined;
}

export function nestedIn(text: string): Nested[] {
  return text.includes('$t(') ? [...text.matchAll(NESTED)].map(([, key = '', name]) => ({ key, name })) : [];
}

/** Puts the words in, each counting by the value of the sentence. Before values are filled in: theirs are no words. */
export function withNested(text: string, wordOf: (nested: Nested) => string): string {
  if (!text.includes('$t(')) return text;
  return text.replace(NESTED, (_, key: string, name: string | undefined) => {
    const word = wordOf({ key, name });
    return name === undefined ? word : word.replace(/\{\{\s*count\s*\}\}/g, () => `{{${name}}}`);
  });
}
