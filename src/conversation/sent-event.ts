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
      return { type: 'location', ...(place !== undefined && { place }) };
    }
    case 'order':
      return { type: 'order', ...(order && { items: order.items.length }) };
    case 'contacts': {
      const [card] = contacts ?? [];
      const phone = card?.phones[0]?.phone ?? card?.phones[0]?.waId;
      return {
        type: 'contact',
        ...(card?.name !== undefined && { name: card.name }),
        ...(phone !== undefined && { phone }),
      };
    }
    default:
      return { type: 'form', answers: answersOf(form) };
  }
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
