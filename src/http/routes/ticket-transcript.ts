import { DateTime } from 'luxon';
import { z } from 'zod';
import { readHistory } from '../../contacts/history.js';
import { maskNumbers, type TicketView } from '../../handoff/index.js';
import { endpoint, FileReply } from '../endpoint.js';
import { idParams, iso, named, time } from '../schemas.js';

/** Longer talks lose their beginning. */
const MOST = 1000;

const transcriptSchema = named(
  'Transcript',
  z.object({
    ticket: z.string(),
    items: z.array(
      z.object({ at: time, from: z.enum(['customer', 'us']), type: z.string(), text: z.string().nullable() }),
    ),
  }),
);

type Transcript = z.input<typeof transcriptSchema>;

/** What was said while the ticket was open, as JSON or as text; card and identity numbers are hidden. */
export const transcript = endpoint({
  method: 'get',
  path: '/tickets/{id}/transcript',
  tag: 'tickets',
  summary: {
    id: 'Salinan percakapan selama tiket terbuka: JSON, atau teks dengan `Accept: text/plain`',
    en: 'What was said while the ticket was open: JSON, or text with `Accept: text/plain`',
  },
  params: idParams,
  alternatives: ['text/plain'],
  response: transcriptSchema,
  example: {
    ticket: 'tk_01jd7q0m5v8k2r4t6w8y0a2c4e',
    items: [{ at: '2026-01-05T02:00:00.000Z', from: 'customer', type: 'text', text: 'Mau tanya kuitansi' }],
  },
  async handle({ store, handoff, sources }, { params, accept }) {
    const ticket = await handoff.get(params.id);
    const rows = await readHistory(store.read, ticket.contactId, undefined, MOST);
    const items = rows
      .map(({ message }) => message)
      .filter(({ at, broadcastId }) => broadcastId === null && during(ticket, at))
      .reverse()
      .map(({ at, direction, type, text }): Transcript['items'][number] => ({
        at: iso(at),
        from: direction === 'in' ? 'customer' : 'us',
        type,
        text: text === null ? null : maskNumbers(text),
      }));
    if (accept !== 'text/plain') return { ticket: ticket.id, items };
    const text = asText(items, sources.timezone);
    return new FileReply('text/plain; charset=utf-8', Buffer.from(text), `${ticket.id}.txt`);
  },
});

const during = ({ openedAt, closedAt }: TicketView, at: number) =>
  at >= openedAt - QUESTION && (closedAt === null || at <= closedAt);
/** The message that asked for a person came just before. */
const QUESTION = 60_000;

const FROM = { customer: 'Pelanggan · Customer', us: 'Kami · Us' };

function asText(items: Transcript['items'], zone: string): string {
  return items
    .map(({ at, from, type, text }) => {
      const when = DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
      return `${when}  ${FROM[from]}: ${text ?? `[${type}]`}\n`;
    })
    .join('');
}
