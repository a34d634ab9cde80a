import { z } from 'zod';
import { readConsents } from '../../consent/consents-reading.js';
import { type Evidence, SOURCES, type Source } from '../../consent/evidence.js';
import { raise } from '../../consent/raise.js';
import { tieScan } from '../../consent/scans.js';
import { topicExists } from '../../consent/topics.js';
import type { Tx } from '../../store/index.js';
import type { ApiDeps } from '../deps.js';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../page.js';
import { personOf } from '../person.js';
import { Problem } from '../problem.js';
import { idParams, iso, text, time, words } from '../schemas.js';
import { withdraw } from '../withdraw.js';
import { askForYes } from './ask-for-yes.js';
import { consentBodies } from './consent-bodies.js';
import { CONSENT_EXAMPLE, consentSchema } from './consent-schema.js';

const tag = 'consents';

/** Channels that an integrator may name; the others are the customer's own and come through WhatsApp only. */
const CHANNELS: readonly Source[] = SOURCES.filter((source) =>
  ['web', 'api', 'paper', 'telephone', 'qr', 'agent', 'link'].includes(source),
);

const evidenceSchema = z.union([
  words(1000).transform((reference): Evidence => ({ reference })),
  z
    .looseObject({ scan: words(64).exactOptional(), note: text(2000).exactOptional() })
    .refine((evidence) => JSON.stringify(evidence).length <= 8000, 'at most 8000 characters'),
]);

const raisedSchema = z.object({
  topic: words(60).optional().meta({ description: 'A topic, or `all`; WITHDRAW without one means all.' }),
  event: z.enum(['REQUEST', 'WITHDRAW']),
  source: words(60).optional(),
  evidence: evidenceSchema.optional(),
});

/** A state, or the customer's own events, cannot be posted: said by a code of its own. */
const bodySchema = z
  .unknown()
  .superRefine((body, context) => {
    const given = typeof body === 'object' && body !== null ? body : {};
    const event = 'event' in given ? given.event : undefined;
    const foreign = typeof event === 'string' && event !== 'REQUEST' && event !== 'WITHDRAW';
    if (!foreign && !('state' in given)) return;
    context.addIssue({
      code: 'custom',
      path: [foreign ? 'event' : 'state'],
      message: 'only REQUEST and WITHDRAW can be posted',
      params: { code: 'consent_not_postable' },
    });
  })
  .pipe(raisedSchema);

const list = endpoint({
  method: 'get',
  path: '/contacts/{id}/consents',
  tag,
  summary: { id: 'Keadaan izin per topik, dengan buktinya', en: 'Consent by topic, with its evidence' },
  params: idParams,
  response: pageOf(consentSchema),
  example: { items: [CONSENT_EXAMPLE], next: null },
  async handle(deps, { params }) {
    const id = await personOf(deps.store.read, params.id);
    return { items: await consentBodies(deps, id, await readConsents(deps.store.read, id)), next: null };
  },
});

const post = endpoint({
  method: 'post',
  path: '/contacts/{id}/consents',
  tag,
  summary: { id: 'Ajukan permintaan izin, atau cabut izin', en: 'Raise a request, or withdraw' },
  params: idParams,
  body: bodySchema,
  bodyExample: {
    topic: 'info-zakat',
    event: 'REQUEST',
    source: 'web',
    evidence: { reference: 'form-2026-118' },
  },
  response: z.object({
    items: z.array(consentSchema),
    effect: z.boolean().meta({ description: 'False: recorded, without effect.' }),
  }),
  status: 201,
  refusals: ['consent_not_postable', 'invalid', 'missing_proof', 'unknown_scan'],
  example: {
    items: [{ ...CONSENT_EXAMPLE, state: 'pending', expires_at: '2026-01-08T02:00:00.000Z' }],
    effect: true,
  },
  async handle(deps, { params, body }) {
    const { store, now, sources } = deps;
    const { event, topics, ...raised } = await readRaised(deps, body);
    const context = { now: now(), environment: sources.environment };
    const fasten = (tx: Tx, person: string) => tie(tx, raised.evidence.scan, person, context.now);
    const actor = actorOf(raised.source);
    const { id, changes } =
      event === 'WITHDRAW'
        ? await withdraw(deps, params.id, { topics, ...raised, actor }, fasten)
        : await store.write(async (tx) => {
            const person = await personOf(tx, params.id);
            await fasten(tx, person);
            const changes = await raise(tx, person, { event, topics, ...raised, actor }, context);
            if (topics !== 'all') await askForYes(deps, tx, person, topics, { ...raised, actor });
            return { id: person, changes };
          });
    const views = await readConsents(store.read, id);
    const shown = topics === 'all' ? views : views.filter(({ topic }) => topics.includes(topic));
    const items = await consentBodies(deps, id, shown);
    return { items, effect: changes.some((change) => change.effect) };
  },
});

