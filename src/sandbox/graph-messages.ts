import type { Request, RequestHandler, Response } from 'express';
import type * as z from 'zod';
import { checkMessageBody } from '../whatsapp/check.js';
import { defined } from './defined.js';
import type { Exchange } from './exchange.js';
import { comesLater, errorAnswer } from './graph-errors.js';
import type { Incoming } from './incoming.js';
import { outboundBody, readReceipt } from './outbound-body.js';
import type { Outgoing, SendAnswer } from './outgoing.js';

export interface MessageParts {
  exchange: Exchange;
  outgoing: Outgoing;
  incoming: Incoming;
}

/** Sends Meta's error envelope. */
export function refuse(
  response: Response,
  exchange: Exchange,
  code: number,
  details?: string,
  subcode?: number,
): void {
  const { http, body } = errorAnswer(code, exchange.ids(), details, subcode);
  response.status(http).json(body);
}

/** `POST /{phone-number-id}/messages` (reference: sending). */
export function messagesHandler(parts: MessageParts): RequestHandler {
  const { exchange } = parts;
  return async (request, response) => {
    if (await struck(exchange, response)) return;
    if (request.params.numberId !== exchange.number.numberId)
      return refuse(response, exchange, 100, 'Unsupported post request: this number id does not exist.', 33);
    const receipt = readReceipt.safeParse(request.body);
    if (receipt.success) return markRead(parts, receipt.data, response);
    const typed = withType(request.body);
    const fault = checkMessageBody(typed);
    if (fault) return refuse(response, exchange, fault.code, fault.details);
    const parsed = outboundBody.safeParse(typed);
    if (!parsed.success) return refuse(response, exchange, 131051);
    const answer = parts.outgoing.send(parsed.data);
    if (answer.kind === 'refused') return refuse(response, exchange, answer.code, answer.details);
    if (exchange.faults.strikes('timeoutAfterAccept')) return hang(request);
    response.json(acceptance(answer));
  };
}

/** Faults that strike before the message is looked at; true when the call has been answered. */
async function struck(exchange: Exchange, response: Response): Promise<boolean> {
  const { faults } = exchange;
  const { slowMs = 0, http5xx, errorCode } = faults.get();
  if (slowMs > 0 && faults.strikes('slowMs')) await new Promise((resolve) => setTimeout(resolve, slowMs));
  if (faults.strikes('http5xx')) {
    response.status(typeof http5xx === 'number' ? http5xx : 503).end();
    return true;
  }
  const throttled = faults.strikes('rateLimit');
  const atOnce = errorCode !== undefined && !comesLater(errorCode) && faults.strikes('errorCode');
  if (!throttled && !atOnce) return false;
  refuse(response, exchange, throttled ? 130429 : (errorCode ?? 131000));
  return true;
}

function markRead(parts: MessageParts, receipt: z.infer<typeof readReceipt>, response: Response): void {
  const known = parts.incoming.readByBusiness(receipt.message_id, receipt.typing_indicator !== undefined);
  if (known) response.json({ success: true });
  else refuse(response, parts.exchange, 131009, 'message_id is unknown.');
}

function acceptance(answer: Extract<SendAnswer, { kind: 'accepted' }>) {
  return {
    messaging_product: 'whatsapp',
    contacts: [
      {
        input: answer.input,
        ...defined({ wa_id: answer.phone, user_id: answer.bsuid }),
      },
    ],
    messages: [{ id: answer.wamid, ...(answer.template ? { message_status: 'accepted' } : {}) }],
  };
}

/** Meta lets text messages omit their type. */
function withType(body: unknown): unknown {
  const untyped = typeof body === 'object' && body !== null && !('type' in body) && 'text' in body;
  return untyped ? { ...body, type: 'text' } : body;
}

/** Never answers; the caller's own time-out ends it, or ours after two minutes. */
function hang(request: Request): void {
  setTimeout(() => request.socket.destroy(), 120_000).unref();
}
