import { createHmac } from 'node:crypto';

/** Webhooks as Meta sends them (reference, sections 2 to 4); people and numbers are made up. */

export const NUMBER = '100000000000001';
export const WABA = '200000000000002';
export const APP_SECRET = 'test-app-secret';

export interface Customer {
  phone?: string;
  bsuid?: string;
  name?: string;
}

const metadata = { display_phone_number: '622150100000', phone_number_id: NUMBER };
let last = 0;

/** A fresh message id; like Meta's it holds the number of the person. */
export function wamid(customer: Customer = {}): string {
  last += 1;
  const secret = Buffer.from(`${customer.phone ?? customer.bsuid ?? ''}-${process.pid}-${last}`);
  return `wamid.${secret.toString('base64url')}`;
}

const seconds = (ms: number) => String(Math.floor(ms / 1000));

export const envelope = (...changes: object[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: WABA, changes }],
});

const contactOf = ({ phone, bsuid, name }: Customer) => ({
  profile: { name: name ?? 'Siti' },
  ...(phone !== undefined && { wa_id: phone }),
  ...(bsuid !== undefined && { user_id: bsuid }),
});

/** An element of `messages[]`. */
export function message(customer: Customer, content: object, at: number, id = wamid(customer)): object {
  return {
    ...(customer.phone !== undefined && { from: customer.phone }),
    ...(customer.bsuid !== undefined && { from_user_id: customer.bsuid }),
    id,
    timestamp: seconds(at),
    ...content,
  };
}

/** A change that carries messages of one customer. */
export function messages(customer: Customer, list: object[], field = 'messages'): object {
  return {
    field,
    value: { messaging_product: 'whatsapp', metadata, contacts: [contactOf(customer)], messages: list },
  };
}

export const text = (body: string) => ({ type: 'text', text: { body } });
export const forwarded = (body: string) => ({ ...text(body), context: { forwarded: true } });
export const media = (kind: string, more: object = {}) => ({
  type: kind,
  [kind]: { id: '300', mime_type: 'image/jpeg', sha256: 'FAKESHA=', ...more },
});
export const templateButton = (payload: string, title: string) => ({
  type: 'button',
  context: { from: '622150100000', id: 'wamid.OLD' },
  button: { payload, text: title },
});
export const buttonReply = (id: string, title: string) => ({
  type: 'interactive',
  context: { from: '622150100000', id: 'wamid.OLD' },
  interactive: { type: 'button_reply', button_reply: { id, title } },
});
export const listReply = (id: string, title: string, description = '') => ({
  type: 'interactive',
  context: { from: '622150100000', id: 'wamid.OLD' },
  interactive: { type: 'list_reply', list_reply: { id, title, description } },
});
export const form = (answers: object) => ({
  type: 'interactive',
  interactive: {
    type: 'nfm_reply',
    nfm_reply: { name: 'flow', body: 'Sent', response_json: JSON.stringify(answers) },
  },
});
export const edit = (content: object) => ({
  type: 'edit',
  edit: { original_message_id: 'wamid.EARLIER', message: content },
});
export const reaction = (emoji: string) => ({
  type: 'reaction',
  reaction: { message_id: 'wamid.OLD', emoji },
});
export const unsupported = (more: object = {}) => ({
  type: 'unsupported',
  errors: [{ code: 131051, title: 'Message type unknown' }],
  ...more,
});

/** A change that carries `user_preferences`. */
export function preference(customer: Customer, value: string, at: number, signupId?: string): object {
  return {
    field: 'user_preferences',
    value: {
      messaging_product: 'whatsapp',
      metadata,
      contacts: [contactOf(customer)],
      user_preferences: [
        {
          ...(customer.phone !== undefined && { wa_id: customer.phone }),
          ...(customer.bsuid !== undefined && { user_id: customer.bsuid }),
          detail: 'stopped',
          category: 'marketing_messages',
          value,
          ...(signupId !== undefined && { signup_id: signupId }),
          timestamp: Math.floor(at / 1000),
        },
      ],
    },
  };
}

export interface StatusOf {
  wamid: string;
  callbackData?: string | undefined;
}

/** A change that carries one status. */
export function status(
  customer: Customer,
  of: StatusOf,
  name: string,
  at: number,
  errorCode?: number,
): object {
  return {
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata,
      statuses: [
        {
          id: of.wamid,
          status: name,
          timestamp: seconds(at),
          ...(customer.phone !== undefined && { recipient_id: customer.phone }),
          ...(customer.bsuid !== undefined && { recipient_user_id: customer.bsuid }),
          ...(of.callbackData !== undefined && { biz_opaque_callback_data: of.callbackData }),
          ...(errorCode !== undefined && {
            errors: [{ code: errorCode, title: 'x', error_data: { details: 'x' } }],
          }),
        },
      ],
    },
  };
}

export function sign(raw: string | Buffer, secret = APP_SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;
}
