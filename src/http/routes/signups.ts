import { z } from 'zod';
import { listTopics } from '../../consent/topics.js';
import { visit } from '../../conversation/visitor.js';
import { StoreUnavailableError } from '../../store/index.js';
import { addSignup, learnSheets, listSignups, revokeSignup, type Signup } from '../../subscribe/signups.js';
import { signupLink } from '../../subscribe/wa-link.js';
import { GraphError } from '../../whatsapp/graph-error.js';
import { type MetaSignup, SIGNUP_LIMITS, type SignupDraft } from '../../whatsapp/signups.js';
import type { ApiDeps } from '../deps.js';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../page.js';
import { found, Problem } from '../problem.js';
import { idParams, iso, isoOrNull, language, named, slug, timeOrNull, words } from '../schemas.js';
import { numberOf, unknownTopic } from './links.js';

const tag = 'signups';

const signupSchema = named(
  'Signup',
  z.object({
    id: z.string().meta({ description: "Meta's `signup_id`." }),
    topic: slug
      .nullable()
      .meta({ description: 'Null: made elsewhere; who agrees there is not subscribed here.' }),
    language: language.nullable(),
    name: z.string(),
    wording: z.string().nullable().meta({ description: 'Hash of the words that people agree to.' }),
    url: z.string(),
    state: z.enum(['active', 'revoked']),
    created_at: timeOrNull,
    revoked_at: timeOrNull,
  }),
);

const EXAMPLE: z.input<typeof signupSchema> = {
  id: '1045678901234567',
  topic: 'info-zakat',
  language: 'id',
  name: 'Info Zakat',
  wording: '9f2c0d8be0d1d8b1f6a3a2c0f4f0d0a5a7f0c9f5b8a1b1d2c3e4f5a6b7c8d9e0',
  url: 'https://wa.me/622150100000/signup/1045678901234567',
  state: 'active',
  created_at: '2026-01-05T02:00:00.000Z',
  revoked_at: null,
};

const httpsAddress = z.url({ protocol: /^https$/ }).max(2000);

const newSignup = z.object({
  topic: slug,
  language: language.default('id'),
  name: words(SIGNUP_LIMITS.displayName).optional().meta({ description: 'Without: the name of the topic.' }),
  message: words(SIGNUP_LIMITS.message)
    .optional()
    .meta({ description: 'What people agree to. Without: our own words for this topic.' }),
  confirmation: words(SIGNUP_LIMITS.confirmation).optional(),
  privacy_policy_url: httpsAddress,
  website_url: httpsAddress.optional(),
  promo_code: z
    .string()
    .regex(/^[A-Za-z0-9]{1,50}$/, 'letters and digits, at most 50')
    .optional(),
  accept_terms: z
    .boolean()
    .default(false)
    .meta({ description: "The organisation accepts Meta's terms for signups; needed the first time." }),
});

const post = endpoint({
  method: 'post',
  path: '/signups',
  tag,
  summary: {
    id: 'Buat lembar persetujuan di dalam WhatsApp (In-App Signup)',
    en: "Make one of Meta's In-App Signups for a topic",
  },
  body: newSignup,
  bodyExample: {
    topic: 'info-zakat',
    privacy_policy_url: 'https://contoh.or.id/privasi',
    accept_terms: true,
  },
  response: signupSchema,
  status: 201,
  refusals: ['unknown_topic', 'upstream', 'signup_refused'],
  example: EXAMPLE,
  async handle(deps, { body }) {
    const { store, now, subscribe } = deps;
    const number = await numberOf(deps);
    const draft = await draftOf(deps, body);
    const id = await askMeta(() => subscribe.signups.createSignup(draft));
    const { topic, language: spoken } = body;
    // Tied before anybody knows its link: nobody can have agreed to it meanwhile.
    const signup = await store.write((tx) => addSignup(tx, { id, topic, language: spoken, draft }, now()));
    return view(signup, number);
  },
});

