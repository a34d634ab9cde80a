import { z } from 'zod';
import { atMost, invalid, list, missing, refused, text, unique, webLink } from './check-parts.js';
import { LIMITS } from './limits.js';

/** Media by id or link, as requests carry it; more keys than these are the caller's own. */
export const mediaObject = z
  .looseObject({ id: z.string().optional(), link: webLink.optional() })
  .superRefine((media, context) => {
    if (!media.id && !media.link) missing(context, ['id']);
  });

const body = (limit: number = LIMITS.interactiveBody) => z.object({ text: text(limit) });
const footer = z.object({ text: text(LIMITS.footer) }).optional();
const textHeader = z.object({ type: z.literal('text'), text: text(LIMITS.header) });
const mediaHeader = z.discriminatedUnion('type', [
  z.object({ type: z.literal('image'), image: mediaObject }),
  z.object({ type: z.literal('video'), video: mediaObject }),
  z.object({ type: z.literal('document'), document: mediaObject }),
]);
const anyHeader = z.discriminatedUnion('type', [textHeader, ...mediaHeader.options]).optional();

const id = (limit: number) =>
  text(limit).refine((value) => value === value.trim(), {
    params: { verdict: { code: 131009, details: 'may not begin or end with a space' } },
  });

const buttonMessage = z.object({
  header: anyHeader,
  body: body(),
  footer,
  action: z.object({
    buttons: list(
      z.object({
        type: z.literal('reply'),
        reply: z.object({ id: id(LIMITS.buttonId), title: text(LIMITS.buttonTitle) }),
      }),
      LIMITS.buttons,
    ).superRefine((buttons, context) => {
      unique(
        context,
        buttons.map((button) => button.reply.id),
        [],
      );
      unique(
        context,
        buttons.map((button) => button.reply.title),
        [],
      );
    }),
  }),
});

const listMessage = z.object({
  header: textHeader.optional(),
  body: body(LIMITS.listBody),
  footer,
  action: z.object({
    button: text(LIMITS.listButton),
    sections: list(
      z.object({
        title: text(LIMITS.sectionTitle).optional(),
        rows: list(
          z.object({
            id: id(LIMITS.rowId),
            title: text(LIMITS.rowTitle),
            description: text(LIMITS.rowDescription).optional(),
          }),
          LIMITS.rows,
        ),
      }),
      LIMITS.sections,
    ).superRefine((sections, context) => {
      const rows = sections.flatMap((section) => section.rows);
      atMost(context, rows.length, LIMITS.rows, 'rows in all sections', 131009);
      unique(
        context,
        rows.map((entry) => entry.id),
        [],
      );
      if (sections.length < 2) return;
      for (const [index, section] of sections.entries())
        if (section.title === undefined) missing(context, [index, 'title']);
    }),
  }),
});

const linkAction = z.object({
  name: z.literal('cta_url'),
  parameters: z.object({ display_text: text(LIMITS.linkLabel), url: webLink }),
});
const linkMessage = z.object({ header: anyHeader, body: body(), footer, action: linkAction });

const bare = (name: string) =>
  z
    .looseObject({ body: body(), action: z.object({ name: z.literal(name) }) })
    .superRefine((message, context) => {
      for (const key of ['header', 'footer'])
        if (key in message) refused(context, 'is not allowed here', [key]);
    });

const card = z.union([
  z.object({
    card_index: z.number().int(),
    type: z.literal('cta_url'),
    header: mediaHeader,
    body: z.object({ text: text(LIMITS.cardBody) }).optional(),
    action: linkAction,
  }),
  z.object({
    card_index: z.number().int(),
    type: z.literal('product'),
    action: z.object({ product_retailer_id: z.string().min(1), catalog_id: z.string().min(1) }),
  }),
]);

const carouselMessage = z.object({
  body: body(),
  action: z.object({
    cards: list(card, LIMITS.cards, LIMITS.fewestCards).superRefine((cards, context) => {
      const first = cards[0];
      for (const [index, entry] of cards.entries()) {
        const sameHeader =
          entry.type !== 'cta_url' || first?.type !== 'cta_url' || entry.header.type === first.header.type;
        if (entry.type !== first?.type || !sameHeader)
          invalid(context, 'all cards must be of one kind', [index]);
      }
    }),
  }),
});

const catalogMessage = z.object({
  body: body(),
  footer,
  action: z.object({ name: z.literal('catalog_message') }),
});

const productMessage = z
  .looseObject({
    body: body().optional(),
    footer,
    action: z.object({ catalog_id: z.string().min(1), product_retailer_id: z.string().min(1) }),
  })
  .superRefine((message, context) => {
    if ('header' in message) refused(context, 'is not allowed here', ['header']);
  });

const productList = z.object({
  header: textHeader,
  body: body(),
  footer,
  action: z.object({
    catalog_id: z.string().min(1),
    sections: list(
      z.object({
        title: text(LIMITS.sectionTitle).optional(),
        product_items: list(z.object({ product_retailer_id: z.string().min(1) }), LIMITS.products),
      }),
      LIMITS.productSections,
    ).superRefine((sections, context) => {
      const products = sections.flatMap((section) => section.product_items);
      atMost(context, products.length, LIMITS.products, 'products in all sections', 131009);
    }),
  }),
});

const flowMessage = z.object({
  header: anyHeader,
  body: body(),
  footer,
  action: z.object({
    name: z.literal('flow'),
    parameters: z
      .looseObject({
        flow_message_version: z.string().min(1),
        flow_id: z.string().optional(),
        flow_name: z.string().optional(),
        flow_cta: text(LIMITS.formLabel),
        flow_action_payload: z.object({ data: z.looseObject({}).optional() }).optional(),
      })
      .superRefine((parameters, context) => {
        if (!parameters.flow_id && !parameters.flow_name) missing(context, ['flow_id']);
        const data = parameters.flow_action_payload?.data;
        if (data && Object.keys(data).length === 0)
          invalid(context, 'may not be empty', ['flow_action_payload', 'data']);
      }),
  }),
});

/** One schema a kind of interactive message (Meta docs: messages/interactive-*). */
export const INTERACTIVE: Readonly<Record<string, z.ZodType>> = {
  button: buttonMessage,
  list: listMessage,
  cta_url: linkMessage,
  location_request_message: bare('send_location'),
  request_contact_info: bare('request_contact_info'),
  carousel: carouselMessage,
  catalog_message: catalogMessage,
  product: productMessage,
  product_list: productList,
  flow: flowMessage,
};
