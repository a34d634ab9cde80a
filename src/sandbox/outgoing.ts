import { judge, type Verdict } from './admission.js';
import { type Chat, type Customer, type Message, unreadByCustomer } from './chat.js';
import { defined } from './defined.js';
import { createDelayLine } from './delay-line.js';
import type { Exchange } from './exchange.js';
import { comesLater } from './graph-errors.js';
import type { OutboundBody } from './outbound-body.js';
import { createPairRate, createThroughput, type Rate } from './rates.js';
import { type MetaStatus, statusChange } from './status-payload.js';

export type SendAnswer =
  | { kind: 'accepted'; wamid: string; input: string; phone?: string; bsuid?: string; template: boolean }
  | { kind: 'refused'; code: number; details?: string };

/** From the business to the phones. */
export interface Outgoing {
  send(body: OutboundBody): SendAnswer;
  /** The phone shows this chat: what arrived there is read. */
  open(phone: string): void;
  /** Throughput counts what people write, too. */
  throughput: Rate;
  /** Statuses that are still to come. */
  pending(): number;
  settled(): Promise<void>;
  stop(): void;
}

type Accepted = Extract<Verdict, { kind: 'accepted' }>;

export function createOutgoing(exchange: Exchange, delays: { sent: number; delivered: number }): Outgoing {
  const { number, now, events, deliverer, faults, touched } = exchange;
  const pairRate = createPairRate();
  const throughput = createThroughput(() => exchange.limits.throughput);
  const sentLine = createDelayLine(delays.sent);
  const deliveredLine = createDelayLine(delays.delivered);

  const tell = (customer: Customer, message: Message, status: MetaStatus, error?: number): void => {
    const { phone } = customer;
    const failure = defined({ error });
    exchange.book.change(phone, { type: 'status', id: message.id, status, ...failure });
    events.send({ type: 'status', phone, id: message.id, status, ...failure });
    if (!faults.strikes('dropStatuses'))
      deliverer.push(statusChange(number, customer, message, status, now(), error));
    touched();
  };

  /** What becomes of an accepted message. Reactions are only ever `sent`. */
  const live = (customer: Customer, message: Message, failure: number | undefined, reaction: boolean): void =>
    sentLine.push(() => {
      if (failure !== undefined) return tell(customer, message, 'failed', failure);
      tell(customer, message, 'sent');
      if (!reaction) deliveredLine.push(() => tell(customer, message, 'delivered'));
    });

  const failureOf = (verdict: Accepted): number | undefined => {
    const wished = faults.get().errorCode;
    const struck = wished !== undefined && comesLater(wished) && faults.strikes('errorCode');
    return struck ? wished : verdict.failsLater;
  };

  const accept = (body: OutboundBody, chat: Chat, verdict: Accepted): SendAnswer => {
    const { customer } = chat;
    const { phone } = customer;
    const toBsuid = body.to === undefined;
    const message = messageOf(body, verdict, `wamid.${exchange.ids()}`, now());
    if (verdict.reaction) {
      const { id, emoji } = verdict.reaction;
      exchange.book.change(phone, { type: 'reacted', by: 'business', id, emoji, at: now() });
      events.send({ type: 'reaction', phone, id, by: 'business', emoji });
    } else {
      exchange.book.change(phone, { type: 'received', message });
      events.send({ type: 'message', phone, message });
    }
    live(customer, message, failureOf(verdict), verdict.reaction !== undefined);
    touched();
    return {
      kind: 'accepted',
      wamid: message.id,
      input: body.to ?? body.recipient ?? '',
      ...(toBsuid ? { bsuid: customer.bsuid } : { phone }),
      template: body.type === 'template',
    };
  };

  return {
    throughput,
    send(body) {
      const refusal = misdirected(body, number.displayNumber);
      if (refusal) return refusal;
      const chat =
        body.to === undefined
          ? exchange.book.byBsuid(body.recipient ?? '')
          : exchange.book.open(body.to.replace(/\D/g, ''));
      if (!chat) return { kind: 'refused', code: 131026 };
      if (deliverer.full()) return { kind: 'refused', code: 131016 };
      if (!throughput('', now())) return { kind: 'refused', code: 130429 };
      if (exchange.limits.pairRate && !pairRate(chat.customer.phone, now()))
        return { kind: 'refused', code: 131056 };
      const { account, templates } = exchange;
      const verdict = judge(body, { now: now(), account, templates, chat });
      return verdict.kind === 'refused' ? verdict : accept(body, chat, verdict);
    },
    open(phone) {
      const chat = exchange.book.get(phone);
      if (!chat) return;
      for (const message of unreadByCustomer(chat)) tell(chat.customer, message, 'read');
      if (chat.unread === 0) return;
      exchange.book.change(phone, { type: 'opened' });
      events.send({ type: 'read', phone, by: 'customer' });
      touched();
    },
    pending: () => sentLine.size() + deliveredLine.size(),
    async settled() {
      await sentLine.settled();
      await deliveredLine.settled();
    },
    stop() {
      sentLine.stop();
      deliveredLine.stop();
    },
  };
}

function misdirected(body: OutboundBody, ownNumber: string): SendAnswer | undefined {
  if (body.to === undefined)
    return body.recipient === undefined
      ? { kind: 'refused', code: 131008, details: 'Either to or recipient is required.' }
      : undefined;
  const digits = body.to.replace(/\D/g, '');
  if (digits.length < 6 || digits.length > 20)
    return { kind: 'refused', code: 131009, details: 'to is not a phone number.' };
  return digits === ownNumber ? { kind: 'refused', code: 131021 } : undefined;
}

function messageOf(body: OutboundBody, verdict: Accepted, id: string, at: number): Message {
  const callbackData = body.biz_opaque_callback_data;
  return {
    id,
    from: 'business',
    at,
    bubble: verdict.bubble ?? { kind: 'other' },
    status: 'accepted',
    ...defined({ contextId: body.context?.message_id }),
    sending: {
      category: verdict.category,
      toBsuid: body.to === undefined,
      ...defined({ callbackData }),
    },
  };
}
