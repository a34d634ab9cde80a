import { z } from 'zod';
import { beginAskAgain, readAskAgain } from '../../broadcast/ask-again.js';
import { askingFaults } from '../../broadcast/permission-template.js';
import { listTemplates } from '../../broadcast/templates.js';
import { addTopic, archiveTopic, editTopic } from '../../consent/topic-change.js';
import { listVersions } from '../../consent/topic-terms.js';
import { type AskingTemplate, findTopic, listTopics } from '../../consent/topics.js';
import { objectionWords } from '../../facts/objection.js';
import type { Store } from '../../store/index.js';
import type { ApiDeps } from '../deps.js';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../page.js';
import { found, Problem } from '../problem.js';
import { flag, idParams } from '../schemas.js';
import {
  ASK_AGAIN_EXAMPLE,
  askAgainBody,
  askAgainSchema,
  newTopicSchema,
  TOPIC_EXAMPLE,
  topicBody,
  topicChangeSchema,
  topicSchema,
  versionBody,
  versionSchema,
} from './topic-schema.js';

const tag = 'topics';

const list = endpoint({
  method: 'get',
  path: '/topics',
  tag,
  summary: { id: 'Topik, sesuai urutan tawaran', en: 'Topics, in the order offered' },
  query: z.object({ archived: flag.meta({ description: 'Archived ones too, last.' }) }),
  response: pageOf(topicSchema),
  example: { items: [TOPIC_EXAMPLE], next: null },
  handle: async ({ store }, { query }) => ({
    items: (await listTopics(store.read, query)).map(topicBody),
    next: null,
  }),
});

const get = endpoint({
  method: 'get',
  path: '/topics/{id}',
  tag,
  summary: { id: 'Satu topik', en: 'One topic' },
  params: idParams,
  response: topicSchema,
  example: TOPIC_EXAMPLE,
  handle: async ({ store }, { params }) => topicBody(found(await findTopic(store.read, params.id))),
});

const versions = endpoint({
  method: 'get',
  path: '/topics/{id}/versions',
  tag,
  summary: { id: 'Yang disetujui pelanggan, versi demi versi', en: 'What subscribers agreed to, by version' },
  params: idParams,
  response: pageOf(versionSchema),
  example: {
    items: [
      {
        version: 1,
        description: TOPIC_EXAMPLE.description,
        purpose: TOPIC_EXAMPLE.purpose,
        frequency: TOPIC_EXAMPLE.frequency,
        terms: { id: 'a'.repeat(64), en: 'b'.repeat(64) },
        at: TOPIC_EXAMPLE.created_at,
        actor: 'console',
      },
    ],
    next: null,
  },
  async handle({ store }, { params }) {
    found(await findTopic(store.read, params.id));
    return { items: (await listVersions(store.read, params.id)).map(versionBody), next: null };
  },
});

const post = endpoint({
  method: 'post',
  path: '/topics',
  tag,
  summary: { id: 'Tambah topik', en: 'Add a topic' },
  body: newTopicSchema,
  bodyExample: {
    id: TOPIC_EXAMPLE.id,
    name: TOPIC_EXAMPLE.name,
    description: TOPIC_EXAMPLE.description,
    purpose: TOPIC_EXAMPLE.purpose,
    frequency: TOPIC_EXAMPLE.frequency,
  },
  response: topicSchema,
  status: 201,
  refusals: ['already_exists', 'invalid', 'content_blocked'],
  example: TOPIC_EXAMPLE,
  async handle({ store, now, facts }, { body, actor }) {
    if (await findTopic(store.read, body.id)) throw new Problem('already_exists');
    refuseBlocked(facts, body);
    await checkTemplates(store, body);
    return topicBody(await store.write((tx) => addTopic(tx, body, now(), actor)));
  },
});

