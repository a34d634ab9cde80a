import type { FlowEvent, MemoryValue } from '../flows/index.js';
import type { InboundMessage } from '../whatsapp/inbound.js';
import { shorten } from '../whatsapp/limits.js';

/** Longer answers of a form are cut: they are remembered with the contact. */
const LONGEST = 500;

/** What was sent besides words, as flows see it. */
export function sentEvent({
  type,
  location,
  order,
  contacts,
  form,
}: InboundMessage): Extract<FlowEvent, { type: 'location' | 'order' | 'contact' | 'form' }> {
  switch (type) {
    case 'location': {
      const { name, address, latitude, longitude } = location ?? {};
      const spot =
        latitude === undefined || longitude === undefined ? undefined : `${latitude}, ${longitude}`;
      const place = name || address || spot;
      return {
        type: 'location',
        ...(place !== undefined && { place }),
        ...(spot !== undefined && { latitude: Number(latitude), longitude: Number(longitude) }),
      };
    }
    case 'order':
      return { type: 'order', ...(order && cartOf(order)) };
    case 'contacts': {
      const [card] = contacts ?? [];
      const phone = card?.phones[0]?.phone ?? card?.phones[0]?.waId;
      return {
        type: 'contact',
        ...(card?.name !== undefined && { name: card.name }),
        ...(phone !== undefined && { phone }),
        ...(card?.own && { own: true }),
      };
    }
    default:
      return { type: 'form', answers: answersOf(form) };
  }
}

/** How many things, and what they come to; no total where a price is missing or not in rupiah. */
function cartOf({ items }: NonNullable<InboundMessage['order']>): { items: number; total?: number } {
  const count = items.reduce((sum, { quantity }) => sum + (quantity ?? 1), 0);
  const prices = items.map(({ price, quantity, currency }) =>
    price === undefined || currency !== 'IDR' ? undefined : price * (quantity ?? 1),
  );
  const total = prices.reduce(
    (sum, price) => (sum === undefined || price === undefined ? undefined : sum + price),
    0,
  );
  return { items: count, ...(total !== undefined && items.length > 0 && { total: Math.round(total) }) };
}

/** The plain answers of a form; Meta's own token is none of them. */
function answersOf(form: unknown): Record<string, MemoryValue> {
  if (typeof form !== 'object' || form === null) return {};
  return Object.fromEntries(
    Object.entries(form as Record<string, unknown>).flatMap(([name, value]): [string, MemoryValue][] => {
      if (name === 'flow_token') return [];
      if (typeof value === 'number' || typeof value === 'boolean') return [[name, value]];
      return typeof value === 'string' ? [[name, shorten(value, LONGEST)]] : [];
    }),
  );
}
