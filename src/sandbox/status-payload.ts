import type { Customer, Message } from './chat.js';
import { defined } from './defined.js';
import { statusError } from './graph-errors.js';
import { type Change, metadataOf, type NumberFacts, seconds } from './webhook-body.js';

export type MetaStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** The `messages` webhook that reports what became of a message of ours (reference: outbound statuses). */
export function statusChange(
  number: NumberFacts,
  customer: Customer,
  message: Pick<Message, 'id' | 'sending'>,
  status: MetaStatus,
  at: number,
  errorCode?: number,
): Change {
  const { callbackData, category = 'service', toBsuid = false } = message.sending ?? {};
  const failed = status === 'failed';
  const phoneShown = !(toBsuid && customer.phoneHidden);
  return {
    field: 'messages',
    value: {
      ...metadataOf(number),
      ...(failed ? {} : { contacts: [contactOf(customer, phoneShown)] }),
      statuses: [
        {
          id: message.id,
          status,
          timestamp: String(seconds(at)),
          ...(phoneShown ? { recipient_id: customer.phone } : {}),
          ...(failed && !toBsuid ? {} : { recipient_user_id: customer.bsuid }),
          ...defined({ biz_opaque_callback_data: callbackData }),
          ...(status === 'sent' || status === 'delivered' ? { pricing: pricingOf(category) } : {}),
          ...(failed ? { errors: [statusError(errorCode ?? 131000)] } : {}),
        },
      ],
    },
  };
}

const DETAILS = {
  stop: 'User requested to stop marketing messages',
  resume: 'User requested to resume marketing messages',
  signup: 'User signed up for marketing messages',
};

/**
 * The switch inside WhatsApp: no more marketing, or again; or the yes on the sheet of an In-App Signup
 * (reference: `user_preferences`).
 */
export function preferenceChange(
  number: NumberFacts,
  customer: Customer,
  value: keyof typeof DETAILS,
  at: number,
  signupId?: string,
): Change {
  const phone = customer.phoneHidden ? {} : { wa_id: customer.phone };
  return {
    field: 'user_preferences',
    value: {
      ...metadataOf(number),
      contacts: [{ profile: { name: customer.name }, ...phone, user_id: customer.bsuid }],
      user_preferences: [
        {
          ...phone,
          user_id: customer.bsuid,
          detail: DETAILS[value],
          category: 'marketing_messages',
          value,
          ...defined({ signup_id: signupId }),
          timestamp: seconds(at),
        },
      ],
    },
  };
}

function contactOf(customer: Customer, phoneShown: boolean) {
  return {
    profile: { name: customer.name },
    ...(phoneShown ? { wa_id: customer.phone } : {}),
    user_id: customer.bsuid,
  };
}

function pricingOf(category: string) {
  return { billable: true, pricing_model: 'PMP', type: 'regular', category };
}
