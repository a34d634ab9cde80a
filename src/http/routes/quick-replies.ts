import { z } from 'zod';
import type { QuickReply } from '../../handoff/index.js';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../page.js';
import { empty, idParams, iso, named, time, words } from '../schemas.js';

const tag = 'quick-replies';

const replySchema = named(
  'QuickReply',
  z.object({ id: z.string(), title: z.string(), text: z.string(), created_at: time }),
);

const EXAMPLE: z.input<typeof replySchema> = {
  id: 'qr_01jd7q0m5v8k2r4t6w8y0a2c4e',
  title: 'Jam kantor',
  text: 'Kantor kami buka Senin sampai Jumat, pukul 08.00-16.00 WIB.',
  created_at: '2026-01-05T02:00:00.000Z',
};

const input = z.object({ title: words(80), text: words(4096) });
const body = ({ createdAt, ...reply }: QuickReply) => ({ ...reply, created_at: iso(createdAt) });

const list = endpoint({
  method: 'get',
  path: '/quick-replies',
  tag,
  summary: { id: 'Balasan cepat', en: 'Quick replies' },
  response: pageOf(replySchema),
  example: { items: [EXAMPLE], next: null },
  handle: async ({ handoff }) => ({ items: (await handoff.quickReplies()).map(body), next: null }),
});

const add = endpoint({
  method: 'post',
  path: '/quick-replies',
  tag,
  summary: { id: 'Tambah balasan cepat', en: 'Add a quick reply' },
  body: input,
  bodyExample: { title: EXAMPLE.title, text: EXAMPLE.text },
  response: replySchema,
  status: 201,
  refusals: ['invalid_text'],
  example: EXAMPLE,
  handle: async ({ handoff }, request) => body(await handoff.addQuickReply(request.body)),
});

const change = endpoint({
  method: 'patch',
  path: '/quick-replies/{id}',
  tag,
  summary: { id: 'Ubah balasan cepat', en: 'Change a quick reply' },
  params: idParams,
  body: input,
  bodyExample: { title: EXAMPLE.title, text: EXAMPLE.text },
  response: replySchema,
  refusals: ['invalid_text'],
  example: EXAMPLE,
  handle: async ({ handoff }, request) =>
    body(await handoff.changeQuickReply(request.params.id, request.body)),
});

const remove = endpoint({
  method: 'delete',
  path: '/quick-replies/{id}',
  tag,
  summary: { id: 'Hapus balasan cepat', en: 'Remove a quick reply' },
  params: idParams,
  response: empty,
  status: 204,
  example: undefined,
  async handle({ handoff }, { params }) {
    await handoff.removeQuickReply(params.id);
    return undefined;
  },
});

export const quickReplies = [list, add, change, remove];
