import type { Identity } from '../whatsapp/identity.js';
import { type AccountEvent, type AccountState, healthyAccount } from './account.js';
import type { Chat } from './chat.js';
import { type CustomerBook, createCustomerBook, firstCustomers } from './customers.js';
import type { Deliverer } from './deliverer.js';
import type { EventHub } from './events.js';
import type { FaultBox } from './faults.js';
import type { Limits } from './options.js';
import { createRecent } from './recent.js';
import type { SavedState } from './saving.js';
import type { SandboxSignup } from './signups.js';
import { exampleTemplates, type Template } from './templates.js';
import type { NumberFacts } from './webhook-body.js';

/** What the parts of the sandbox work on together. */
export interface Exchange {
  number: NumberFacts;
  now: () => number;
  ids: () => string;
  faults: FaultBox;
  deliverer: Deliverer;
  events: EventHub;
  /** Something changed that should be saved. */
  touched: () => void;
  limits: Limits;
  book: CustomerBook;
  account: AccountState;
  templates: Template[];
  signups: SandboxSignup[];
  /** Phone of the person who wrote a message, by wamid. */
  writers: { get(wamid: string): string | undefined; set(wamid: string, phone: string): void };
}

type Given = Pick<
  Exchange,
  'number' | 'now' | 'ids' | 'faults' | 'deliverer' | 'events' | 'touched' | 'limits'
>;

export function createExchange(given: Given): Exchange {
  return {
    ...given,
    book: createCustomerBook([], 0),
    account: healthyAccount,
    templates: exampleTemplates(),
    signups: [],
    writers: createRecent<string, string>(50_000),
  };
}

/** Puts back what was saved, or the people of an empty sandbox. */
export function restore(exchange: Exchange, state: SavedState | undefined, maxChats: number): void {
  const first = firstCustomers.map((customer): Chat => ({ customer, messages: [], unread: 0 }));
  exchange.book = createCustomerBook(state?.chats ?? first, maxChats);
  exchange.account = state?.account ?? healthyAccount;
  exchange.templates = state?.templates ?? exampleTemplates();
  exchange.signups = state?.signups ?? [];
}

export function savedState(exchange: Exchange): SavedState {
  return {
    version: 1,
    chats: exchange.book.all().filter((chat) => chat.customer.kept),
    account: exchange.account,
    templates: exchange.templates,
    signups: exchange.signups,
  };
}

/**
 * Empties the chats of these people; whom every sandbox begins with stays, as on the first day. Returns the ids of
 * their files.
 */
export function forget(exchange: Exchange, identities: readonly Identity[]): string[] {
  const files: string[] = [];
  for (const { kind, value } of identities) {
    const chat = kind === 'phone' ? exchange.book.get(value) : exchange.book.byBsuid(value);
    if (!chat) continue;
    const { phone } = chat.customer;
    files.push(...chat.messages.flatMap(({ bubble }) => bubble.media?.id ?? []));
    exchange.book.remove(phone);
    const first = firstCustomers.find((one) => one.phone === phone);
    if (first) exchange.book.change(phone, { type: 'customer', customer: first });
  }
  return files;
}

/** Drops messages from before that moment, ms; returns how many. */
export function forgetBefore(exchange: Exchange, before: number): number {
  let gone = 0;
  for (const chat of exchange.book.all()) {
    const old = chat.messages.filter(({ at }) => at < before).length;
    if (old > 0) exchange.book.change(chat.customer.phone, { type: 'forgotten', before });
    gone += old;
  }
  return gone;
}

/** Meta does something to the account: changes it and reports it. */
export function reportAccountEvent(exchange: Exchange, event: AccountEvent): void {
  exchange.account = { ...exchange.account, ...event.account };
  exchange.deliverer.push(event.change);
  exchange.touched();
}
