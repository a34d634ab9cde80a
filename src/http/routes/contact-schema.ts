import { z } from 'zod';
import type { Contact } from '../../contacts/view.js';
import { LANGUAGE_CODE } from '../../flows/index.js';
import { attributes, identity, iso, isoOrNull, label, named, text, time, timeOrNull } from '../schemas.js';

export const contactSchema = named(
  'Contact',
  z.object({
    id: z.string(),
    phone: z.string().nullable().meta({ description: 'E.164; null for people known by a BSUID only.' }),
    identities: z.array(identity),
    name: z.string().nullable(),
    language: z.string().nullable(),
    timezone: z.string().nullable(),
    labels: z.array(z.string()),
    attributes,
    blocks: z.array(z.string()).meta({
      description: 'withdrawn_all, platform_stop, suspended, paused_until, undeliverable, erased',
    }),
    paused_until: timeOrNull,
    blocked_at: timeOrNull.meta({
      description: 'Staff shut them out then: the bot answers only a stop and requests by right.',
    }),
    created_at: time,
    updated_at: time,
  }),
);

export function contactBody(contact: Contact): z.input<typeof contactSchema> {
  const phone = contact.identities.find((one) => one.kind === 'phone')?.value;
  const pause = contact.blocks.find((block) => block.kind === 'paused_until');
  return {
    id: contact.id,
    phone: phone === undefined ? null : `+${phone}`,
    identities: contact.identities,
    name: contact.name,
    language: contact.language,
    timezone: contact.zone,
    labels: contact.labels,
    attributes: contact.attributes,
    blocks: contact.blocks.map((block) => block.kind),
    paused_until: isoOrNull(pause?.until ?? null),
    blocked_at: isoOrNull(contact.blockedAt),
    created_at: iso(contact.createdAt),
    updated_at: iso(contact.updatedAt),
  };
}

const timezone = text(60).refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}, 'must be a time zone such as Asia/Jakarta');

/** What can be set by POST and PATCH alike. */
export const contactFields = {
  name: text(200).nullable().optional(),
  language: z
    .string()
    .regex(LANGUAGE_CODE, 'must be a code such as id, en or jv')
    .nullable()
    .optional()
    .meta({ description: 'id, en, or a language that has a folder of words.' }),
  timezone: timezone.nullable().optional(),
  labels: z.array(label).max(100).optional(),
};

/** In a change, null removes an attribute. */
export const attributeChanges = z
  .record(text(60), z.union([text(1000), z.number(), z.boolean(), z.null()]))
  .refine((all) => Object.keys(all).length <= 100, 'at most 100 attributes');

export const CONTACT_EXAMPLE: z.input<typeof contactSchema> = {
  id: 'ct_01jd7q0m5v8k2r4t6w8y0a2c4e',
  phone: '+6281234567890',
  identities: [{ kind: 'phone', value: '6281234567890' }],
  name: 'Siti',
  language: 'id',
  timezone: null,
  labels: ['donatur'],
  attributes: { kota: 'Bandung' },
  blocks: [],
  paused_until: null,
  blocked_at: null,
  created_at: '2026-01-05T02:00:00.000Z',
  updated_at: '2026-01-05T02:00:00.000Z',
};
