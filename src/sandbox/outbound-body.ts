import * as z from 'zod';

const media = z.looseObject({
  id: z.string().exactOptional(),
  link: z.string().exactOptional(),
  caption: z.string().exactOptional(),
  filename: z.string().exactOptional(),
  voice: z.boolean().exactOptional(),
});
const textObject = z.looseObject({ text: z.string().min(1) });
const header = z.looseObject({ type: z.string(), text: z.string().exactOptional() });
const interactive = z.looseObject({
  type: z.enum([
    'button',
    'list',
    'cta_url',
    'location_request_message',
    'request_contact_info',
    'catalog_message',
    'product',
    'product_list',
    'flow',
    'carousel',
  ]),
  header: header.exactOptional(),
  body: textObject.exactOptional(),
  footer: textObject.exactOptional(),
  action: z.looseObject({
    button: z.string().exactOptional(),
    buttons: z
      .array(
        z.looseObject({
          type: z.literal('reply'),
          reply: z.looseObject({ id: z.string(), title: z.string() }),
        }),
      )
      .exactOptional(),
    sections: z
      .array(
        z.looseObject({
          title: z.string().exactOptional(),
          rows: z
            .array(
              z.looseObject({ id: z.string(), title: z.string(), description: z.string().exactOptional() }),
            )
            .exactOptional(),
        }),
      )
      .exactOptional(),
    parameters: z
      .looseObject({
        display_text: z.string().exactOptional(),
        url: z.string().exactOptional(),
        flow_cta: z.string().exactOptional(),
      })
      .exactOptional(),
  }),
});

/** One component of a template send. */
export const templateComponent = z.looseObject({
  type: z.string(),
  sub_type: z.string().exactOptional(),
  index: z.union([z.string(), z.number()]).exactOptional(),
  parameters: z
    .array(
      z.looseObject({
        type: z.string(),
        text: z.string().exactOptional(),
        parameter_name: z.string().exactOptional(),
        payload: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
});
export type TemplateComponent = z.infer<typeof templateComponent>;

const common = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.string().exactOptional(),
  to: z.string().min(1).exactOptional(),
  recipient: z.string().min(1).exactOptional(),
  context: z.looseObject({ message_id: z.string() }).exactOptional(),
  biz_opaque_callback_data: z.string().max(512).exactOptional(),
});
const coordinate = z.coerce.number();

/** `POST /{phone-number-id}/messages` as Meta documents it (reference: sending). Unknown keys pass. */
export const outboundBody = z.discriminatedUnion('type', [
  common.extend({ type: z.literal('text'), text: z.looseObject({ body: z.string().min(1) }) }),
  common.extend({ type: z.literal('image'), image: media }),
  common.extend({ type: z.literal('video'), video: media }),
  common.extend({ type: z.literal('audio'), audio: media }),
  common.extend({ type: z.literal('document'), document: media }),
  common.extend({ type: z.literal('sticker'), sticker: media }),
  common.extend({
    type: z.literal('location'),
    location: z.looseObject({
      latitude: coordinate,
      longitude: coordinate,
      name: z.string().exactOptional(),
      address: z.string().exactOptional(),
    }),
  }),
  common.extend({
    type: z.literal('contacts'),
    contacts: z.array(z.looseObject({ name: z.looseObject({ formatted_name: z.string() }) })).min(1),
  }),
  common.extend({ type: z.literal('interactive'), interactive }),
  common.extend({
    type: z.literal('reaction'),
    reaction: z.looseObject({ message_id: z.string(), emoji: z.string() }),
  }),
  common.extend({
    type: z.literal('template'),
    template: z.looseObject({
      name: z.string().min(1),
      language: z.looseObject({ code: z.string().min(1) }),
      components: z.array(templateComponent).exactOptional(),
    }),
  }),
]);
export type OutboundBody = z.infer<typeof outboundBody>;

/** Read receipt, with or without the typing indicator. */
export const readReceipt = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string().min(1),
  typing_indicator: z.looseObject({ type: z.literal('text') }).exactOptional(),
});
