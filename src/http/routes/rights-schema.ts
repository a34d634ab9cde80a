import { z } from 'zod';
import { RIGHTS, RIGHTS_STATES, type RightsRequest } from '../../consent/rights-requests.js';
import { iso, isoOrNull, named, time, timeOrNull } from '../schemas.js';

export const rightsSchema = named(
  'RightsRequest',
  z.object({
    number: z.int(),
    contact: z.string(),
    kind: z.enum(RIGHTS),
    state: z.enum(RIGHTS_STATES).meta({
      description: 'open; done; refused by staff, with a reason; dropped: they changed their mind.',
    }),
    source: z.string(),
    actor: z.string(),
    asked_at: time,
    due_at: time.meta({ description: '3 x 24 hours after they asked.' }),
    overdue: z.boolean(),
    closed_at: timeOrNull,
    closed_by: z.string().nullable(),
    detail: z
      .object({
        field: z.string().optional(),
        before: z.string().nullable().optional(),
        after: z.string().nullable().optional(),
        until: time.optional(),
        note: z.string().optional(),
        answer: z.string().optional(),
      })
      .nullable()
      .meta({ description: 'Null after erasure.' }),
  }),
);

export function rightsBody(request: RightsRequest, now: number): z.input<typeof rightsSchema> {
  const { detail } = request;
  const { until, ...rest } = detail ?? {};
  return {
    number: request.number,
    contact: request.contactId,
    kind: request.kind,
    state: request.state,
    source: request.source,
    actor: request.actor,
    asked_at: iso(request.askedAt),
    due_at: iso(request.dueAt),
    overdue: request.state === 'open' && request.dueAt <= now,
    closed_at: isoOrNull(request.closedAt),
    closed_by: request.closedBy,
    detail: detail && { ...rest, ...(until !== undefined && { until: iso(until) }) },
  };
}

export const RIGHTS_EXAMPLE: z.input<typeof rightsSchema> = {
  number: 17,
  contact: 'ct_01jd7q0m5v8k2r4t6w8y0a2c4e',
  kind: 'correction',
  state: 'open',
  source: 'text',
  actor: 'customer',
  asked_at: '2026-01-05T02:00:00.000Z',
  due_at: '2026-01-08T02:00:00.000Z',
  overdue: false,
  closed_at: null,
  closed_by: null,
  detail: { field: 'name', before: 'Siti', after: 'Siti Aminah' },
};
