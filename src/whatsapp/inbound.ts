import type { Identity } from './identity.js';
import { formOf, textsOf } from './inbound-texts.js';
import { isObject, type Loose, objectOf, present, textOf } from './loose.js';
import {
  buttonSchema,
  cardsSchema,
  contactSchema,
  contextSchema,
  editSchema,
  interactiveSchema,
  locationSchema,
  mediaSchema,
  orderSchema,
  reactionSchema,
  referralSchema,
  revokeSchema,
  systemSchema,
  unsupportedSchema,
} from './schemas.js';
import type { ElementPayload, WebhookItem } from './webhook.js';
import { systemPeople, updateChange } from './webhook-identities.js';

export { readErrors, readPreference, readStatus } from './status.js';

/** A message of a customer, whatever its kind (Meta docs: webhooks/reference/messages). */
export interface InboundMessage {
  /** wamid; '' when the message carried none. */
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  numberId?: string;
  identities: Identity[];
  /** Not ours to answer; its opt-outs count. */
  standby: boolean;
  type:
    | 'text'
    | 'button'
    | 'choice'
    | 'form'
    | 'media'
    | 'location'
    | 'contacts'
    | 'reaction'
    | 'order'
    | 'system'
    | 'edit'
    | 'revoke'
    | 'unsupported'
    | 'unknown';
  /** What the person said, for the conversation: body, caption, button or row title, emoji, edited text. */
  text?: string;
  /** Every place where an opt-out can stand, without duplicates; see `inbound-texts.ts`. */
  texts: string[];
  /** Button payload, reply id or row id. It comes from the client: check that it was offered in `contextId`. */
  choiceId?: string;
  /** wamid of the message that this one answers. */
  contextId?: string;
  /** Passed on from another chat: never accepted as consent. */
  forwarded: boolean;
  /** Written into a group. */
  groupId?: string;
  /** Chosen by the person, not to be trusted. */
  profileName?: string;
  media?: {
    kind: string;
    id?: string;
    mimeType?: string;
    sha256?: string;
    filename?: string;
    caption?: string;
    url?: string;
    voice: boolean;
  };
  location?: { latitude?: number; longitude?: number; name?: string; address?: string };
  contacts?: {
    name?: string;
    phones: { phone?: string; waId?: string }[];
    /** The person's own number, sent because we asked for it. */
    own: boolean;
  }[];
  order?: {
    catalogId?: string;
    text?: string;
    items: { productId?: string; quantity?: number; price?: number; currency?: string }[];
  };
  /** What the person filled in, parsed; the text itself when it is not JSON. */
  form?: unknown;
  reaction?: { messageId?: string; emoji?: string /* absent: taken back */ };
  system?: { type: string; newIdentities: Identity[]; previousIdentities: Identity[] };
  /** Of an edit or a revoke: the message that it changes. */
  originalMessageId?: string;
  referral?: {
    sourceType?: string;
    sourceId?: string;
    sourceUrl?: string;
    headline?: string;
    clickId?: string;
    welcome?: string;
  };
  /** Of `unsupported` or `unknown`: what it was, where Meta says so. */
  originalType?: string;
}

const MEDIA: ReadonlySet<string> = new Set(['image', 'video', 'audio', 'document', 'sticker', 'voice']);
/** An edit holds a message, which may be no edit again. */
const DEEPEST_EDIT = 3;

/** Every place of an item of kind `message` where an opt-out can stand: `readMessage().texts` and nothing else. */
export function messageTexts(item: WebhookItem): string[] {
  return textsOf(objectOf((objectOf(item.payload) as Partial<ElementPayload>).item));
}

/**
 * Reads an item of kind `message`; never throws. Of an item of another kind the result is an empty
 * message of type `unknown`.
 */
export function readMessage(item: WebhookItem): InboundMessage {
  const payload = objectOf(item.payload) as Partial<ElementPayload>;
  const element = item.kind === 'message' ? objectOf(payload.item) : {};
  const message: InboundMessage = {
    id: textOf(element.id) ?? '',
    at: item.at,
    ...(item.numberId === undefined ? {} : { numberId: item.numberId }),
    identities: item.identities,
    standby: item.standby,
    type: 'unknown',
    texts: textsOf(element),
    forwarded: false,
  };
  if (payload.contact) {
    const name = contactSchema.parse(payload.contact).profile?.name;
    if (name !== undefined) message.profileName = name;
  }
  const group = textOf(element.group_id);
  if (group !== undefined) message.groupId = group;
  if (element.context !== undefined) readContext(element, message);
  if (element.referral !== undefined) readReferral(element, message);
  readKind(element, message, 0);
  return message;
}

function readContext(element: Loose, message: InboundMessage): void {
  const context = contextSchema.parse(element.context);
  if (context?.id !== undefined) message.contextId = context.id;
  message.forwarded = context?.forwarded === true || context?.frequently_forwarded === true;
}

function readReferral(element: Loose, message: InboundMessage): void {
  const referral = referralSchema.parse(element.referral);
  if (!referral) return;
  message.referral = present({
    sourceType: referral.source_type,
    sourceId: referral.source_id,
    sourceUrl: referral.source_url,
    headline: referral.headline,
    clickId: referral.ctwa_clid,
    welcome: referral.welcome_message?.text,
  });
}

