import type { Bubble, Customer } from './chat.js';
import type { CustomerInput } from './customer-input.js';
import { defined } from './defined.js';
import { type Change, metadataOf, type NumberFacts, seconds } from './webhook-body.js';

/** A file with Meta; `sha256` in hex. */
interface FileFacts {
  id: string;
  mimeType: string;
  sha256: string;
}

/** A message that a person writes: its id, time, and the file it may carry. */
export interface Written {
  id: string;
  at: number;
  file?: FileFacts;
}

/** Where the sandbox's people are when they share their place: Monas, Jakarta. */
const place = { latitude: -6.1754, longitude: 106.8272, name: 'Monas' };

/** The `messages` webhook for something that a person did on the phone (reference: inbound messages). */
export function inboundChange(
  number: NumberFacts,
  customer: Customer,
  input: CustomerInput,
  written: Written,
): Change {
  const hidden = customer.phoneHidden || input.asBsuidOnly === true;
  return {
    field: 'messages',
    value: {
      ...metadataOf(number),
      contacts: [
        {
          profile: { name: customer.name },
          ...(hidden ? {} : { wa_id: customer.phone }),
          user_id: customer.bsuid,
        },
      ],
      messages: [
        {
          ...(hidden ? {} : { from: customer.phone }),
          from_user_id: customer.bsuid,
          id: written.id,
          timestamp: String(seconds(written.at)),
          ...contextOf(number, input),
          ...partOf(input, customer, written),
        },
      ],
    },
  };
}

function contextOf(number: NumberFacts, input: CustomerInput) {
  if (input.contextId === undefined && !input.forwarded) return {};
  return {
    context: {
      ...(input.contextId === undefined ? {} : { from: number.displayNumber, id: input.contextId }),
      ...(input.forwarded ? { forwarded: true } : {}),
    },
  };
}

/** The part of `messages[]` that depends on the type. */
function partOf(input: CustomerInput, customer: Customer, written: Written): Record<string, unknown> {
  const file = fileOf(written);
  switch (input.type) {
    case 'text':
      return { type: 'text', text: { body: input.body } };
    case 'button_reply':
      return {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: input.id, title: input.title } },
      };
    case 'list_reply': {
      const { id, title, description } = input;
      const list_reply = { id, title, ...defined({ description }) };
      return { type: 'interactive', interactive: { type: 'list_reply', list_reply } };
    }
    case 'button':
      return { type: 'button', button: { payload: input.payload, text: input.text } };
    case 'image':
      return {
        type: 'image',
        image: { ...file, ...defined({ caption: input.caption }) },
      };
    case 'voice':
      return { type: 'audio', audio: { ...file, voice: true } };
    case 'document':
      return {
        type: 'document',
        document: {
          ...file,
          filename: input.filename ?? 'dokumen.pdf',
          ...defined({ caption: input.caption }),
        },
      };
    case 'sticker':
      return { type: 'sticker', sticker: { ...file, animated: false } };
    case 'location':
      return { type: 'location', location: placeOf(input) };
    case 'contact_share':
      return {
        type: 'contacts',
        contacts: [
          {
            name: { formatted_name: customer.name, first_name: customer.name },
            phones: [{ phone: `+${customer.phone}`, wa_id: customer.phone, type: 'CELL' }],
            origin: 'contact_request',
          },
        ],
      };
    case 'reaction':
      return {
        type: 'reaction',
        reaction: { message_id: input.messageId, ...(input.emoji === '' ? {} : { emoji: input.emoji }) },
      };
  }
}

/** As webhooks carry it: the SHA-256 in base64. */
function fileOf({ file }: Written) {
  if (!file) return {};
  const sha256 = Buffer.from(file.sha256, 'hex').toString('base64');
  return { id: file.id, mime_type: file.mimeType, sha256 };
}

function placeOf(input: Extract<CustomerInput, { type: 'location' }>) {
  if (input.latitude === undefined || input.longitude === undefined) return place;
  const { latitude, longitude, name } = input;
  return { latitude, longitude, ...defined({ name }) };
}

/** What the same thing looks like on the phone; a reaction has no bubble of its own. */
export function inboundBubble(
  input: Exclude<CustomerInput, { type: 'reaction' }>,
  customer: Customer,
  mediaId: string,
): Bubble {
  switch (input.type) {
    case 'text':
      return { kind: 'text', body: input.body };
    case 'button_reply':
    case 'list_reply':
      return { kind: 'text', body: input.title };
    case 'button':
      return { kind: 'text', body: input.text };
    case 'location':
      return { kind: 'location', location: placeOf(input) };
    case 'contact_share':
      return { kind: 'contacts', body: customer.name };
    case 'voice':
      return { kind: 'media', media: { kind: 'audio', id: mediaId, voice: true } };
    case 'sticker':
      return { kind: 'media', media: { kind: 'sticker', id: mediaId } };
    case 'image':
      return {
        kind: 'media',
        media: { kind: 'image', id: mediaId },
        ...defined({ body: input.caption }),
      };
    case 'document':
      return {
        kind: 'media',
        media: { kind: 'document', id: mediaId, filename: input.filename ?? 'dokumen.pdf' },
        ...defined({ body: input.caption }),
      };
  }
}
