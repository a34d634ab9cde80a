/** What is known of the person a value is filled for. `attributes` is JSON of an object. */
export interface ContactValues {
  name: string | null;
  attributes: string;
}

/** Part of a parameter: fixed words, or a contact's attribute with what stands in for it. */
export type ParameterPart = string | { attribute: string; fallback: string | null };

const VARIABLE = /\{\{\s*([^{}|]+?)\s*(?:\|([^{}]*))?\}\}/g;
/** These name the contact's own name rather than an attribute. */
const NAME = new Set(['name', 'nama']);

/** Splits `Halo {{nama|Kak}}` into its fixed and its variable parts. */
export function readParameter(text: string): ParameterPart[] {
  const parts: ParameterPart[] = [];
  let from = 0;
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    parts.push({ attribute: match[1] ?? '', fallback: match[2]?.trim() || null });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** The value for one person. Meta refuses empty values, so nothing known and no fallback gives a dash. */
export function fillParameter(parts: readonly ParameterPart[], contact: ContactValues): string {
  const attributes = parts.some((part) => typeof part !== 'string') ? attributesOf(contact.attributes) : {};
  const text = parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const value = NAME.has(part.attribute) ? contact.name : attributes[part.attribute];
      return wordsOf(value) ?? part.fallback ?? '';
    })
    .join('');
  return text.trim() === '' ? '-' : text;
}

function wordsOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function attributesOf(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
