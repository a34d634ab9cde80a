import type { TemplateItem } from '../izin-types.js';

/** The body of a template with its placeholders. */
function bodyOf(template: TemplateItem | undefined): string {
  return template?.components.find(({ type }) => type === 'BODY')?.text ?? '';
}

/** Names of the placeholders, in order of their first appearance. */
export function placeholdersOf(template: TemplateItem | undefined): string[] {
  const names = [...bodyOf(template).matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '');
  return [...new Set(names)];
}

/** The body as it will read; an empty value keeps its placeholder. */
export function filledBody(template: TemplateItem | undefined, values: string[]): string {
  const names = placeholdersOf(template);
  return bodyOf(template).replace(
    /\{\{\s*(\w+)\s*\}\}/g,
    (all, name: string) => values[names.indexOf(name)] || all,
  );
}
