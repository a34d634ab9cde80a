/** Who rehearses: made up, always the same, so that recordings hold nobody's data. */
export const NUMBER = '100000000000001';
const WABA = '200000000000002';
const PHONE = '6281234567890';

/** A message of the customer, as Meta's webhook brings it (Meta docs: webhooks/messages). */
export function messageFrom(content: object, at: number, serial: number): object {
  const message = {
    from: PHONE,
    id: `wamid.rehearsal${serial}`,
    timestamp: String(Math.floor(at / 1000)),
    ...content,
  };
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: WABA,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '622150100000', phone_number_id: NUMBER },
              contacts: [{ profile: { name: 'Pelanggan' }, wa_id: PHONE }],
              messages: [message],
            },
          },
        ],
      },
    ],
  };
}
