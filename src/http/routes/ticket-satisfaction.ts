import { z } from 'zod';
import { RATINGS } from '../../flows/index.js';
import { endpoint } from '../endpoint.js';
import { named, time } from '../schemas.js';

const DAY = 24 * 60 * 60 * 1000;
const PERIOD = 30 * DAY;

const counts = {
  asked: z.int().meta({ description: 'So many were asked.' }),
  ...(Object.fromEntries(RATINGS.map((rating) => [rating, z.int()])) as Record<
    (typeof RATINGS)[number],
    z.ZodInt
  >),
};

const sums = named('Satisfaction', z.object({ agent: z.string().nullable(), ...counts }));

/** Whether the answers helped, by agent: what people tapped after their ticket was closed. */
export const satisfaction = endpoint({
  method: 'get',
  path: '/tickets/satisfaction',
  tag: 'tickets',
  summary: {
    id: 'Kata orang tentang jawaban petugas, per petugas dan masa (bawaan: 30 hari terakhir)',
    en: 'What people said of the answers, by agent and period (30 days by default)',
  },
  query: z.object({
    from: time.optional().meta({ description: 'Asked from then on.' }),
    to: time.optional().meta({ description: 'Asked before then.' }),
  }),
  response: z.object({ items: z.array(sums), total: z.object(counts) }),
  example: {
    items: [{ agent: 'rina', asked: 12, good: 7, fair: 2, poor: 1 }],
    total: { asked: 12, good: 7, fair: 2, poor: 1 },
  },
  async handle({ handoff, now }, { query }) {
    const to = query.to === undefined ? now() + 1 : Date.parse(query.to);
    const from = query.from === undefined ? to - PERIOD : Date.parse(query.from);
    const items = await handoff.satisfaction({ from, to });
    const sum = (key: keyof typeof counts) => items.reduce((n, item) => n + item[key], 0);
    return {
      items,
      total: { asked: sum('asked'), good: sum('good'), fair: sum('fair'), poor: sum('poor') },
    };
  },
});