const list = endpoint({
  method: 'get',
  path: '/signups',
  tag,
  summary: { id: 'Lembar persetujuan di dalam WhatsApp', en: 'The In-App Signups of the account' },
  response: pageOf(signupSchema),
  refusals: ['upstream', 'signup_refused'],
  example: { items: [EXAMPLE], next: null },
  async handle(deps) {
    const { store, now, subscribe } = deps;
    const number = await numberOf(deps);
    const remote = await askMeta(() => subscribe.signups.signups());
    await learnSheets(store, remote, now());
    const own = await listSignups(store.read);
    const known = new Set(own.map(({ id }) => id));
    const items = [
      ...own.map((signup) => view(signup, number)),
      ...remote.filter(({ id }) => !known.has(id)).map((one) => foreign(one, number)),
    ];
    return { items, next: null };
  },
});

const revoke = endpoint({
  method: 'post',
  path: '/signups/{id}/revoke',
  tag,
  summary: { id: 'Cabut lembar persetujuan', en: 'Revoke an In-App Signup' },
  params: idParams,
  response: signupSchema,
  refusals: ['upstream', 'signup_refused'],
  example: { ...EXAMPLE, state: 'revoked', revoked_at: '2026-02-05T02:00:00.000Z' },
  async handle(deps, { params }) {
    const { store, now, subscribe } = deps;
    const number = await numberOf(deps);
    found((await listSignups(store.read)).find(({ id }) => id === params.id));
    await askMeta(() => subscribe.signups.disableSignup(params.id));
    await store.write((tx) => revokeSignup(tx, params.id, now()));
    return view(found((await listSignups(store.read)).find(({ id }) => id === params.id)), number);
  },
});

/** What staff leave out is said in our own words, with the same promises as in the chat. */
async function draftOf(
  { store, subscribe, now }: ApiDeps,
  body: z.output<typeof newSignup>,
): Promise<SignupDraft> {
  const topic = (await listTopics(store.read)).find(({ id }) => id === body.topic);
  if (!topic) throw unknownTopic();
  const { release, house } = subscribe.page;
  const { say } = visit(release(), house(), topic, body.language, now());
  const draft = {
    displayName: body.name ?? topic.name[body.language],
    message: body.message ?? say('signup'),
    confirmation: body.confirmation ?? say('signup.confirmation'),
    privacyUrl: body.privacy_policy_url,
    ...(body.website_url !== undefined && { websiteUrl: body.website_url }),
    ...(body.promo_code !== undefined && { promoCode: body.promo_code }),
    acceptTerms: body.accept_terms,
  };
  for (const [path, text] of [
    ['message', draft.message],
    ['confirmation', draft.confirmation],
  ] as const) {
    if ([...text].length > SIGNUP_LIMITS[path])
      throw new Problem('invalid', {
        faults: [
          {
            path,
            message: `our own words are over ${SIGNUP_LIMITS[path]} characters for this topic: write shorter ones`,
          },
        ],
      });
  }
  return draft;
}

function view(signup: Signup, number: string): z.input<typeof signupSchema> {
  const { id, topic, language: spoken, name, wording, createdAt, revokedAt } = signup;
  return {
    id,
    topic,
    language: spoken,
    name,
    wording,
    url: signupLink(number, id),
    state: revokedAt === null ? 'active' : 'revoked',
    created_at: iso(createdAt),
    revoked_at: isoOrNull(revokedAt),
  };
}

/** One that was made in Meta's own tools: shown, so that staff see why its people do not arrive here. */
function foreign({ id, displayName, status }: MetaSignup, number: string): z.input<typeof signupSchema> {
  return {
    id,
    topic: null,
    language: null,
    name: displayName,
    wording: null,
    url: signupLink(number, id),
    state: status === 'DISABLED' ? 'revoked' : 'active',
    created_at: null,
    revoked_at: null,
  };
}

async function askMeta<T>(ask: () => Promise<T>): Promise<T> {
  return ask().catch((cause: unknown) => {
    if (cause instanceof StoreUnavailableError) throw cause;
    if (cause instanceof GraphError && cause.code !== undefined) {
      const said = `Meta (${cause.code}): ${cause.details}`;
      throw new Problem('signup_refused', { detail: { id: said, en: said }, cause });
    }
    throw new Problem('upstream', { cause });
  });
}

export const signups = [post, list, revoke];
