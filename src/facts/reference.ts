/** `{{fact.rekening-zakat}}`, `{{fact.rekening-zakat.bank}}` */
/** A fact has no fallback: what stands after `|` is not used. */
const REFERENCE = /\{\{\s*fact\.([A-Za-z0-9_-]+(?:\.[A-Za-z]+)?)\s*(?:\|[^{}]*)?\}\}/g;

export const FACT_PREFIX = 'fact.';

/** What a reference names: `rekening-zakat`, or `rekening-zakat.bank`. */
export interface Reference {
  ref: string;
  at: number;
  length: number;
}

export function referencesIn(text: string): Reference[] {
  if (!text.includes('{{')) return [];
  return [...text.matchAll(REFERENCE)].map(({ 0: whole, 1: ref = '', index }) => ({
    ref,
    at: index,
    length: whole.length,
  }));
}

/** Puts the values in; a reference without a value stays as it is. */
export function fillReferences(text: string, value: (ref: string) => string | undefined): string {
  if (!text.includes('{{')) return text;
  return text.replace(REFERENCE, (whole, ref: string) => value(ref) ?? whole);
}
