import { z } from 'zod';
import type { HistoryMessage } from '../../contacts/history.js';
import { maskNumbers } from '../../handoff/index.js';
import type { InboundMedia } from '../../media/inbound.js';
import type { Content } from '../../whatsapp/content.js';
import { iso, isoOrNull, named, slug, text, time, timeOrNull, words } from '../schemas.js';

/** A template with a value for each placeholder of its body, in order; may hold `{{attribute|fallback}}`. */
export const templateChoice = named(
  'TemplateChoice',
  z.object({
    name: words(512),
    language: words(20),
    parameters: z.array(text(1024)).max(50).default([]),
    media: slug.optional().meta({
      description: 'The file in its header, by its id in `GET /media`, where the template wants one.',
    }),
  }),
);

export const inboundMediaSchema = named(
  'InboundMedia',
  z.object({
    kind: z.string().meta({ description: 'image video audio document sticker' }),
    state: z.enum(['waiting', 'fetched', 'refused', 'gone', 'failed']).meta({
      description: 'Only of `fetched` there is a file: `GET /messages/{id}/media`.',
    }),
    reason: z.string().nullable().meta({ description: 'Why it waits, was refused or is gone.' }),
    type: z.string().nullable().meta({ description: 'By its bytes, not by what was said.' }),
    size: z.int().nullable().meta({ description: 'Bytes.' }),
    filename: z.string().nullable().meta({ description: 'As they call it.' }),
    sha256: z.string().nullable(),
    fetched_at: timeOrNull,
  }),
);

export function inboundMediaBody(media: InboundMedia): z.input<typeof inboundMediaSchema> {
  const { kind, state, reason, type, size, filename, sha256, fetchedAt } = media;
  return {
    kind,
    state,
    reason,
    type,
    size,
    filename: filename === null ? null : maskNumbers(filename),
    sha256,
    fetched_at: isoOrNull(fetchedAt),
  };
}

export const historySchema = named(
  'Message',
  z.object({
    id: z.string(),
    direction: z.enum(['in', 'out']),
    at: time,
    number_id: z.string().nullable(),
    type: z.string(),
    text: z.string().nullable(),
    media: inboundMediaSchema.nullable(),
    content: z.record(z.string(), z.unknown()).nullable(),
    purpose: z.string().nullable(),
    topic: z.string().nullable(),
    broadcast: z.string().nullable(),
    state: z.string().nullable(),
    reason: z.string().nullable(),
  }),
);

export function historyBody(message: HistoryMessage): z.input<typeof historySchema> {
  const { numberId, broadcastId, content, text, media, ...rest } = message;
  return {
    ...rest,
    text: text === null ? null : maskNumbers(text),
    media: media && inboundMediaBody(media),
    at: iso(message.at),
    number_id: numberId,
    broadcast: broadcastId,
    content: content && masked(content),
  };
}

/** Agents see no identity or card numbers, whoever wrote them. */
function masked(content: Content): Record<string, unknown> {
  const { body } = content as { body?: unknown };
  return { ...content, ...(typeof body === 'string' && { body: maskNumbers(body) }) };
}

export const HISTORY_EXAMPLE: z.input<typeof historySchema> = {
  id: 'in_812',
  direction: 'in',
  at: '2026-01-05T02:00:00.000Z',
  number_id: '100000000000001',
  type: 'text',
  text: 'Assalamualaikum',
  media: null,
  content: null,
  purpose: null,
  topic: null,
  broadcast: null,
  state: 'done',
  reason: null,
};

/** A message of the outbox, as it stands. */
export const outgoingSchema = named(
  'OutgoingMessage',
  z.object({
    id: z.string(),
    contact: z.string(),
    purpose: z.string(),
    topic: z.string().nullable(),
    broadcast: z.string().nullable(),
    state: z.string().meta({
      description: 'queued deferred attempting accepted sent delivered read failed unknown refused cancelled',
    }),
    reason: z.string().nullable(),
    not_before: time,
    created_at: time,
    attempted_at: timeOrNull,
    updated_at: time,
  }),
);

export interface Outgoing {
  id: number;
  contact_id: string;
  purpose: string;
  topic: string | null;
  broadcast_id: string | null;
  state: string;
  reason: string | null;
  not_before: number;
  created_at: number;
  attempted_at: number | null;
  updated_at: number;
}

export const messageId = (row: number) => `out_${row}`;

export const eventId = (row: number) => `in_${row}`;

/** The event of an id such as `in_12`; undefined for anything else. */
export function eventOf(id: string): number | undefined {
  const digits = /^in_([1-9]\d{0,14})$/.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The row of an id such as `out_12`; undefined for anything else. */
export function rowOf(id: string): number | undefined {
  const digits = /^out_([1-9]\d{0,14})$/.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export function outgoingBody(row: Outgoing): z.input<typeof outgoingSchema> {
  return {
    id: messageId(row.id),
    contact: row.contact_id,
    purpose: row.purpose,
    topic: row.topic,
    broadcast: row.broadcast_id,
    state: row.state,
    reason: row.reason,
    not_before: iso(row.not_before),
    created_at: iso(row.created_at),
    attempted_at: isoOrNull(row.attempted_at),
    updated_at: iso(row.updated_at),
  };
}

export const OUTGOING_EXAMPLE: z.input<typeof outgoingSchema> = {
  id: 'out_913',
  contact: 'ct_01jd7q0m5v8k2r4t6w8y0a2c4e',
  purpose: 'utility',
  topic: null,
  broadcast: null,
  state: 'queued',
  reason: null,
  not_before: '2026-01-05T02:00:00.000Z',
  created_at: '2026-01-05T02:00:00.000Z',
  attempted_at: null,
  updated_at: '2026-01-05T02:00:00.000Z',
};

const basisSchema = z.union([
  words(200).transform((reference) => ({ reference })),
  z.object({ kind: z.enum(['asked_for', 'proof']).optional(), reference: words(200) }),
]);

/** What `POST /messages` takes. */
export const draftSchema = z
  .object({
    contact: text(80),
    purpose: z.enum(['service', 'utility', 'permission', 'marketing']),
    topic: slug.optional(),
    basis: basisSchema.optional().meta({
      description:
        'What entitles a utility message (an order or donation) or a permission message (the proof).',
    }),
    template: templateChoice.optional(),
    text: words(4096).optional(),
    media: z
      .object({
        id: slug,
        kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']).default('image'),
      })
      .optional()
      .meta({ description: 'A file of `GET /media`, in the open window; `text` is then written below it.' }),
  })
  .refine(
    ({ template, text: said, media }) =>
      (template === undefined) !== (said === undefined && media === undefined),
    {
      path: ['template'],
      message: 'either template or text is needed',
    },
  );
