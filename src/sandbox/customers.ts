import { createHash } from 'node:crypto';
import { type Chat, type ChatChange, type Customer, changeChat } from './chat.js';

/** Numbers that begin like this are not on WhatsApp: messages to them fail with 131026. */
const unknownPrefix = '6280000';

export interface CustomerBook {
  get(phone: string): Chat | undefined;
  byBsuid(bsuid: string): Chat | undefined;
  /** The chat with this number; made when there is none yet. */
  open(phone: string): Chat;
  change(phone: string, change: ChatChange): Chat;
  all(): Chat[];
  remove(phone: string): void;
}

/** A business-scoped user id that is always the same for a number, and cannot be turned back into it at sight. */
function bsuidOf(phone: string): string {
  const country = phone.startsWith('62') ? 'ID' : phone.startsWith('44') ? 'GB' : 'US';
  return `${country}.${createHash('sha256').update(`sandbox ${phone}`).digest('hex').slice(0, 24).toUpperCase()}`;
}

export function newCustomer(phone: string, given: Partial<Customer> = {}): Customer {
  return {
    phone,
    bsuid: bsuidOf(phone),
    name: `+${phone}`,
    onWhatsApp: !phone.startsWith(unknownPrefix),
    phoneHidden: false,
    marketingStopped: false,
    kept: false,
    ...given,
  };
}

/** The people whom an empty sandbox begins with. */
export const firstCustomers: Customer[] = [
  newCustomer('6281200000001', { name: 'Siti Rahma', kept: true }),
  newCustomer('6281200000002', { name: 'Budi Santoso', kept: true }),
  newCustomer('6281200000003', { name: 'Ayu Lestari', kept: true }),
  newCustomer('447700900123', { name: 'James Carter', kept: true }),
];

/** All chats, bounded: beyond `max`, chats in which nobody ever wrote leave, oldest first. */
export function createCustomerBook(chats: Iterable<Chat>, max: number): CustomerBook {
  const byPhone = new Map<string, Chat>();
  const phones = new Map<string, string>();
  const put = (chat: Chat): Chat => {
    byPhone.set(chat.customer.phone, chat);
    phones.set(chat.customer.bsuid, chat.customer.phone);
    return chat;
  };
  const remove = (phone: string): void => {
    const chat = byPhone.get(phone);
    if (!chat) return;
    byPhone.delete(phone);
    phones.delete(chat.customer.bsuid);
  };
  const makeRoom = (): void => {
    for (const [phone, chat] of byPhone) {
      if (byPhone.size < max) return;
      if (!chat.customer.kept) remove(phone);
    }
  };
  const open = (phone: string): Chat => {
    const known = byPhone.get(phone);
    if (known) return known;
    if (byPhone.size >= max) makeRoom();
    return put({ customer: newCustomer(phone), messages: [], unread: 0 });
  };
  for (const chat of chats) put(chat);
  return {
    get: (phone) => byPhone.get(phone),
    byBsuid: (bsuid) => byPhone.get(phones.get(bsuid) ?? ''),
    open,
    change: (phone, change) => put(changeChat(open(phone), change)),
    all: () => [...byPhone.values()],
    remove,
  };
}
