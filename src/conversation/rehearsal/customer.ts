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

/** What a customer can send besides words; a file is one that nobody fetches. */
export const THINGS = ['sticker', 'voice', 'photo', 'location', 'contact'] as const;
export type Thing = (typeof THINGS)[number];

/** So many things of the catalogue, and what they come to in rupiah. */
export interface Cart {
  items: number;
  total: number;
}

/** The message that carries it (Meta docs: webhooks/messages). */
export function thingFrom(thing: Thing): object {
  switch (thing) {
    case 'sticker':
      return { type: 'sticker', sticker: { id: '1', mime_type: 'image/webp', animated: false } };
    case 'voice':
      return { type: 'audio', audio: { id: '1', mime_type: 'audio/ogg; codecs=opus', voice: true } };
    case 'photo':
      return { type: 'image', image: { id: '1', mime_type: 'image/jpeg' } };
    case 'location':
      return { type: 'location', location: { latitude: -6.1754, longitude: 106.8272, name: 'Monas' } };
    case 'contact':
      return {
        type: 'contacts',
        contacts: [{ name: { formatted_name: 'Budi' }, phones: [{ phone: '+62 811-1111-1111' }] }],
      };
  }
}

/** One kind of product, as often as there are things: its price makes up the total. */
export function cartFrom({ items, total }: Cart): object {
  const product = {
    product_retailer_id: 'produk',
    quantity: items,
    item_price: total / items,
    currency: 'IDR',
  };
  return { type: 'order', order: { catalog_id: '1', text: '', product_items: [product] } };
}
