import { z } from 'zod';
import { arrayOf, objectOf, present } from './loose.js';

const text = z.string().optional().catch(undefined);

const buttonSchema = z.looseObject({ type: z.string(), text, url: text, phone_number: text });

const componentSchema = z.looseObject({
  /** HEADER, BODY, FOOTER, BUTTONS, CAROUSEL, LIMITED_TIME_OFFER */
  type: z.string(),
  /** Of a header: TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION, PRODUCT */
  format: text,
  text,
  buttons: z.array(buttonSchema).optional().catch(undefined),
  cards: z
    .array(z.looseObject({ components: z.array(z.unknown()) }))
    .optional()
    .catch(undefined),
});

export type TemplateComponent = z.infer<typeof componentSchema>;
export type TemplateButtonDefinition = z.infer<typeof buttonSchema>;

/** A message template as Meta lists it (Meta docs: templates/template-management). */
export interface Template {
  id?: string;
  name: string;
  /** Exact: `en` and `en_US` are two. */
  language: string;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION' | (string & {});
  /** Only APPROVED can be sent. */
  status: string;
  /** GREEN, YELLOW, RED, UNKNOWN */
  quality: string;
  parameterFormat: 'POSITIONAL' | 'NAMED';
  components: TemplateComponent[];
  previousCategory?: string;
  /** The category that Meta will give it soon. */
  correctCategory?: string;
  rejectedReason?: string;
}

export const TEMPLATE_FIELDS =
  'id,name,language,category,status,components,quality_score,parameter_format,previous_category,' +
  'correct_category,rejected_reason';

const templateSchema = z.looseObject({
  id: z
    .union([z.string(), z.number().transform(String)])
    .optional()
    .catch(undefined),
  name: z.string().min(1),
  language: z.string().min(1),
  category: z.string().catch(''),
  status: z.string().catch('UNKNOWN'),
  components: z.array(z.unknown()).catch([]),
  quality_score: z.looseObject({ score: text }).optional().catch(undefined),
  parameter_format: text,
  previous_category: text,
  correct_category: text,
  rejected_reason: text,
});

/** Reads one element of Meta's list; `undefined` without a name or a language. */
export function readTemplate(value: unknown): Template | undefined {
  const read = templateSchema.safeParse(value);
  if (!read.success) return undefined;
  const raw = read.data;
  const components = readComponents(raw.components);
  const named = raw.parameter_format?.toUpperCase();
  return {
    ...present({ id: raw.id }),
    name: raw.name,
    language: raw.language,
    category: raw.category,
    status: raw.status,
    quality: raw.quality_score?.score ?? 'UNKNOWN',
    // Older answers leave the format out: the placeholders tell.
    parameterFormat:
      named === 'NAMED' || (named === undefined && hasNames(components)) ? 'NAMED' : 'POSITIONAL',
    components,
    ...present({
      previousCategory: raw.previous_category,
      correctCategory: raw.correct_category,
      rejectedReason: raw.rejected_reason === 'NONE' ? undefined : raw.rejected_reason,
    }),
  };
}

export function readComponents(values: readonly unknown[]): TemplateComponent[] {
  return values.flatMap((value) => {
    const read = componentSchema.safeParse(value);
    return read.success ? [{ ...read.data, type: read.data.type.toUpperCase() }] : [];
  });
}

const PLACEHOLDER = /\{\{\s*([a-zA-Z0-9_]+)\s*\}\}/g;

const hasNames = (components: readonly TemplateComponent[]) =>
  components.some(({ text: words }) => namesIn(words ?? '').some((name) => !/^\d+$/.test(name)));

/** The names of the placeholders of a text, in order, each once: `1`, `2` or `first_name`. */
function namesIn(words: string): string[] {
  return [...new Set([...words.matchAll(PLACEHOLDER)].map((match) => match[1] as string))];
}

/** What has to be given for each part of a template at sending. */
export interface Placeholders {
  /** Names in the header's text. */
  header: string[];
  /** IMAGE, VIDEO, DOCUMENT, LOCATION or PRODUCT: has to be given on every send. */
  headerMedia?: string;
  body: string[];
  /** Buttons whose address or code has a variable; quick replies only want a payload and are not listed. */
  buttons: { index: number; type: string }[];
}

export function placeholders(template: Pick<Template, 'components'>): Placeholders {
  const header = template.components.find((component) => component.type === 'HEADER');
  const body = template.components.find((component) => component.type === 'BODY');
  const media = header?.format !== undefined && header.format !== 'TEXT' ? header.format : undefined;
  return {
    header: namesIn(header?.text ?? ''),
    ...present({ headerMedia: media }),
    body: namesIn(body?.text ?? ''),
    buttons: buttonsOf(template).flatMap(({ type, url }, index) =>
      namesIn(url ?? '').length > 0 || type === 'COPY_CODE' ? [{ index, type }] : [],
    ),
  };
}

/** The buttons in their order; the position is the `index` of a send. */
export function buttonsOf(template: Pick<Template, 'components'>): TemplateButtonDefinition[] {
  return template.components.find((component) => component.type === 'BUTTONS')?.buttons ?? [];
}

/** Values for a preview: in order, or by name. */
export interface TemplateValues {
  header?: readonly string[] | Readonly<Record<string, string>>;
  body?: readonly string[] | Readonly<Record<string, string>> | undefined;
}

/** What the reader will see. Placeholders without a value stay as they are. */
export interface Preview {
  header?: string;
  body: string;
  footer?: string;
  buttons: string[];
}

export function render(template: Pick<Template, 'components'>, values: TemplateValues = {}): Preview {
  const textOfPart = (type: string) => template.components.find((component) => component.type === type)?.text;
  const header = textOfPart('HEADER');
  return {
    ...present({
      header: header === undefined ? undefined : fill(header, values.header),
      footer: textOfPart('FOOTER'),
    }),
    body: fill(textOfPart('BODY') ?? '', values.body),
    buttons: buttonsOf(template).flatMap(({ text: label }) => (label === undefined ? [] : [label])),
  };
}

function fill(words: string, values: TemplateValues['body']): string {
  const byName = objectOf(values);
  const inOrder = arrayOf(values);
  return words.replace(PLACEHOLDER, (whole, name: string) => {
    const value = Array.isArray(values)
      ? inOrder[Number(name) - 1]
      : Object.hasOwn(byName, name)
        ? byName[name]
        : undefined;
    return typeof value === 'string' ? value : whole;
  });
}
