import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../page.js';
import { isoOrNull, named, timeOrNull } from '../schemas.js';

const retentionSchema = named(
  'Retention',
  z.object({
    policy: z.string(),
    keep_days: z.int().nullable().meta({ description: 'Null: kept for good.' }),
    ran_at: timeOrNull,
    removed: z.int().meta({ description: 'Rows and files that the last round removed or emptied.' }),
    total: z.int(),
  }),
);

const list = endpoint({
  method: 'get',
  path: '/retention',
  tag: 'rights',
  summary: {
    id: 'Berapa lama setiap jenis data disimpan, dan apa yang terakhir dihapus',
    en: 'How long each kind of data is kept, and what went last',
  },
  response: pageOf(retentionSchema),
  example: {
    items: [
      {
        policy: 'raw_events',
        keep_days: 14,
        ran_at: '2026-01-05T02:00:00.000Z',
        removed: 1204,
        total: 88_120,
      },
    ],
    next: null,
  },
  async handle({ retention }) {
    const items = await retention.report();
    return {
      items: items.map(({ policy, keepDays, ranAt, removed, total }) => ({
        policy,
        keep_days: keepDays,
        ran_at: isoOrNull(ranAt),
        removed,
        total,
      })),
      next: null,
    };
  },
});

export const retention = [list];
