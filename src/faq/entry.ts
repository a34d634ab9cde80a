import { z } from 'zod';

export type Language = 'id' | 'en';

/** WhatsApp refuses a text body beyond this many characters (Meta docs: messages/text). */
export const LONGEST_ANSWER = 4096;

const text = z.string().trim().min(1);
const inBoth = z.strictObject({ id: text, en: text });
const phrases = z.strictObject({ id: z.array(text).optional(), en: z.array(text).optional() });

/** One part of `locales/faq.yaml` as staff write it. */
export const faqEntrySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  category: text.optional(),
  question: inBoth,
  answer: z.strictObject({ id: text.max(LONGEST_ANSWER), en: text.max(LONGEST_ANSWER) }),
  also: phrases.optional(),
  not: phrases.optional(),
});

/**
 * A question with its answer in both languages. `also`: other ways people ask it;
 * `not`: questions that look like it but which it does not answer.
 */
export type FaqEntry = z.infer<typeof faqEntrySchema>;
