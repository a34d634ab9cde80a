import * as z from 'zod';

const common = z.strictObject({
  /** The message of ours that this answers. */
  contextId: z.string().exactOptional(),
  /** The webhook carries the business-scoped user id and no phone number. */
  asBsuidOnly: z.boolean().exactOptional(),
  forwarded: z.boolean().exactOptional(),
});

/** A file of `POST /sandbox/api/media`; without it a small one of the right type is sent. */
const media = z.string().min(1).exactOptional();

const typed = z.discriminatedUnion('type', [
  common.extend({ type: z.literal('text'), body: z.string().min(1).max(65_536) }),
  common.extend({ type: z.literal('button_reply'), id: z.string().min(1), title: z.string().min(1) }),
  common.extend({
    type: z.literal('list_reply'),
    id: z.string().min(1),
    title: z.string().min(1),
    description: z.string().exactOptional(),
  }),
  common.extend({ type: z.literal('button'), payload: z.string().min(1), text: z.string().min(1) }),
  common.extend({ type: z.literal('image'), media, caption: z.string().exactOptional() }),
  common.extend({ type: z.literal('voice'), media }),
  common.extend({
    type: z.literal('document'),
    media,
    filename: z.string().exactOptional(),
    caption: z.string().exactOptional(),
  }),
  common.extend({ type: z.literal('sticker'), media }),
  common.extend({
    type: z.literal('location'),
    latitude: z.number().exactOptional(),
    longitude: z.number().exactOptional(),
    name: z.string().exactOptional(),
  }),
  common.extend({ type: z.literal('contact_share') }),
  common.extend({ type: z.literal('reaction'), messageId: z.string().min(1), emoji: z.string() }),
]);

/** What a person can do on the phone. `{ "text": "DAFTAR" }` is short for a text message. */
export const customerInput = z.preprocess((value) => {
  if (typeof value !== 'object' || value === null || 'type' in value || !('text' in value)) return value;
  const { text, ...others } = value;
  return { ...others, type: 'text', body: text };
}, typed);
export type CustomerInput = z.infer<typeof typed>;
