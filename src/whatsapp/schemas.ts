import { z } from 'zod';

/**
 * Lenient readings of what Meta sends (Meta docs: webhooks/reference/*): every field may be missing, of
 * another type (then it counts as missing) or new (then it is kept). A schema never refuses an object.
 */
const text = z
  .union([z.string().min(1), z.number().transform(String)])
  .optional()
  .catch(undefined);
const flag = z.boolean().optional().catch(undefined);
/** Numbers that some payloads carry as strings. */
const number = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined);

function loose<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.looseObject(shape).optional().catch(undefined);
}
/** A list whose elements that are no objects are left out. */
function listOf<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z
    .array(z.looseObject(shape).nullable().catch(null))
    .transform((list) => list.filter((element) => element !== null))
    .optional()
    .catch(undefined);
}

const errorShape = {
  code: number,
  title: text,
  message: text,
  error_data: loose({ details: text }),
  href: text,
};

export const contactSchema = z.looseObject({ profile: loose({ name: text, username: text }) }).catch({});

export const contextSchema = loose({
  from: text,
  id: text,
  forwarded: flag,
  frequently_forwarded: flag,
  referred_product: loose({ catalog_id: text, product_retailer_id: text }),
});

export const referralSchema = loose({
  source_type: text,
  source_id: text,
  source_url: text,
  headline: text,
  body: text,
  media_type: text,
  ctwa_clid: text,
  welcome_message: loose({ text }),
});

const replyShape = { id: text, title: text, description: text };

export const interactiveSchema = loose({
  type: text,
  button_reply: loose(replyShape),
  list_reply: loose(replyShape),
  nfm_reply: loose({ name: text, body: text }),
});

export const buttonSchema = loose({ payload: text, text });

export const mediaSchema = loose({
  id: text,
  mime_type: text,
  sha256: text,
  caption: text,
  filename: text,
  voice: flag,
  animated: flag,
  url: text,
});

export const locationSchema = loose({
  latitude: number,
  longitude: number,
  name: text,
  address: text,
  url: text,
});

export const cardsSchema = listOf({
  name: loose({ formatted_name: text, first_name: text, last_name: text }),
  phones: listOf({ phone: text, wa_id: text, type: text }),
  emails: listOf({ email: text, type: text }),
  origin: text,
});

export const reactionSchema = loose({ message_id: text, emoji: text });

export const orderSchema = loose({
  catalog_id: text,
  text,
  product_items: listOf({ product_retailer_id: text, quantity: number, item_price: number, currency: text }),
});

export const systemSchema = loose({ type: text });
export const unsupportedSchema = loose({ type: text });
export const revokeSchema = loose({ original_message_id: text });
export const editSchema = loose({ original_message_id: text });
export const errorsSchema = listOf(errorShape);

export const statusSchema = z.looseObject({
  id: text,
  status: text,
  biz_opaque_callback_data: text,
  pricing: loose({ pricing_model: text, type: text, category: text, billable: flag }),
  errors: errorsSchema,
});

export const preferenceSchema = z.looseObject({ category: text, value: text, signup_id: text });

export const accountSchema = z.looseObject({
  event: text,
  violation_info: loose({ violation_type: text }),
  restriction_info: listOf({ restriction_type: text, expiration: number, remediation: text }),
  ban_info: loose({ waba_ban_state: text, waba_ban_date: text }),
  disconnection_info: loose({ reason: text, initiated_by: text }),
  entity_type: text,
  entity_id: text,
  alert_info: loose({
    alert_severity: text,
    alert_status: text,
    alert_type: text,
    alert_description: text,
  }),
  decision: text,
  max_daily_conversations_per_business: text,
  max_daily_conversation_per_phone: text,
  max_phone_numbers_per_business: number,
  max_phone_numbers_per_waba: number,
});

export const templateSchema = z.looseObject({
  event: text,
  message_template_id: text,
  message_template_name: text,
  message_template_language: text,
  message_template_category: text,
  reason: text,
  rejection_info: loose({ reason: text, recommendation: text }),
  disable_info: loose({ disable_date: text }),
  other_info: loose({ title: text, description: text }),
  previous_quality_score: text,
  new_quality_score: text,
  previous_category: text,
  new_category: text,
  correct_category: text,
  category: text,
  category_update_timestamp: number,
  message_template_title: text,
  message_template_element: text,
  message_template_footer: text,
  message_template_buttons: listOf({
    message_template_button_type: text,
    message_template_button_text: text,
    message_template_button_url: text,
  }),
});

export const numberSchema = z.looseObject({
  display_phone_number: text,
  event: text,
  max_daily_conversations_per_business: text,
  current_limit: text,
  decision: text,
  requested_verified_name: text,
  rejection_reason: text,
  requester: text,
  username: text,
  status: text,
});
