import { z } from 'zod';
import { topicExists } from '../../consent/topics.js';
import { addLink, listLinks, readLink, type SubscribeLink } from '../../subscribe/links.js';
import { qrPng, qrSvg } from '../../subscribe/qr.js';
import { prefilledText, waLink } from '../../subscribe/wa-link.js';
import type { ApiDeps } from '../deps.js';
import { endpoint, FileReply } from '../endpoint.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { found, Problem } from '../problem.js';
import { empty, idParams, iso, language, named, slug, time, words } from '../schemas.js';

const tag = 'links';

const linkSchema = named(
  'SubscribeLink',
  z.object({
    id: z.string().meta({ description: 'The ref in the message.' }),
    topic: slug,
    source: z.string(),
    channel: z.enum(['link', 'qr']),
    language,
    text: z.string().meta({ description: 'What WhatsApp has ready for the customer to send.' }),
    url: z.string(),
    uses: z.int().meta({ description: 'How many requests came in through it.' }),
    created_at: time,
  }),
);

const EXAMPLE: z.input<typeof linkSchema> = {
  id: 'C7K3',
  topic: 'info-zakat',
  source: 'Poster Masjid Al-Ikhlas',
  channel: 'qr',
  language: 'id',
  text: 'DAFTAR info-zakat (ref C7K3)',
  url: 'https://wa.me/622150100000?text=DAFTAR%20info-zakat%20(ref%20C7K3)',
  uses: 0,
  created_at: '2026-01-05T02:00:00.000Z',
};

const post = endpoint({
  method: 'post',
  path: '/links',
  tag,
  summary: {
    id: 'Buat tautan WhatsApp yang membawa topik dan asalnya',
    en: 'Make a link to WhatsApp that carries topic and source',
  },
  body: z.object({
    topic: slug,
    source: words(200).meta({
      description: 'Where it will stand, for the evidence: "Poster Masjid Al-Ikhlas".',
    }),
    channel: z.enum(['link', 'qr']).default('link'),
    language: language.default('id'),
  }),
  bodyExample: { topic: EXAMPLE.topic, source: EXAMPLE.source, channel: 'qr' },
  response: linkSchema,
  status: 201,
  refusals: ['unknown_topic', 'upstream'],
  example: EXAMPLE,
  async handle(deps, { body }) {
    const { store, now } = deps;
    if (!(await topicExists(store.read, body.topic, { archived: false }))) throw unknownTopic();
    const number = await numberOf(deps);
    return view(await store.write((tx) => addLink(tx, body, now())), number);
  },
});

const list = endpoint({
  method: 'get',
  path: '/links',
  tag,
  summary: { id: 'Tautan WhatsApp yang pernah dibuat', en: 'The links to WhatsApp that were made' },
  query: pageQuery,
  response: pageOf(linkSchema),
  refusals: ['upstream'],
  example: { items: [EXAMPLE], next: null },
  async handle(deps, { query: { limit, cursor } }) {
    const number = await numberOf(deps);
    const after = readCursor(cursor, z.tuple([z.int(), z.string()])) ?? [0, ''];
    const links = await listLinks(deps.store.read, after, limit + 1);
    return page(
      links,
      limit,
      (link) => [link.createdAt, link.ref],
      (link) => view(link, number),
    );
  },
});

const get = endpoint({
  method: 'get',
  path: '/links/{id}',
  tag,
  summary: { id: 'Satu tautan WhatsApp', en: 'One link to WhatsApp' },
  params: idParams,
  response: linkSchema,
  refusals: ['upstream'],
  example: EXAMPLE,
  handle: async (deps, { params }) => linkView(deps, params.id),
});

const svg = endpoint({
  method: 'get',
  path: '/links/{id}/qr.svg',
  tag,
  summary: { id: 'Kode QR untuk dicetak, SVG', en: 'The QR code for print, as SVG' },
  params: idParams,
  produces: ['image/svg+xml'],
  response: empty,
  refusals: ['upstream'],
  example: undefined,
  async handle(deps, { params }) {
    const { url } = await linkView(deps, params.id);
    return new FileReply('image/svg+xml', Buffer.from(await qrSvg(url)));
  },
});

const png = endpoint({
  method: 'get',
  path: '/links/{id}/qr.png',
  tag,
  summary: { id: 'Kode QR untuk dicetak, PNG', en: 'The QR code for print, as PNG' },
  params: idParams,
  produces: ['image/png'],
  response: empty,
  refusals: ['upstream'],
  example: undefined,
  async handle(deps, { params }) {
    const { url } = await linkView(deps, params.id);
    return new FileReply('image/png', qrPng(url));
  },
});

async function linkView(deps: ApiDeps, ref: string): Promise<z.input<typeof linkSchema>> {
  const link = found(await readLink(deps.store.read, ref));
  return view(link, await numberOf(deps));
}

function view(link: SubscribeLink, number: string): z.input<typeof linkSchema> {
  const { ref, topic, source, channel, language: spoken, uses, createdAt } = link;
  const text = prefilledText({ topic, language: spoken, ref });
  return {
    id: ref,
    topic,
    source,
    channel: channel === 'qr' ? 'qr' : 'link',
    language: spoken,
    text,
    url: waLink(number, text),
    uses,
    created_at: iso(createdAt),
  };
}

/** Meta says which number ours is; without it there is nothing to link to. @throws Problem `upstream` */
export async function numberOf({ subscribe }: ApiDeps): Promise<string> {
  return subscribe.ourNumber().catch((cause: unknown) => {
    throw new Problem('upstream', { cause });
  });
}

export const unknownTopic = () =>
  new Problem('unknown_topic', { status: 422, faults: [{ path: 'topic', message: 'is not a topic' }] });

export const links = [post, list, get, svg, png];
