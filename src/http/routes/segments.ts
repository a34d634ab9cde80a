import { z } from 'zod';
import { createSegment, listSegments, type Segment } from '../../broadcast/index.js';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../page.js';
import { iso, label, language, named, text, time, words } from '../schemas.js';

const tag = 'segments';

const filter = z.object({
  labels: z.array(label).min(1).max(20).optional(),
  language: language.optional(),
  attributes: z.record(text(60), text(1000)).optional(),
});

const segmentSchema = named(
  'Segment',
  z.object({ id: z.string(), name: z.string(), filter, created_at: time }),
);

const EXAMPLE: z.input<typeof segmentSchema> = {
  id: 'sg_01jd7q0m5v8k2r4t6w8y0a2c4e',
  name: 'Donatur Bandung',
  filter: { labels: ['donatur'], attributes: { kota: 'Bandung' } },
  created_at: '2026-01-05T02:00:00.000Z',
};

const body = ({ createdAt, ...segment }: Segment) => ({ ...segment, created_at: iso(createdAt) });

const list = endpoint({
  method: 'get',
  path: '/segments',
  tag,
  summary: { id: 'Segmen', en: 'Segments' },
  response: pageOf(segmentSchema),
  example: { items: [EXAMPLE], next: null },
  handle: async ({ store }) => ({ items: (await listSegments(store.read)).map(body), next: null }),
});

const post = endpoint({
  method: 'post',
  path: '/segments',
  tag,
  summary: { id: 'Tambah segmen', en: 'Add a segment' },
  body: z.object({ name: words(120), filter }),
  bodyExample: { name: EXAMPLE.name, filter: EXAMPLE.filter },
  response: segmentSchema,
  status: 201,
  refusals: ['invalid_audience'],
  example: EXAMPLE,
  async handle({ store, now }, input) {
    const { labels, language: spoken, attributes } = input.body.filter;
    const kept = {
      ...(labels ? { labels } : {}),
      ...(spoken ? { language: spoken } : {}),
      ...(attributes ? { attributes } : {}),
    };
    return body(await createSegment(store, { name: input.body.name, filter: kept }, now()));
  },
});

export const segments = [list, post];
