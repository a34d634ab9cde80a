import { z } from 'zod';
import { BROADCAST_STATES, type Broadcasts } from '../../broadcast/index.js';
import { OUTBOX_STATES } from '../../outbox/row.js';
import type { ApiDeps } from '../deps.js';
import { endpoint, type Localized } from '../endpoint.js';
import { pageOf, pageQuery } from '../page.js';
import { idParams, slug, words } from '../schemas.js';
import {
  audienceSchema,
  BROADCAST_EXAMPLE,
  broadcastBody,
  broadcastSchema,
  RECIPIENT_EXAMPLE,
  recipientBody,
  recipientSchema,
} from './broadcast-schema.js';
import { templateChoice } from './message-schema.js';

const tag = 'broadcasts';

const create = endpoint({
  method: 'post',
  path: '/broadcasts',
  tag,
  summary: { id: 'Buat draf siaran', en: 'Draft a broadcast' },
  body: z.object({
    name: words(200),
    topic: slug,
    template: templateChoice,
    audience: audienceSchema,
    schedule_at: z.iso.datetime({ offset: true }).nullish(),
  }),
  bodyExample: {
    name: 'Laporan Januari',
    topic: 'laporan-penyaluran',
    template: { name: 'laporan_bulanan', language: 'id', parameters: ['{{nama|Bapak/Ibu}}', 'Januari'] },
    audience: { all: true },
  },
  response: broadcastSchema,
  status: 201,
  refusals: ['unknown_template', 'unknown_segment', 'invalid_audience', 'invalid_broadcast'],
  example: { ...BROADCAST_EXAMPLE, state: 'draft' },
  async handle(deps, { body, actor }) {
    const { segment, labels, all } = body.audience;
    const audience = {
      ...(segment === undefined ? {} : { segment }),
      ...(labels === undefined ? {} : { labels }),
      ...(all === undefined ? {} : { all }),
    };
    const scheduleAt = body.schedule_at ? Date.parse(body.schedule_at) : null;
    const { name, topic, template } = body;
    const { id } = await deps.broadcasts.create({ name, topic, template, audience, scheduleAt }, actor);
    return viewOf(deps, id);
  },
});

const list = endpoint({
  method: 'get',
  path: '/broadcasts',
  tag,
  summary: { id: 'Siaran, terbaru dulu', en: 'Broadcasts, newest first' },
  query: pageQuery.extend({ state: z.enum(BROADCAST_STATES).optional() }),
  response: pageOf(broadcastSchema),
  example: { items: [BROADCAST_EXAMPLE], next: null },
  async handle({ broadcasts: service }, { query: { limit, cursor, state } }) {
    const { items, next } = await service.list({
      limit,
      ...(cursor === undefined ? {} : { cursor }),
      ...(state === undefined ? {} : { state }),
    });
    const views: z.input<typeof broadcastSchema>[] = [];
    for (const { id } of items) views.push(broadcastBody(await service.get(id)));
    return { items: views, next };
  },
});

const get = endpoint({
  method: 'get',
  path: '/broadcasts/{id}',
  tag,
  summary: { id: 'Lihat siaran dan hasilnya', en: 'Get a broadcast and what came of it' },
  params: idParams,
  response: broadcastSchema,
  example: BROADCAST_EXAMPLE,
  handle: (deps, { params }) => viewOf(deps, params.id),
});

const preflight = endpoint({
  method: 'post',
  path: '/broadcasts/{id}/preflight',
  tag,
  summary: { id: 'Periksa sebelum mengirim', en: 'Check before sending' },
  params: idParams,
  response: z.object({
    ok: z.boolean(),
    checks: z.array(
      z.object({
        id: z.string(),
        level: z.enum(['ok', 'warning', 'error']),
        message: z.object({ id: z.string(), en: z.string() }),
      }),
    ),
  }),
  example: {
    ok: true,
    checks: [{ id: 'audience', level: 'ok', message: { id: '1.200 penerima.', en: '1,200 recipients.' } }],
  },
  handle: ({ broadcasts: service }, { params }) => service.preflight(params.id),
});

function move(name: 'start' | 'pause' | 'resume' | 'cancel', summary: Localized) {
  return endpoint({
    method: 'post',
    path: `/broadcasts/{id}/${name}`,
    tag,
    summary,
    params: idParams,
    response: broadcastSchema,
    refusals: name === 'start' ? ['invalid_state', 'preflight_failed'] : ['invalid_state'],
    example: BROADCAST_EXAMPLE,
    async handle(deps, { params, actor }) {
      const service: Pick<Broadcasts, typeof name> = deps.broadcasts;
      await service[name](params.id, actor);
      deps.bus.publish({ type: 'outbox' });
      return viewOf(deps, params.id);
    },
  });
}

const recipients = endpoint({
  method: 'get',
  path: '/broadcasts/{id}/recipients',
  tag,
  summary: { id: 'Penerima, dengan alasannya', en: 'Recipients, with reasons' },
  params: idParams,
  query: pageQuery.extend({ status: z.enum(OUTBOX_STATES).optional() }),
  response: pageOf(recipientSchema),
  example: { items: [RECIPIENT_EXAMPLE], next: null },
  async handle({ broadcasts: service }, { params, query: { limit, cursor, status } }) {
    const { items, next } = await service.recipients(params.id, {
      limit,
      ...(cursor === undefined ? {} : { cursor }),
      ...(status === undefined ? {} : { status }),
    });
    return { items: items.map(recipientBody), next };
  },
});

async function viewOf({ broadcasts: service }: ApiDeps, id: string) {
  return broadcastBody(await service.get(id));
}

export const broadcasts = [
  create,
  list,
  get,
  preflight,
  move('start', { id: 'Mulai siaran, atau jadwalkan', en: 'Start, or wait for its time' }),
  move('pause', { id: 'Jeda siaran', en: 'Pause' }),
  move('resume', { id: 'Lanjutkan siaran', en: 'Resume' }),
  move('cancel', { id: 'Batalkan siaran', en: 'Cancel' }),
  recipients,
];
