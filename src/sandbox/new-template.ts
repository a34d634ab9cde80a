import * as z from 'zod';
import type { Template } from './templates.js';

/** A refusal in Meta's form: code 100 with a subcode of its own (Meta docs: support/error-codes). */
export interface TemplateFault {
  details: string;
  subcode: number;
}

export const isTemplateFault = (made: Template | TemplateFault): made is TemplateFault => 'subcode' in made;

const example = z.unknown().exactOptional();
const button = z.discriminatedUnion('type', [
  z.object({ type: z.literal('QUICK_REPLY'), text: z.string().min(1).max(25) }),
  z.object({
    type: z.literal('URL'),
    text: z.string().min(1).max(25),
    url: z.url().max(2000),
    example: z.array(z.string()).exactOptional(),
  }),
  z.object({
    type: z.literal('PHONE_NUMBER'),
    text: z.string().min(1).max(25),
    phone_number: z.string().max(20),
  }),
]);
const part = z.discriminatedUnion('type', [
  z.object({ type: z.literal('HEADER'), format: z.literal('TEXT'), text: z.string(), example }),
  z.object({ type: z.literal('BODY'), text: z.string(), example }),
  z.object({ type: z.literal('FOOTER'), text: z.string() }),
  z.object({ type: z.literal('BUTTONS'), buttons: z.array(button).min(1).max(10) }),
]);
const request = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().regex(/^[a-z]{2,3}(?:_[A-Z]{2,3})?$/),
  category: z.enum(['MARKETING', 'UTILITY']),
  parameter_format: z.enum(['POSITIONAL', 'NAMED']).default('POSITIONAL'),
  components: z.array(part).min(1),
});

const INVALID = 2388023;
const TAKEN = 2388024;
const TOO_LONG = 2388040;
const EDGE = 2388299;
const SAMPLE = 2388043;

/** `POST /{WABA}/message_templates`: the new template, or what Meta says against it. */
export function newTemplate(body: unknown, known: readonly Template[]): Template | TemplateFault {
  const read = request.safeParse(body);
  if (!read.success) return { details: z.prettifyError(read.error), subcode: INVALID };
  const { name, language, category, parameter_format, components } = read.data;
  const words = (type: 'HEADER' | 'BODY' | 'FOOTER') =>
    components.flatMap((one) => (one.type === type ? [one.text] : []))[0] ?? '';
  const text = words('BODY');
  if (text === '') return { details: 'A template needs a body.', subcode: INVALID };
  if (length(text) > 1024 || length(words('HEADER')) > 60 || length(words('FOOTER')) > 60)
    return { details: 'A part of the template is too long.', subcode: TOO_LONG };
  if (/^\{\{/.test(text.trim()) || /\}\}[\s.,!?*_~]*$/.test(text.trim()))
    return { details: 'Variables may not stand at the start or the end.', subcode: EDGE };
  const sample = components.some((one) => one.type === 'BODY' && one.example !== undefined);
  if (text.includes('{{') && !sample) return { details: 'A sample is missing.', subcode: SAMPLE };
  if (known.some((one) => one.name === name && one.language === language))
    return { details: 'There is content in this language already.', subcode: TAKEN };
  return {
    id: String(800_000_000_001_000 + known.length),
    name,
    language,
    category,
    status: 'APPROVED',
    parameter_format,
    quality_score: { score: 'UNKNOWN' },
    components,
  };
}

const length = (text: string) => [...text].length;
