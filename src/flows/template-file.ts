import { parseDocument } from 'yaml';
import { z } from 'zod';
import { DRAFT_CATEGORIES, type DraftText, type TemplateDraft } from '../whatsapp/template-draft.js';
import { type Issue, issuesOf } from './issues.js';
import type { Path } from './parse.js';
import type { Bilingual } from './types.js';

/**
 * `locales/templates.yaml`: the templates that an organisation hands in to Meta, as its staff write them. They are
 * checked as files are; Meta's own list says which of them are approved.
 */
const text = z.string().min(1);
const button = z.union([
  z.strictObject({ reply: text }),
  z.strictObject({ link: text, url: text, sample: text.optional() }),
  z.strictObject({ call: text, phone: text }),
]);
const draftText = z.strictObject({
  header: text.optional(),
  body: text,
  samples: z.union([z.array(text), z.record(z.string(), text)]).optional(),
  footer: text.optional(),
  buttons: z.array(button).optional(),
});
const entry = z.strictObject({
  name: text,
  category: z.enum(DRAFT_CATEGORIES),
  use: z.enum(['confirmation']).optional(),
  texts: z.record(z.string(), draftText),
});
const file = z.array(entry);

/** One template of the file, in all its languages. */
export type TemplateEntry = z.infer<typeof entry>;

export interface TemplatesRead {
  entries: TemplateEntry[];
  issues: (Omit<Issue, 'message'> & { message: Bilingual })[];
}

/** Reads the file as YAML gave it; with an issue there are no entries. Never throws. */
export function readTemplates(data: unknown): TemplatesRead {
  if (data === null || data === undefined) return { entries: [], issues: [] };
  const read = file.safeParse(data);
  if (read.success) return { entries: read.data, issues: [] };
  const [id = [], en = []] = [z.locales.id(), z.locales.en()].map(({ localeError }) => {
    const { error } = file.safeParse(data, { error: localeError });
    return error ? issuesOf(error.issues, data) : [];
  });
  const issues = en.map((issue, index) => ({
    ...issue,
    message: { id: id[index]?.message ?? issue.message, en: issue.message },
  }));
  return { entries: [], issues };
}

/** Reads the file's text; what cannot be read holds no templates. */
export function templatesIn(source: string): TemplatesRead {
  const document = parseDocument(source);
  return document.errors.length > 0 ? { entries: [], issues: [] } : readTemplates(document.toJS());
}

/** The drafts of a file, each with the path of its text. */
export function draftsOf(entries: readonly TemplateEntry[]): { draft: TemplateDraft; path: Path }[] {
  return entries.flatMap(({ name, category, texts }, at) =>
    Object.entries(texts).map(([language, words]: [string, DraftText]) => ({
      draft: { ...words, name, category, language },
      path: [at, 'texts', language],
    })),
  );
}
