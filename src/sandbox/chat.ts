import type { CustomerInput } from './customer-input.js';

/** A person with a phone in the sandbox. */
export interface Customer {
  /** Digits without '+'. */
  phone: string;
  bsuid: string;
  name: string;
  /** False: messages to this number fail with 131026. */
  onWhatsApp: boolean;
  /** True: webhooks carry the BSUID and no phone (reference: identity, usernames). */
  phoneHidden: boolean;
  /** The switch inside WhatsApp that stops marketing from this business (131050). */
  marketingStopped: boolean;
  /** True when somebody added this person or the person wrote; such chats are kept and saved. */
  kept: boolean;
}

export interface BubbleButton {
  kind: 'reply' | 'quick_reply' | 'url' | 'call' | 'copy' | 'location' | 'contact' | 'catalog' | 'flow';
  title: string;
  /** Reply id, quick reply payload, address or number. */
  value: string;
}

export interface BubbleSection {
  title?: string;
  rows: { id: string; title: string; description?: string }[];
}

/** What a message looks like on the phone, whatever Graph type it came from. */
export interface Bubble {
  kind: 'text' | 'media' | 'location' | 'contacts' | 'choice' | 'other';
  header?: string;
  body?: string;
  footer?: string;
  buttons?: BubbleButton[];
  list?: { button: string; sections: BubbleSection[] };
  media?: { kind: string; id?: string; link?: string; filename?: string; voice?: boolean };
  location?: { latitude: number; longitude: number; name?: string; address?: string };
  /** Name of the template, when it was one. */
  template?: string;
}

/** From the customer: `sent`, `delivered` (our webhook answered 200), `read`. From us: Meta's statuses. */
export type TickStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

export interface Message {
  /** The wamid. */
  id: string;
  from: 'customer' | 'business';
  /** Milliseconds since the epoch, by the sandbox's clock. */
  at: number;
  bubble: Bubble;
  status: TickStatus;
  /** Meta's error code of a failed message. */
  error?: number;
  contextId?: string;
  reaction?: { customer?: string; business?: string };
  /** From the customer: what was done, so that its webhook can be built again after a restart. */
  input?: Exclude<CustomerInput, { type: 'reaction' }>;
  /** Of the file that the customer sent; `sha256` in hex. */
  file?: { mimeType: string; sha256: string };
  /** From us: what statuses need and the phone does not show. */
  sending?: { callbackData?: string; category: string; toBsuid: boolean };
}

export interface Chat {
  customer: Customer;
  messages: Message[];
  unread: number;
  /** Opens the 24 h window. */
  wroteAt?: number;
}

export type ChatChange =
  | { type: 'received'; message: Message }
  | { type: 'wrote'; message: Message }
  | { type: 'status'; id: string; status: TickStatus; error?: number }
  | { type: 'read_by_business'; id: string }
  | { type: 'opened' }
  | { type: 'reacted'; by: 'customer' | 'business'; id: string; emoji?: string; at: number }
  | { type: 'customer'; customer: Partial<Customer> }
  | { type: 'forgotten'; before: number };

/** Most messages that a chat keeps. */
export const chatLength = 300;

const rank: Record<TickStatus, number> = { accepted: 0, sent: 1, delivered: 2, read: 3, failed: 4 };

/** The chat after one change. Statuses only climb, whatever order they come in. */
export function changeChat(chat: Chat, change: ChatChange): Chat {
  switch (change.type) {
    case 'received':
      return { ...chat, messages: appended(chat, change.message), unread: chat.unread + 1 };
    case 'wrote':
      return { ...chat, messages: appended(chat, change.message), wroteAt: change.message.at };
    case 'status':
      return withMessage(chat, change.id, (message) =>
        rank[change.status] <= rank[message.status]
          ? message
          : {
              ...message,
              status: change.status,
              ...(change.error === undefined ? {} : { error: change.error }),
            },
      );
    case 'read_by_business': {
      const last = chat.messages.findIndex((message) => message.id === change.id);
      const messages = chat.messages.map((message, index) =>
        index <= last && message.from === 'customer' ? { ...message, status: 'read' as const } : message,
      );
      return { ...chat, messages };
    }
    case 'opened':
      return chat.unread === 0 ? chat : { ...chat, unread: 0 };
    case 'reacted': {
      const reacted = withMessage(chat, change.id, (message) => {
        const { [change.by]: _old, ...others } = message.reaction ?? {};
        return { ...message, reaction: change.emoji ? { ...others, [change.by]: change.emoji } : others };
      });
      return change.by === 'customer' ? { ...reacted, wroteAt: change.at } : reacted;
    }
    case 'forgotten':
      return { ...chat, messages: chat.messages.filter(({ at }) => at >= change.before) };
    case 'customer':
      return { ...chat, customer: { ...chat.customer, ...change.customer } };
  }
}

/** The messages of ours that turn `read` when the person opens the chat. */
export function unreadByCustomer(chat: Chat): Message[] {
  return chat.messages.filter(
    (message) => message.from === 'business' && (message.status === 'sent' || message.status === 'delivered'),
  );
}

const serviceWindow = 24 * 60 * 60 * 1000;

/** True while free-form messages may be sent. A clock that was moved back does not close the window. */
export function windowOpen(chat: Chat, now: number): boolean {
  return chat.wroteAt !== undefined && now - chat.wroteAt < serviceWindow;
}

function appended(chat: Chat, message: Message): Message[] {
  return [...chat.messages.slice(-(chatLength - 1)), message];
}

function withMessage(chat: Chat, id: string, change: (message: Message) => Message): Chat {
  const index = chat.messages.findLastIndex((message) => message.id === id);
  const found = chat.messages[index];
  if (!found) return chat;
  const changed = change(found);
  return changed === found ? chat : { ...chat, messages: chat.messages.with(index, changed) };
}
