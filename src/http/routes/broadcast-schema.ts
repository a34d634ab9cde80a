import { z } from 'zod';
import { BROADCAST_STATES, type BroadcastView, type RecipientView } from '../../broadcast/index.js';
import { OUTBOX_STATES, type OutboxState } from '../../outbox/row.js';
import { iso, isoOrNull, label, named, text, time, timeOrNull } from '../schemas.js';
import { messageId, templateChoice } from './message-schema.js';

const sentence = z.object({ id: z.string(), en: z.string() });

export const audienceSchema = named(
  'Audience',
  z.object({
    segment: text(80).optional(),
    labels: z.array(label).min(1).max(20).optional(),
    all: z.boolean().optional().meta({ description: 'Every subscriber of the topic.' }),
  }),
);

const byStatus = Object.fromEntries(OUTBOX_STATES.map((state) => [state, z.int()])) as Record<
  OutboxState,
  z.ZodInt
>;

const countsSchema = z.object({
  ...byStatus,
  by_reason: z
    .record(z.string(), z.int())
    .meta({ description: 'Recipients by reason, whatever their status; those without one are left out.' }),
  reasons: z
    .array(z.object({ state: z.string(), reason: z.string(), n: z.int(), message: sentence }))
    .meta({ description: 'Within a state, by reason.' }),
});

export const broadcastSchema = named(
  'Broadcast',
  z.object({
    id: z.string(),
    name: z.string(),
    topic: z.string(),
    template: templateChoice,
    audience: audienceSchema,
    schedule_at: timeOrNull,
    state: z.enum(BROADCAST_STATES),
    reason: z.string().nullable(),
    explanation: sentence.nullable().meta({ description: 'Why nothing moves, when nothing moves.' }),
    actor: z.string().nullable(),
    total: z.int(),
    progress: z.number(),
    counts: countsSchema,
    created_at: time,
    started_at: timeOrNull,
    completed_at: timeOrNull,
  }),
);

export function broadcastBody(view: BroadcastView): z.input<typeof broadcastSchema> {
  const { counts } = view;
  return {
    id: view.id,
    name: view.name,
    topic: view.topic,
    template: view.template,
    audience: view.audience,
    schedule_at: isoOrNull(view.scheduleAt),
    state: view.state,
    reason: view.reason,
    explanation: view.explanation,
    actor: view.actor,
    total: view.total,
    progress: view.progress,
    counts: {
      ...countsOf((state) => counts.byState[state] ?? 0),
      by_reason: byReason(counts.byReason),
      reasons: counts.byReason,
    },
    created_at: iso(view.createdAt),
    started_at: isoOrNull(view.startedAt),
    completed_at: isoOrNull(view.completedAt),
  };
}

function countsOf(count: (state: OutboxState) => number): Record<OutboxState, number> {
  return Object.fromEntries(OUTBOX_STATES.map((state) => [state, count(state)])) as Record<
    OutboxState,
    number
  >;
}

function byReason(rows: readonly { reason: string; n: number }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason, n } of rows) counts[reason] = (counts[reason] ?? 0) + n;
  return counts;
}

const noCounts = countsOf(() => 0);

export const BROADCAST_EXAMPLE: z.input<typeof broadcastSchema> = {
  id: 'bc_01jd7q0m5v8k2r4t6w8y0a2c4e',
  name: 'Laporan Januari',
  topic: 'laporan-penyaluran',
  template: { name: 'laporan_bulanan', language: 'id', parameters: ['{{nama|Bapak/Ibu}}', 'Januari'] },
  audience: { all: true },
  schedule_at: null,
  state: 'running',
  reason: null,
  explanation: null,
  actor: 'API',
  total: 1200,
  progress: 0.42,
  counts: {
    ...noCounts,
    queued: 696,
    delivered: 500,
    refused: 4,
    by_reason: { opted_out: 4 },
    reasons: [
      {
        state: 'refused',
        reason: 'opted_out',
        n: 4,
        message: { id: 'Orang ini sudah berhenti.', en: 'This person opted out.' },
      },
    ],
  },
  created_at: '2026-01-05T02:00:00.000Z',
  started_at: '2026-01-05T02:05:00.000Z',
  completed_at: null,
};

export const recipientSchema = named(
  'Recipient',
  z.object({
    id: z.string(),
    contact: z.string(),
    status: z.enum(OUTBOX_STATES),
    reason: z.string().nullable(),
    message: sentence.nullable().meta({ description: 'The reason in words.' }),
    batch: z.int().nullable(),
    not_before: timeOrNull,
    attempted_at: timeOrNull,
    updated_at: time,
  }),
);

export function recipientBody(view: RecipientView): z.input<typeof recipientSchema> {
  return {
    id: messageId(view.id),
    contact: view.contactId,
    status: view.status as z.input<typeof recipientSchema>['status'],
    reason: view.reason,
    message: view.message,
    batch: view.batch,
    not_before: isoOrNull(view.notBefore),
    attempted_at: isoOrNull(view.attemptedAt),
    updated_at: iso(view.updatedAt),
  };
}

export const RECIPIENT_EXAMPLE: z.input<typeof recipientSchema> = {
  id: 'out_914',
  contact: 'ct_01jd7q0m5v8k2r4t6w8y0a2c4e',
  status: 'delivered',
  reason: null,
  message: null,
  batch: 1,
  not_before: null,
  attempted_at: '2026-01-05T02:05:00.000Z',
  updated_at: '2026-01-05T02:05:02.000Z',
};
