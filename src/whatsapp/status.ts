import type { Identity } from './identity.js';
import { objectOf, present } from './loose.js';
import { errorsSchema, preferenceSchema, statusSchema } from './schemas.js';
import type { ElementPayload, WebhookItem } from './webhook.js';

/** An error as webhooks carry it; decide on `code`. Code -1: Meta sent none that can be read. */
export interface ErrorDetail {
  code: number;
  title?: string;
  details?: string;
}

/** What became of a message of ours (Meta docs: webhooks/reference/messages/status). */
export interface Status {
  /** '' when the status carried none. */
  wamid: string;
  status: 'sent' | 'delivered' | 'read' | 'played' | 'failed' | (string & {});
  /** Milliseconds since the epoch. */
  at: number;
  /** Our own id, echoed back. */
  callbackData?: string;
  identities: Identity[];
  /** With `failed`. */
  errors: ErrorDetail[];
  pricing?: { model?: string; type?: string; category?: string; billable?: boolean };
}

/** What the person chose in WhatsApp itself (Meta docs: webhooks/reference/user_preferences). */
export interface Preference {
  /** `marketing_messages` so far. */
  category: string;
  value: 'stop' | 'resume' | 'signup' | (string & {});
  signupId?: string;
  /** Milliseconds since the epoch. On a tie of stop and resume, stop wins. */
  at: number;
  identities: Identity[];
}

const elementOf = (item: WebhookItem) => objectOf((objectOf(item.payload) as Partial<ElementPayload>).item);

/** Reads an item of kind `status`; never throws. */
export function readStatus(item: WebhookItem): Status {
  const status = statusSchema.parse(elementOf(item));
  const { pricing } = status;
  return {
    wamid: status.id ?? '',
    status: status.status ?? '',
    at: item.at,
    ...present({ callbackData: status.biz_opaque_callback_data }),
    identities: item.identities,
    errors: details(status.errors),
    ...(pricing && {
      pricing: present({
        model: pricing.pricing_model,
        type: pricing.type,
        category: pricing.category,
        billable: pricing.billable,
      }),
    }),
  };
}

/** Reads an item of kind `preference`; never throws. */
export function readPreference(item: WebhookItem): Preference {
  const preference = preferenceSchema.parse(elementOf(item));
  return {
    category: preference.category ?? '',
    value: preference.value ?? '',
    ...present({ signupId: preference.signup_id }),
    at: item.at,
    identities: item.identities,
  };
}

/** The errors of any item: those of a failed status, of an unreadable message, or the item's own (kind `error`). */
export function readErrors(item: WebhookItem): ErrorDetail[] {
  const element = elementOf(item);
  return details(errorsSchema.parse(item.kind === 'error' ? [element] : element.errors));
}

function details(errors: ReturnType<typeof errorsSchema.parse>): ErrorDetail[] {
  return (errors ?? []).map(({ code, title, message, error_data }) => ({
    code: code ?? -1,
    ...present({ title: title ?? message, details: error_data?.details }),
  }));
}