const patch = endpoint({
  method: 'patch',
  path: '/topics/{id}',
  tag,
  summary: {
    id: 'Ubah topik; isi, tujuan atau frekuensi baru menjadi versi baru',
    en: 'Change a topic; a new description, purpose or frequency is a new version',
  },
  params: idParams,
  body: topicChangeSchema,
  bodyExample: { frequency: { messages: 2, days: 30 }, position: 0 },
  response: topicSchema,
  refusals: ['invalid', 'content_blocked'],
  example: { ...TOPIC_EXAMPLE, version: 2, frequency: { messages: 2, days: 30 } },
  async handle({ store, now, facts }, { params, body, actor }) {
    found(await findTopic(store.read, params.id));
    refuseBlocked(facts, body);
    await checkTemplates(store, body);
    return topicBody(found(await store.write((tx) => editTopic(tx, params.id, given(body), now(), actor))));
  },
});

type Told = { id: string; en: string } | null | undefined;

/**
 * The questions for consent tell these words and are never held up, so they are looked at here.
 * @throws Problem content_blocked
 */
function refuseBlocked(
  facts: ApiDeps['facts'],
  { name, description, purpose }: { name?: Told; description?: Told; purpose?: Told },
): void {
  const texts = [name, description, purpose].flatMap((told) => (told ? [told.id, told.en] : []));
  const objection = facts.against(texts);
  if (objection) throw new Problem('content_blocked', { detail: objectionWords(objection.code) });
}

const archiving = (word: 'archive' | 'restore', archived: boolean, summary: { id: string; en: string }) =>
  endpoint({
    method: 'post',
    path: `/topics/{id}/${word}`,
    tag,
    summary,
    params: idParams,
    response: topicSchema,
    example: { ...TOPIC_EXAMPLE, archived_at: archived ? '2026-06-05T02:00:00.000Z' : null },
    handle: async ({ store, now }, { params }) =>
      topicBody(found(await store.write((tx) => archiveTopic(tx, params.id, archived, now())))),
  });

const askAgain = endpoint({
  method: 'post',
  path: '/topics/{id}/ask-again',
  tag,
  summary: {
    id: 'Tanyai lagi pelanggan versi lama; sampai dijawab, topik ini tidak dikirim kepada mereka',
    en: 'Ask subscribers of older versions again; until they answer, nothing about it is sent to them',
  },
  params: idParams,
  response: askAgainSchema,
  status: 202,
  refusals: ['invalid'],
  example: ASK_AGAIN_EXAMPLE,
  async handle({ store, now }, { params, actor }) {
    found(await findTopic(store.read, params.id));
    const work = await beginAskAgain(store, params.id, actor, now());
    if (work) return askAgainBody(work);
    const message = 'no approved template can ask: PATCH /topics/{id}, or wait for Meta to approve it';
    throw new Problem('invalid', { faults: [{ path: 'renewal', message }] });
  },
});

const askedAgain = endpoint({
  method: 'get',
  path: '/topics/{id}/ask-again',
  tag,
  summary: { id: 'Sejauh mana pertanyaan ulang berjalan', en: 'How far asking again has come' },
  params: idParams,
  response: askAgainSchema,
  example: { ...ASK_AGAIN_EXAMPLE, asked: 118 },
  handle: async ({ store }, { params }) => askAgainBody(found(await readAskAgain(store.read, params.id))),
});

/** Without what was left out: `undefined` would count as said. */
const given = <T extends object>(body: T) =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** @throws Problem when a template cannot ask */
async function checkTemplates(
  store: Store,
  said: Partial<Record<'template' | 'renewal', AskingTemplate | null | undefined>>,
): Promise<void> {
  if (!said.template && !said.renewal) return;
  const templates = await listTemplates(store.read);
  const faults = (['template', 'renewal'] as const).flatMap((field) => {
    const choice = said[field];
    if (!choice) return [];
    const named = templates.filter(({ name }) => name === choice.name);
    return askingFaults(choice, named).map(({ path, message }) => ({ path: `${field}.${path}`, message }));
  });
  if (faults.length > 0) throw new Problem('invalid', { faults });
}

export const topics = [
  list,
  get,
  versions,
  post,
  patch,
  askAgain,
  askedAgain,
  archiving('archive', true, {
    id: 'Arsipkan topik: tidak ditawarkan dan tidak dikirimi lagi',
    en: 'Archive a topic: neither offered nor sent any more',
  }),
  archiving('restore', false, {
    id: 'Kembalikan topik dari arsip',
    en: 'Bring a topic back from the archive',
  }),
];
