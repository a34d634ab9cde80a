import { z } from 'zod';
import type { Span } from './office-hours.js';

/** From Monday, as luxon counts. */
export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const SPAN = new RegExp(`^(${CLOCK})\\s*-\\s*(${CLOCK}|24:00)$`);
/** What the checks of the words reckon with. */
const LONGEST_NAME = 30;

/** `"08:00-17:00"`. The messages name the mend; calendar.ts has its words. */
const span = z
  .string('span')
  .refine((text) => {
    const [, from = '', to = ''] = SPAN.exec(text) ?? [];
    return from < to;
  }, 'span')
  .transform((text): Span => {
    const [, from = '', to = ''] = SPAN.exec(text) ?? [];
    return [from, to];
  });

const spans = z
  .array(span)
  .refine((list) => list.every(([from], i) => (list[i - 1]?.[1] ?? '') <= from), 'spans');

const hours = z.strictObject({
  monday: spans.optional(),
  tuesday: spans.optional(),
  wednesday: spans.optional(),
  thursday: spans.optional(),
  friday: spans.optional(),
  saturday: spans.optional(),
  sunday: spans.optional(),
});

const date = z.iso.date('date');
const label = z.string('name').trim().min(1, 'name').max(LONGEST_NAME, 'name');
const name = z.strictObject({ id: label, en: label });

/** `locales/calendar.yaml` as staff write it. */
export const calendarSchema = z.strictObject({
  hours,
  breaks: z.array(z.strictObject({ days: z.array(z.enum(DAYS)).min(1), time: span, name })).default([]),
  ramadan: z
    .array(
      z
        .strictObject({ from: date, to: date, hours })
        .refine(({ from, to }) => from <= to, { path: ['from'], error: 'order' }),
    )
    .default([]),
  holidays: z
    .array(z.strictObject({ date, name }))
    .default([])
    .superRefine((list, ctx) => {
      const seen = new Set<string>();
      list.forEach(({ date: day }, i) => {
        if (seen.has(day)) ctx.addIssue({ code: 'custom', path: [i, 'date'], message: 'same-date' });
        seen.add(day);
      });
    }),
});