/** What staff enter for somebody who has signed a paper or called. */
const isSpoken = (channel: Source | undefined) => channel === 'paper' || channel === 'telephone';

/** A scan, a note of who heard it and when, or where the paper lies. */
const hasProof = ({ scan, note, reference }: Evidence) =>
  [scan, note, reference].some((one) => typeof one === 'string' && one.trim() !== '');

async function readRaised({ store }: ApiDeps, body: z.output<typeof raisedSchema>) {
  const { event, topic, evidence = {} } = body;
  const named = body.source;
  const channel = CHANNELS.find((one) => one === named);
  if (event === 'REQUEST' && isSpoken(channel) && !hasProof(evidence)) throw new Problem('missing_proof');
  const all = event === 'WITHDRAW' && (topic === undefined || topic === 'all');
  if (
    !all &&
    (topic === undefined || !(await topicExists(store.read, topic, { archived: event === 'WITHDRAW' })))
  ) {
    throw new Problem('unknown_topic', {
      status: 422,
      faults: [{ path: 'topic', message: 'is not a topic' }],
    });
  }
  return {
    event,
    topics: all || topic === undefined ? ('all' as const) : [topic],
    source: channel ?? 'api',
    // A channel of the integrator's own naming is kept with the evidence.
    evidence: named === undefined || channel !== undefined ? evidence : { ...evidence, source: named },
  };
}

/** @throws Problem `unknown_scan` */
async function tie(tx: Tx, scan: string | undefined, contactId: string, now: number): Promise<void> {
  if (scan !== undefined && !(await tieScan(tx, scan, contactId, now))) throw new Problem('unknown_scan');
}

const link = endpoint({
  method: 'post',
  path: '/contacts/{id}/stop-link',
  tag,
  summary: {
    id: 'Tautan sekali klik untuk berhenti, dari satu topik atau dari semuanya',
    en: 'A one-click link that stops one topic, or everything',
  },
  params: idParams,
  body: z.object({ topic: words(60).optional() }).optional(),
  bodyExample: { topic: 'info-zakat' },
  response: z.object({
    path: z.string().meta({ description: 'Put the address of this server before it. Do not log it.' }),
    token: z.string(),
    expires_at: time,
  }),
  status: 201,
  refusals: ['unknown_topic'],
  example: {
    path: '/stop/9f2c41aa7Qe0vXK1x3',
    token: '9f2c41aa7Qe0vXK1x3',
    expires_at: '2029-01-05T00:00:00.000Z',
  },
  async handle({ store, stopLinks }, { params, body }) {
    const topic = body?.topic ?? null;
    if (topic !== null && !(await topicExists(store.read, topic, { archived: true }))) {
      throw new Problem('unknown_topic', { status: 422 });
    }
    const { token, expiresAt } = stopLinks.make(await personOf(store.read, params.id), topic);
    return { path: `/stop/${token}`, token, expires_at: iso(expiresAt) };
  },
});

const actorOf = (source: Source) => (source === 'agent' ? 'agent' : 'api');

export const consents = [list, post, link];
