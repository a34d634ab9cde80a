/** `{{org}}`, `{{fact.rekening-zakat.bank}}` */
const HOLE = /\{\{\s*([A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*)\s*\}\}/g;

/** The names in `{{...}}`, without repeats. */
export function namesIn(template: string): string[] {
  return [...new Set([...template.matchAll(HOLE)].map(([, name = '']) => name))];
}

/** Fills a template. One that is a single `{{name}}` keeps the kind of its value; a gap becomes undefined. */
export function fillTemplate(template: unknown, known: (name: string) => unknown): unknown {
  if (typeof template !== 'string' || !template.includes('{{')) return template;
  const [only] = namesIn(template);
  if (only !== undefined && template.replace(HOLE, '') === '') return known(only);
  return template.replace(HOLE, (_, name: string) => String(known(name) ?? ''));
}
