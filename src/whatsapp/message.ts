import { inspect } from './check.js';
import type { Content, MediaHeader, MediaSource } from './content.js';
import { type Identity, recipientOf } from './identity.js';
import { present } from './loose.js';
import { templateObject } from './template-message.js';

/** A message that Meta would refuse, found before anything is sent. Quotes nothing of the message. */
export class InvalidMessageError extends Error {
  override name = 'InvalidMessageError';
  /** Where in the request, such as `interactive.action.buttons[0].reply.title`. */
  readonly field: string;
  /** The code Meta would answer with. */
  readonly code: number;
  constructor(field: string, details: string, code: number) {
    super(`${field} ${details}`);
    this.field = field;
    this.code = code;
  }
}

/** A text or list over its limit; counted in code points or elements. */
export class MessageLimitError extends InvalidMessageError {
  override name = 'MessageLimitError';
  readonly limit: number;
  readonly actual: number;
  constructor(field: string, limit: number, actual: number, details: string, code: number) {
    super(field, details, code);
    this.limit = limit;
    this.actual = actual;
  }
}

/** Everything of a message but the permit. */
export interface OutgoingMessage {
  to: readonly Identity[];
  content: Content;
  /** Opaque id of ours, echoed in statuses; at most 512 characters, no personal data. */
  callbackData?: string;
  /** wamid of the message that this one answers. */
  replyTo?: string;
}

/** A request to the messages endpoint. */
export type GraphMessage = { messaging_product: 'whatsapp'; type: string } & { [key: string]: unknown };

/**
 * Builds the request for Meta's messages endpoint (Meta docs: messages/*). A phone is preferred to a BSUID.
 * Values of templates lose line breaks, tabs and runs of spaces.
 * @throws MessageLimitError when something is too long or too many
 * @throws InvalidMessageError when something is missing or not allowed
 */
export function buildMessage(message: OutgoingMessage): GraphMessage {
  const recipient = recipientOf(message.to);
  const body: GraphMessage = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipient,
    ...contentObject(message.content),
  };
  if (message.callbackData !== undefined) body.biz_opaque_callback_data = message.callbackData;
  if (message.replyTo !== undefined) body.context = { message_id: message.replyTo };
  const fault = inspect(body);
  if (!fault) return body;
  const { field, details, code, limit, actual } = fault;
  throw limit === undefined || actual === undefined
    ? new InvalidMessageError(field, details, code)
    : new MessageLimitError(field, limit, actual, details, code);
}

type Typed = { type: string } & { [key: string]: unknown };

function contentObject(content: Content): Typed {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: present({ body: content.body, preview_url: content.previewUrl }) };
    case 'media': {
      const { kind, id, link, caption, filename, voice } = content;
      return { type: kind, [kind]: present({ ...source({ id, link }), caption, filename, voice }) };
    }
    case 'location': {
      const { latitude, longitude, name, address } = content;
      const place = { latitude: String(latitude), longitude: String(longitude), name, address };
      return { type: 'location', location: present(place) };
    }
    case 'contacts':
      return {
        type: 'contacts',
        contacts: content.contacts.map((card) =>
          present({
            // Older documents want one more part of the name than the formatted one.
            name: present({
              formatted_name: card.name.formatted,
              first_name: card.name.first ?? card.name.formatted,
              last_name: card.name.last,
            }),
            phones: card.phones?.map(({ phone, type, waId }) => present({ phone, type, wa_id: waId })),
            emails: card.emails,
            urls: card.urls,
            org: card.organisation === undefined ? undefined : { company: card.organisation },
          }),
        ),
      };
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: content.messageId, emoji: content.emoji } };
    case 'template':
      return { type: 'template', template: templateObject(content) };
    default:
      return { type: 'interactive', interactive: interactiveObject(content) };
  }
}

type Interactive = Exclude<
  Content,
  { type: 'text' | 'media' | 'location' | 'contacts' | 'reaction' | 'template' }
>;

function interactiveObject(content: Interactive): object {
  const body = content.body === undefined ? undefined : { text: content.body };
  const frame = (
    type: string,
    action: object,
    rest: { header?: string; media?: MediaHeader; footer?: string } = {},
  ) =>
    present({
      type,
      header: rest.media ? mediaHeader(rest.media) : textHeader(rest.header),
      body,
      footer: rest.footer === undefined ? undefined : { text: rest.footer },
      action,
    });
  switch (content.type) {
    case 'buttons': {
      const buttons = content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }));
      return frame('button', { buttons }, content);
    }
    case 'list': {
      const sections = content.sections.map(({ title, rows }) =>
        present({
          title,
          rows: rows.map((entry) =>
            present({ id: entry.id, title: entry.title, description: entry.description }),
          ),
        }),
      );
      return frame('list', { button: content.button, sections }, content);
    }
    case 'link':
      return frame('cta_url', linkAction(content), content);
    case 'location_request':
      return frame('location_request_message', { name: 'send_location' });
    case 'contact_request':
      return frame('request_contact_info', { name: 'request_contact_info' });
    case 'catalog': {
      const parameters = content.thumbnail && { thumbnail_product_retailer_id: content.thumbnail };
      return frame(
        'catalog_message',
        { name: 'catalog_message', ...(parameters && { parameters }) },
        content,
      );
    }
    case 'product': {
      const action = { catalog_id: content.catalogId, product_retailer_id: content.productId };
      return frame('product', action, content);
    }
    case 'products': {
      const sections = content.sections.map(({ title, products }) =>
        present({ title, product_items: products.map((id) => ({ product_retailer_id: id })) }),
      );
      return frame('product_list', { catalog_id: content.catalogId, sections }, content);
    }
    case 'form': {
      const parameters = {
        flow_message_version: '3',
        flow_id: content.flowId,
        flow_cta: content.label,
        mode: content.draft ? 'draft' : 'published',
        flow_token: content.token,
        flow_action: content.screen === undefined ? 'data_exchange' : 'navigate',
        flow_action_payload:
          content.screen === undefined ? undefined : present({ screen: content.screen, data: content.data }),
      };
      return frame('flow', { name: 'flow', parameters: present(parameters) }, content);
    }
    case 'carousel':
      return frame('carousel', { cards: content.cards.map(cardObject) });
  }
}

function cardObject(card: (Content & { type: 'carousel' })['cards'][number], index: number): object {
  if (card.kind === 'product') {
    const action = { product_retailer_id: card.productId, catalog_id: card.catalogId };
    return { card_index: index, type: 'product', action };
  }
  return present({
    card_index: index,
    type: 'cta_url',
    header: mediaHeader(card.header),
    body: card.body === undefined ? undefined : { text: card.body },
    action: linkAction(card),
  });
}

const linkAction = ({ label, url }: { label: string; url: string }) => ({
  name: 'cta_url',
  parameters: { display_text: label, url },
});

const textHeader = (text: string | undefined) => (text === undefined ? undefined : { type: 'text', text });

function mediaHeader(media: MediaHeader): object {
  return { type: media.kind, [media.kind]: present({ ...source(media), filename: media.filename }) };
}

function source({ id, link }: { [K in keyof MediaSource]: MediaSource[K] | undefined }): object {
  return id === undefined ? present({ link }) : { id };
}
