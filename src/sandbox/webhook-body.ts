/** One `changes[]` element of a webhook. */
export interface Change {
  field: string;
  value: unknown;
}

/** Which number the webhooks speak of. */
export interface NumberFacts {
  wabaId: string;
  numberId: string;
  displayNumber: string;
}

/** The start of `value` on the `messages` and `user_preferences` fields. */
export function metadataOf(number: NumberFacts) {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: number.displayNumber, phone_number_id: number.numberId },
  };
}

/** Bytes of a webhook body. Like Meta, non-ASCII characters travel as \uXXXX. `time` in seconds. */
export function webhookBody(wabaId: string, changes: readonly Change[], time: number): Buffer {
  const json = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: wabaId, time, changes }],
  });
  const ascii = json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Buffer.from(ascii, 'latin1');
}

/** Whole seconds of a time in milliseconds. */
export function seconds(at: number): number {
  return Math.floor(at / 1000);
}
