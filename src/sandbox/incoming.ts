import type { Customer, Message } from './chat.js';
import type { CustomerInput } from './customer-input.js';
import { defined } from './defined.js';
import type { Exchange } from './exchange.js';
import { inboundBubble, inboundChange } from './inbound-payload.js';
import type { MediaStore } from './media.js';
import type { Rate } from './rates.js';
import { isFile, SAMPLE_FILES, type SampleKind } from './sample-files.js';
import { confirmationOf, isOfferedTo } from './signups.js';
import { preferenceChange } from './status-payload.js';

/** From the phones to the business. */
export interface Incoming {
  /** Something that the person does in the chat; answers the wamid. */
  write(phone: string, input: CustomerInput): string;
  /** The person's switch inside WhatsApp for marketing from this business. */
  prefer(phone: string, value: 'stop' | 'resume'): void;
  /** Their yes on the sheet of an In-App Signup. Meta then sends its confirmation; why not, where it does not. */
  signUp(phone: string, signupId: string): SignupAnswer;
  /** Our read receipt; `typing` shows the indicator. False when the message is unknown. */
  readByBusiness(wamid: string, typing: boolean): boolean;
  /** Delivers once more what our webhook had not answered 200 when the sandbox was saved. */
  resume(): void;
}

/** `region`: not offered where this number is from. */
export type SignupAnswer = 'done' | 'no_such_signup' | 'region';

const typingTime = 25_000;

export function createIncoming(exchange: Exchange, throughput: Rate, media: MediaStore): Incoming {
  const { number, now, events, deliverer, touched } = exchange;

  /** Our webhook's 200 is the second tick on the phone. */
  const hand = (customer: Customer, message: Message): void => {
    const { id, at, input, bubble, file } = message;
    if (!input) return;
    const carried = file && bubble.media?.id !== undefined && { ...file, id: bubble.media.id };
    const written = { id, at, ...(carried && { file: carried }) };
    deliverer.push(inboundChange(number, customer, input, written), () => {
      exchange.book.change(customer.phone, { type: 'status', id, status: 'delivered' });
      events.send({ type: 'status', phone: customer.phone, id, status: 'delivered' });
      touched();
    });
  };

  /** What they chose, or a small file of the right type. */
  const fileOf = (kind: SampleKind, id: string | undefined) =>
    (id === undefined ? undefined : media.get(id)) ?? media.put(SAMPLE_FILES[kind]);

  const react = (
    customer: Customer,
    input: Extract<CustomerInput, { type: 'reaction' }>,
    id: string,
  ): void => {
    const { messageId, emoji } = input;
    const { phone } = customer;
    exchange.book.change(phone, { type: 'reacted', by: 'customer', id: messageId, emoji, at: now() });
    events.send({ type: 'reaction', phone, id: messageId, by: 'customer', emoji });
    deliverer.push(inboundChange(number, customer, input, { id, at: now() }));
  };

  return {
    write(phone, input) {
      const { customer } = exchange.book.change(phone, { type: 'customer', customer: { kept: true } });
      const id = `wamid.${exchange.ids()}`;
      exchange.writers.set(id, phone);
      throughput('', now());
      touched();
      if (input.type === 'reaction') {
        react(customer, input, id);
        return id;
      }
      const file = isFile(input.type)
        ? fileOf(input.type, 'media' in input ? input.media : undefined)
        : undefined;
      const message: Message = {
        id,
        from: 'customer',
        at: now(),
        bubble: inboundBubble(input, customer, file?.id ?? ''),
        status: 'sent',
        input,
        ...(file && { file: { mimeType: file.mimeType, sha256: file.sha256 } }),
        ...defined({ contextId: input.contextId }),
      };
      exchange.book.change(phone, { type: 'wrote', message });
      events.send({ type: 'message', phone, message });
      hand(customer, message);
      return id;
    },
    prefer(phone, value) {
      const { customer } = exchange.book.change(phone, {
        type: 'customer',
        customer: { marketingStopped: value === 'stop', kept: true },
      });
      deliverer.push(preferenceChange(number, customer, value, now()));
      events.send({ type: 'customer', phone, customer });
      touched();
    },
    signUp(phone, signupId) {
      const signup = exchange.signups.find(({ id, status }) => id === signupId && status === 'ACTIVE');
      if (!signup) return 'no_such_signup';
      if (!isOfferedTo(phone)) return 'region';
      const { customer } = exchange.book.change(phone, { type: 'customer', customer: { kept: true } });
      deliverer.push(preferenceChange(number, customer, 'signup', now(), signupId));
      const message: Message = {
        id: `wamid.${exchange.ids()}`,
        from: 'business',
        at: now(),
        bubble: { kind: 'text', body: confirmationOf(signup) },
        status: 'delivered',
      };
      exchange.book.change(phone, { type: 'received', message });
      events.send({ type: 'message', phone, message });
      touched();
      return 'done';
    },
    readByBusiness(wamid, typing) {
      const phone = exchange.writers.get(wamid);
      if (phone === undefined) return false;
      exchange.book.change(phone, { type: 'read_by_business', id: wamid });
      events.send({ type: 'read', phone, by: 'business' });
      if (typing) events.send({ type: 'typing', phone, lasts: typingTime });
      touched();
      return true;
    },
    resume() {
      for (const { customer, messages } of exchange.book.all())
        for (const message of messages) {
          if (message.from !== 'customer') continue;
          exchange.writers.set(message.id, customer.phone);
          if (message.status === 'sent') hand(customer, message);
        }
    },
  };
}
