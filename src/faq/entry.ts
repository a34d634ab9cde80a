import { z } from 'zod';

export type Language = 'id' | 'en';

/** WhatsApp refuses a text body beyond this many characters (Meta docs: messages/text). */
export const LONGEST_ANSWER = 4096;

/** A list has ten rows, and two are kept for what else can be chosen (Meta docs: interactive lists). */
export const MOST_FOLLOW_UPS = 8;
/** Entries of this category name their adviser. */
export const FIQH = 'fiqh';

const text = z.string().trim().min(1);
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const day = z.iso.date().describe('A day such as 2026-12-31, in the time zone of the organisation');
const inBoth = z.strictObject({ id: text, en: text });
const phrases = z.strictObject({ id: z.array(text).optional(), en: z.array(text).optional() });

/** Shown with the answer. `alt` is said where the picture cannot be seen. */
const media = z.strictObject({
  kind: z.enum(['image', 'video', 'document']),
  medium: id.describe('Its id in flows/media/rights.yaml'),
  alt: inBoth.describe('What is to be seen, in words'),
});

/** One part of `locales/faq.yaml` as staff write it. */
export const faqEntrySchema = z.strictObject({
  id,
  category: text.optional(),
  question: inBoth,
  answer: z.strictObject({ id: text.max(LONGEST_ANSWER), en: text.max(LONGEST_ANSWER) }),
  also: phrases.optional(),
  not: phrases.optional(),
  media: media.optional(),
  followUps: z.array(id).max(MOST_FOLLOW_UPS).optional().describe('Entries offered after the answer, by id'),
  validFrom: day.optional().describe('Not answered before this day'),
  validUntil: day.optional().describe('Answered on this day for the last time'),
  owner: text.optional().describe('Who keeps the answer true'),
  reviewBy: day.optional().describe('By when the owner looks at it again'),
  adviser: text.optional().describe('Who answers for an answer of the category fiqh'),
});

/**
 * A question with its answer in both languages. `also`: other ways people ask it;
 * `not`: questions that look like it but which it does not answer.
 */
export type FaqEntry = z.infer<typeof faqEntrySchema>;

/** `locales/faq.schema.json`, for editors. */
export function faqJsonSchema(): unknown {
  return z.toJSONSchema(z.array(faqEntrySchema), { io: 'input', reused: 'ref' });
}
