import { z } from 'zod';
import { INTERACTIVE, mediaObject } from './check-interactive.js';
import {
  coordinate,
  type Fault,
  faultOf,
  invalid,
  list,
  missing,
  refused,
  templateText,
  text,
} from './check-parts.js';
import { LIMITS } from './limits.js';
import { isObject, type Loose } from './loose.js';

export type { Fault } from './check-parts.js';

/** A phone with or without '+', or a group id. A BSUID here would be dropped without a word: refused. */
const PHONE = /^\+?\d{5,20}$/;

const envelope = z
  .looseObject({
    messaging_product: z.literal('whatsapp'),
    recipient_type: z.enum(['individual', 'group']).optional(),
    to: z.string().optional(),
    recipient: z.string().optional(),
    biz_opaque_callback_data: text(LIMITS.callbackData).optional(),
    context: z.object({ message_id: z.string().min(1) }).optional(),
  })
  .superRefine((message, context) => {
    if (!message.to && !message.recipient) missing(context, ['to']);
    if (message.to && message.recipient_type !== 'group' && !PHONE.test(message.to))
      invalid(context, 'is not a phone number', ['to']);
    if (message.recipient && !/^[A-Z]{2}\./.test(message.recipient))
      invalid(context, 'is not a business-scoped user id', ['recipient']);
    if (message.context && message.type === 'reaction') refused(context, 'is not allowed here', ['context']);
  });

const receipt = z.object({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string().min(1),
  typing_indicator: z.object({ type: z.literal('text') }).optional(),
});

const media = (allowed: readonly ('caption' | 'filename')[]) =>
  mediaObject.superRefine((value, context) => {
    for (const key of ['caption', 'filename'] as const)
      if (key in value && !allowed.includes(key)) refused(context, 'is not allowed here', [key]);
    const caption = text(LIMITS.caption).optional().safeParse(value.caption);
    const issue = caption.success ? undefined : caption.error.issues[0];
    if (issue?.code === 'custom') context.addIssue({ ...issue, path: ['caption'] });
    else if (issue) invalid(context, 'has a wrong type or value', ['caption']);
  });

const parameter = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: templateText,
    parameter_name: z.string().min(1).optional(),
  }),
  z.object({ type: z.literal('image'), image: mediaObject }),
  z.object({ type: z.literal('video'), video: mediaObject }),
  z.object({ type: z.literal('document'), document: mediaObject }),
  z.object({
    type: z.literal('location'),
    location: z.object({ latitude: coordinate, longitude: coordinate }),
  }),
  z.object({
    type: z.literal('product'),
    product: z.object({ catalog_id: z.string(), product_retailer_id: z.string() }),
  }),
  z.object({ type: z.literal('currency'), currency: z.object({ fallback_value: z.string() }) }),
  z.object({ type: z.literal('date_time'), date_time: z.object({ fallback_value: z.string() }) }),
  z.object({ type: z.literal('payload'), payload: text(LIMITS.templatePayload) }),
  z.object({ type: z.literal('coupon_code'), coupon_code: text(LIMITS.couponCode) }),
  z.object({ type: z.literal('action'), action: z.object({}) }),
  z.object({
    type: z.literal('limited_time_offer'),
    limited_time_offer: z.object({ expiration_time_ms: z.number() }),
  }),
]);

const position = z.union([z.number().int().min(0).max(9), z.string().regex(/^\d$/)]);
const parameters = z.array(parameter);
const simpleComponents = [
  z.object({ type: z.literal('header'), parameters }),
  z.object({ type: z.literal('body'), parameters }),
  z.object({
    type: z.literal('button'),
    sub_type: z.string().min(1),
    index: position,
    parameters: parameters.optional(),
  }),
] as const;
const component = z.discriminatedUnion('type', [
  ...simpleComponents,
  z.object({ type: z.literal('limited_time_offer'), parameters }),
  z.object({ type: z.literal('tap_target_configuration') }),
  z.object({
    type: z.literal('carousel'),
    cards: list(
      z.object({
        card_index: z.number().int(),
        components: z.array(z.discriminatedUnion('type', simpleComponents)),
      }),
      LIMITS.cards,
      LIMITS.fewestCards,
    ),
  }),
]);

const contact = z.object({
  name: z.object({ formatted_name: z.string().min(1) }),
  phones: z.array(z.object({ phone: z.string().min(1) })).optional(),
});

/** One schema a type of message, of the object under that type's key. */
const TYPES: Readonly<Record<string, z.ZodType>> = {
  text: z
    .looseObject({ body: text(LIMITS.text), preview_url: z.boolean().optional() })
    .superRefine((value, context) => {
      if (value.preview_url && !/https?:\/\//i.test(value.body))
        invalid(context, 'previews an address that begins with http:// or https://', ['preview_url']);
    }),
  image: media(['caption']),
  video: media(['caption']),
  audio: media([]),
  document: media(['caption', 'filename']),
  sticker: media([]),
  location: z.object({ latitude: coordinate, longitude: coordinate }),
  contacts: list(contact, LIMITS.contacts),
  reaction: z.object({ message_id: z.string().min(1), emoji: z.string() }),
  template: z.object({
    name: text(LIMITS.templateName),
    language: z.object({ code: z.string().min(1) }),
    components: z.array(component).optional(),
  }),
};

/** Finds the first thing that Meta would refuse; see {@link checkMessageBody}. */
export function inspect(graphBody: unknown): Fault | null {
  if (!isObject(graphBody)) return { code: 100, details: 'is not an object', field: '' };
  if ('status' in graphBody) return faultOf(receipt, graphBody);
  return faultOf(envelope, graphBody) ?? inspectContent(graphBody);
}

function inspectContent(message: Loose): Fault | null {
  const type = message.type === undefined && 'text' in message ? 'text' : message.type;
  if (typeof type !== 'string') return { code: 131008, details: 'is required', field: 'type' };
  const content = message[type];
  if (type !== 'interactive') {
    const schema = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
    return schema
      ? faultOf(schema, content, type)
      : { code: 131051, details: 'is not a type of message', field: 'type' };
  }
  const kind = isObject(content) ? content.type : undefined;
  const schema = typeof kind === 'string' && Object.hasOwn(INTERACTIVE, kind) ? INTERACTIVE[kind] : undefined;
  return schema
    ? faultOf(schema, content, type)
    : {
        code: kind === undefined ? 131008 : 131009,
        details: 'is not a kind of message',
        field: 'interactive.type',
      };
}

/**
 * Checks a request to Meta's messages endpoint against the same limits as {@link buildMessage}.
 * @returns Meta's error code with a sentence that quotes nothing of the message, or `null` when it is good.
 */
export function checkMessageBody(graphBody: unknown): { code: number; details: string } | null {
  const fault = inspect(graphBody);
  return (
    fault && { code: fault.code, details: fault.field ? `${fault.field} ${fault.details}` : fault.details }
  );
}
