import { z } from 'zod';
import { COMPLAINT_STATES, type Complaint } from '../../consent/complaints.js';
import { iso, isoOrNull, named, time, timeOrNull } from '../schemas.js';

export const complaintSchema = named(
  'Complaint',
  z.object({
    number: z.int().meta({ description: 'The number that the customer was told.' }),
    contact: z.string(),
    kind: z
      .enum(['stranger', 'report'])
      .meta({ description: '`stranger`: they say that they never signed up. `report`: LAPOR.' }),
    state: z.enum(COMPLAINT_STATES),
    source: z.string().meta({ description: 'Where their number came from; `unknown`: nothing tells.' }),
    source_name: z.string().nullable(),
    said: z.string().nullable(),
    opened_at: time,
    due_at: time.meta({ description: 'Three days after it came.' }),
    overdue: z.boolean(),
    answer: z.string().nullable(),
    answered_at: timeOrNull,
    answered_by: z.string().nullable(),
    closed_at: timeOrNull,
  }),
);

export const COMPLAINT_EXAMPLE: z.input<typeof complaintSchema> = {
  number: 17,
  contact: 'ct_01jd7q0m5v8k2r4t6w8y0a2c4e',
  kind: 'stranger',
  state: 'open',
  source: 'import',
  source_name: 'Bazar Ramadan 2025',
  said: 'dari mana nomor saya?',
  opened_at: '2026-01-05T02:00:00.000Z',
  due_at: '2026-01-08T02:00:00.000Z',
  overdue: false,
  answer: null,
  answered_at: null,
  answered_by: null,
  closed_at: null,
};

export function complaintBody(one: Complaint, now: number): z.input<typeof complaintSchema> {
  return {
    number: one.number,
    contact: one.contactId,
    kind: one.kind,
    state: one.state,
    source: one.source,
    source_name: one.sourceName,
    said: one.said,
    opened_at: iso(one.openedAt),
    due_at: iso(one.dueAt),
    overdue: one.state === 'open' && one.dueAt <= now,
    answer: one.answer,
    answered_at: isoOrNull(one.answeredAt),
    answered_by: one.answeredBy,
    closed_at: isoOrNull(one.closedAt),
  };
}
