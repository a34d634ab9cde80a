import { z } from 'zod';
import { addTopic, listTopics, type Topic } from '../../consent/topics.js';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../page.js';
import { iso, localized, localizedLong, named, slug, time } from '../schemas.js';

const tag = 'topics';

const topicSchema = named(
  'Topic',
  z.object({ id: slug, name: localized, description: localizedLong, position: z.int(), created_at: time }),
);

const EXAMPLE: z.input<typeof topicSchema> = {
  id: 'info-zakat',
  name: { id: 'Info Zakat', en: 'Zakat news' },
  description: { id: 'Pengingat dan panduan zakat', en: 'Reminders and guides on zakat' },
  position: 0,
  created_at: '2026-01-05T02:00:00.000Z',
};

const body = ({ createdAt, ...topic }: Topic) => ({ ...topic, created_at: iso(createdAt) });

const list = endpoint({
  method: 'get',
  path: '/topics',
  tag,
  summary: { id: 'Topik, sesuai urutan tawaran', en: 'Topics, in the order offered' },
  response: pageOf(topicSchema),
  example: { items: [EXAMPLE], next: null },
  handle: async ({ store }) => ({ items: (await listTopics(store.read)).map(body), next: null }),
});

const post = endpoint({
  method: 'post',
  path: '/topics',
  tag,
  summary: { id: 'Tambah topik', en: 'Add a topic' },
  body: z.object({
    id: slug.refine((id) => id !== 'all', '`all` means every topic'),
    name: localized,
    description: localizedLong.default({ id: '', en: '' }),
    position: z.int().min(0).optional().meta({ description: '0: the main topic. Without: the last.' }),
  }),
  bodyExample: { id: EXAMPLE.id, name: EXAMPLE.name, description: EXAMPLE.description },
  response: topicSchema,
  status: 201,
  refusals: ['already_exists'],
  example: EXAMPLE,
  handle: async ({ store, now }, input) => body(await store.write((tx) => addTopic(tx, input.body, now()))),
});

export const topics = [list, post];