function readKind(element: Loose, message: InboundMessage, depth: number): void {
  const type = textOf(element.type) ?? '';
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (MEDIA.has(type)) readMedia(type, element, message);
  else if (read) read(element, message, depth);
  // A change of id as an event of its own has no type.
  else if (type === '' && isObject(element.user_id)) readUpdate(element, message);
  else if (type !== '') message.originalType = type;
}

function say(message: InboundMessage, text: string | undefined): void {
  if (text !== undefined) message.text = text;
}

const READERS: Readonly<Record<string, (element: Loose, message: InboundMessage, depth: number) => void>> = {
  text: (element, message) => {
    message.type = 'text';
    say(message, isObject(element.text) ? textOf(element.text.body) : textOf(element.text));
  },
  button: (element, message) => {
    message.type = 'button';
    const button = buttonSchema.parse(element.button);
    say(message, button?.text ?? button?.payload);
    if (button?.payload !== undefined) message.choiceId = button.payload;
  },
  interactive: readInteractive,
  location: (element, message) => {
    message.type = 'location';
    const place = locationSchema.parse(element.location);
    if (!place) return;
    const { latitude, longitude, name, address } = place;
    message.location = present({ latitude, longitude, name, address });
  },
  contacts: readContacts,
  reaction: (element, message) => {
    message.type = 'reaction';
    const reaction = reactionSchema.parse(element.reaction);
    message.reaction = present({ messageId: reaction?.message_id, emoji: reaction?.emoji });
    say(message, reaction?.emoji);
    if (reaction?.message_id !== undefined) message.contextId ??= reaction.message_id;
  },
  order: readOrder,
  system: (element, message) => {
    const { previous, next } = systemPeople(element);
    message.type = 'system';
    message.system = {
      type: systemSchema.parse(element.system)?.type ?? '',
      newIdentities: next,
      previousIdentities: previous,
    };
  },
  edit: readEdit,
  revoke: (element, message) => {
    message.type = 'revoke';
    const original = revokeSchema.parse(element.revoke)?.original_message_id;
    if (original !== undefined) message.originalMessageId = original;
  },
  unsupported: (element, message) => {
    message.type = 'unsupported';
    const was = unsupportedSchema.parse(element.unsupported)?.type;
    if (was !== undefined) message.originalType = was;
  },
};

function readMedia(kind: string, element: Loose, message: InboundMessage): void {
  message.type = 'media';
  const media = mediaSchema.parse(element[kind]);
  message.media = {
    ...present({
      id: media?.id,
      mimeType: media?.mime_type,
      sha256: media?.sha256,
      filename: media?.filename,
      caption: media?.caption,
      url: media?.url,
    }),
    kind,
    voice: media?.voice === true,
  };
  say(message, media?.caption);
}

function readInteractive(element: Loose, message: InboundMessage): void {
  const interactive = interactiveSchema.parse(element.interactive);
  const reply = interactive?.button_reply ?? interactive?.list_reply;
  if (reply) {
    message.type = 'choice';
    say(message, reply.title ?? reply.id);
    if (reply.id !== undefined) message.choiceId = reply.id;
  } else if (interactive?.nfm_reply) {
    message.type = 'form';
    message.form = formOf(interactive.nfm_reply);
    say(message, interactive.nfm_reply.body);
  } else if (interactive?.type !== undefined) {
    message.originalType = interactive.type;
  }
}

function readContacts(element: Loose, message: InboundMessage): void {
  message.type = 'contacts';
  message.contacts = (cardsSchema.parse(element.contacts) ?? []).map((card) => ({
    ...present({ name: card.name?.formatted_name ?? card.name?.first_name }),
    phones: (card.phones ?? []).map(({ phone, wa_id }) => present({ phone, waId: wa_id })),
    own: card.origin === 'contact_request',
  }));
}

function readOrder(element: Loose, message: InboundMessage): void {
  message.type = 'order';
  const order = orderSchema.parse(element.order);
  message.order = {
    ...present({ catalogId: order?.catalog_id, text: order?.text }),
    items: (order?.product_items ?? []).map((line) =>
      present({
        productId: line.product_retailer_id,
        quantity: line.quantity,
        price: line.item_price,
        currency: line.currency,
      }),
    ),
  };
  say(message, order?.text);
}

/** An edit speaks with the words of the message that it holds, and keeps its own type. */
function readEdit(element: Loose, message: InboundMessage, depth: number): void {
  const edit = editSchema.parse(element.edit);
  const inner = objectOf(edit?.message);
  if (depth < DEEPEST_EDIT) {
    if (inner.context !== undefined) readContext(inner, message);
    readKind(inner, message, depth + 1);
  }
  message.type = 'edit';
  if (edit?.original_message_id !== undefined) message.originalMessageId = edit.original_message_id;
}

function readUpdate(element: Loose, message: InboundMessage): void {
  const { previous, next } = updateChange(element);
  message.type = 'system';
  message.system = { type: 'user_id_update', newIdentities: next, previousIdentities: previous };
}
