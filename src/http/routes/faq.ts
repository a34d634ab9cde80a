import { z } from 'zod';
import type { EntryStatistics, UnansweredCluster } from '../../conversation/faq-desk.js';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../page.js';
import { Problem } from '../problem.js';
import { empty, iso, language, named, time } from '../schemas.js';

const tag = 'faq';

const clusterSchema = named(
  'UnansweredCluster',
  z.object({
    id: z.int(),
    size: z.int().meta({ description: 'Questions of this kind, of the newest 500.' }),
    language,
    last_at: time,
    examples: z.array(z.string()).meta({ description: 'Personal numbers, addresses and links are masked.' }),
    nearest: z
      .object({ entry: z.string(), score: z.number().meta({ description: 'How sure, 0 to 1.' }) })
      .nullable(),
    new_entry: z.string().meta({ description: 'YAML to paste at the end of locales/faq.yaml.' }),
    phrasings: z
      .string()
      .meta({ description: 'YAML to add below the nearest entry, if that is the answer.' }),
  }),
);

const CLUSTER_EXAMPLE: z.input<typeof clusterSchema> = {
  id: 41,
  size: 7,
  language: 'id',
  last_at: '2026-01-05T02:00:00.000Z',
  examples: ['ada layanan ambulans?', 'bisa pinjam ambulans kak'],
  nearest: { entry: 'office-address', score: 0.14 },
  new_entry:
    '- id: layanan-ambulans\n  question:\n    id: ada layanan ambulans?\n    en: WRITE HERE\n  answer:\n    id: TULIS DI SINI\n    en: WRITE HERE\n',
  phrasings: 'also:\n  id:\n    - ada layanan ambulans?\n    - bisa pinjam ambulans kak\n',
};

const clusterBody = (one: UnansweredCluster): z.input<typeof clusterSchema> => ({
  id: one.id,
  size: one.size,
  language: one.language,
  last_at: iso(one.lastAt),
  examples: one.examples,
  nearest: one.nearest ?? null,
  new_entry: one.newEntry,
  phrasings: one.phrasings,
});

const unanswered = endpoint({
  method: 'get',
  path: '/faq/unanswered',
  tag,
  summary: {
    id: 'Pertanyaan yang belum terjawab, dikelompokkan, terbanyak dulu',
    en: 'Questions without an answer, in clusters, the largest first',
  },
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  response: pageOf(clusterSchema),
  example: { items: [CLUSTER_EXAMPLE], next: null },
  handle: async ({ faq }, { query }) => ({
    items: (await faq.unanswered(query.limit)).map(clusterBody),
    next: null,
  }),
});

const dismiss = endpoint({
  method: 'post',
  path: '/faq/unanswered/{id}/dismiss',
  tag,
  summary: {
    id: 'Hapus satu kelompok pertanyaan; ia kembali bila ditanyakan lagi',
    en: 'Remove a cluster of questions; it comes back when it is asked again',
  },
  params: z.object({ id: z.coerce.number().int().min(1) }),
  response: empty,
  status: 204,
  example: undefined,
  async handle({ faq }, { params }) {
    if ((await faq.dismiss(params.id)) === 0) throw new Problem('not_found');
    return undefined;
  },
});

const entrySchema = named(
  'FaqEntryStatistics',
  z.object({
    id: z.string(),
    category: z.string().nullable(),
    question: z.object({ id: z.string(), en: z.string() }),
    valid_from: z.string().nullable(),
    valid_until: z.string().nullable(),
    owner: z.string().nullable(),
    review_by: z.string().nullable(),
    adviser: z.string().nullable(),
    shown: z.int().meta({ description: 'Offered as a choice.' }),
    answered: z.int(),
    helpful: z.int(),
    not_helpful: z.int(),
    handed_over: z.int().meta({ description: 'An agent was asked for within an hour of the answer.' }),
  }),
);

const entryBody = ({ entry, ...counts }: EntryStatistics): z.input<typeof entrySchema> => ({
  id: entry.id,
  category: entry.category ?? null,
  question: entry.question,
  valid_from: entry.validFrom ?? null,
  valid_until: entry.validUntil ?? null,
  owner: entry.owner ?? null,
  review_by: entry.reviewBy ?? null,
  adviser: entry.adviser ?? null,
  ...counts,
});

const entries = endpoint({
  method: 'get',
  path: '/faq/entries',
  tag,
  summary: {
    id: 'Tanya jawab menurut urutan berkas, dengan statistiknya',
    en: 'The entries of the FAQ in the order of the file, with their statistics',
  },
  response: pageOf(entrySchema),
  example: {
    items: [
      {
        id: 'zakat-fitrah-amount',
        category: 'zakat',
        question: { id: 'Berapa besar zakat fitrah per orang?', en: 'How much is zakat fitrah per person?' },
        valid_from: null,
        valid_until: '2026-12-31',
        owner: 'Tim zakat',
        review_by: '2026-11-30',
        adviser: null,
        shown: 14,
        answered: 220,
        helpful: 31,
        not_helpful: 4,
        handed_over: 9,
      },
    ],
    next: null,
  },
  handle: async ({ faq }) => ({ items: (await faq.statistics()).map(entryBody), next: null }),
});

export const faq = [unanswered, dismiss, entries];
