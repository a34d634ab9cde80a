import type { Bus } from '../coordination/bus.js';
import type { Store } from '../store/index.js';
import type { Office, OfficeHours } from './office-hours.js';
import type { QuickReply, Ticket, TicketView } from './types.js';

export interface HandoffOptions {
  store: Store;
  bus: Bus;
  now: () => number;
  timezone: string;
}

/** What staff do with handed-over conversations. Everything throws HandoffError when it cannot be done. */
export class Handoff {
  readonly #o: HandoffOptions;

  constructor(options: HandoffOptions) {
    this.#o = options;
  }

  open(_ticket: { contactId: string; numberId: string; reason?: string | null }): Promise<Ticket> {
    throw new Error('not there yet');
  }

  /** Open ones in the order of the queue, closed ones newest first. */
  list(_page: { state: 'open' | 'closed'; limit: number; cursor?: string }): Promise<{
    items: TicketView[];
    next: string | null;
  }> {
    throw new Error('not there yet');
  }

  get(_ticketId: string): Promise<TicketView> {
    throw new Error('not there yet');
  }

  /** `assignee` null: back to nobody. */
  assign(_ticketId: string, _assignee: string | null): Promise<Ticket> {
    throw new Error('not there yet');
  }

  note(_ticketId: string, _author: string, _text: string): Promise<void> {
    throw new Error('not there yet');
  }

  /** Puts a reply into the outbox and returns its id there. @throws HandoffError window_closed, ticket_closed */
  reply(_ticketId: string, _author: string, _text: string): Promise<number> {
    throw new Error('not there yet');
  }

  close(_ticketId: string): Promise<Ticket> {
    throw new Error('not there yet');
  }

  quickReplies(): Promise<QuickReply[]> {
    throw new Error('not there yet');
  }

  addQuickReply(_reply: { title: string; text: string }): Promise<QuickReply> {
    throw new Error('not there yet');
  }

  changeQuickReply(_id: string, _reply: { title: string; text: string }): Promise<QuickReply> {
    throw new Error('not there yet');
  }

  removeQuickReply(_id: string): Promise<void> {
    throw new Error('not there yet');
  }

  /** Every label that was ever made. */
  labels(): Promise<string[]> {
    throw new Error('not there yet');
  }

  addLabel(_label: string): Promise<void> {
    throw new Error('not there yet');
  }

  /** Adds and removes labels of a contact; returns what it has now. */
  labelContact(_contactId: string, _change: { add?: string[]; remove?: string[] }): Promise<string[]> {
    throw new Error('not there yet');
  }

  hours(): Promise<OfficeHours> {
    throw new Error('not there yet');
  }

  setHours(_hours: OfficeHours): Promise<void> {
    throw new Error('not there yet');
  }

  /** Whether somebody is there now. */
  office(): Promise<Office> {
    throw new Error(`not there yet at ${this.#o.now()}`);
  }
}
