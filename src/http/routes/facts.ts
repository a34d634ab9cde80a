import { z } from 'zod';
import { type Actor, CHANGE_STATES } from '../../facts/change-rules.js';
import { factSchema } from '../../facts/fact.js';
import type { ApiDeps } from '../deps.js';
import { endpoint, type Input } from '../endpoint.js';
import { keySince } from '../keys.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { idParams, text } from '../schemas.js';
import { CHANGE_EXAMPLE, changeBody, FACT_EXAMPLE, factBodySchema, factChangeSchema } from './fact-schema.js';

const tag = 'facts';

type Asker = Pick<Input<unknown, unknown, unknown>, 'actor' | 'key'>;

async function actorOf({ store }: ApiDeps, { actor, key }: Asker): Promise<Actor> {
  return { name: actor, key, since: await keySince(store.read, key) };
}

const list = endpoint({
  method: 'get',
  path: '/facts',
  tag,
  summary: {
    id: 'Fakta yang berlaku: rekening, QRIS, domain, telepon, angka bertanggal',
    en: 'The facts in force: accounts, QRIS codes, domains, phones, dated figures',
  },
  response: pageOf(factBodySchema),
  example: { items: [FACT_EXAMPLE], next: null },
  async handle({ facts }) {
    return { items: [...facts.list()], next: null };
  },
});

const propose = endpoint({
  method: 'post',
  path: '/facts',
  tag,
  summary: {
    id: 'Tambah atau ubah fakta; rekening, QRIS, dan domain menunggu orang kedua dan 24 jam',
    en: 'Add or change a fact; an account, QRIS code or domain waits for a second person and 24 hours',
  },
  body: factSchema,
  bodyExample: { ...FACT_EXAMPLE, value: '000 100 0004' },
  response: factChangeSchema,
  status: 201,
  example: { ...CHANGE_EXAMPLE, state: 'proposed', approved_by: null, approved_at: null, effective_at: null },
  async handle(deps, input) {
    return changeBody(await deps.facts.propose(input.body, await actorOf(deps, input)));
  },
});

const changes = endpoint({
  method: 'get',
  path: '/facts/changes',
  tag,
  summary: { id: 'Perubahan fakta, terbaru dulu', en: 'Changes of facts, newest first' },
  query: pageQuery.extend({ state: z.enum(CHANGE_STATES).optional(), fact: text(60).optional() }),
  response: pageOf(factChangeSchema),
  example: { items: [CHANGE_EXAMPLE], next: null },
  async handle({ facts }, { query: { limit, cursor, state, fact } }) {
    const [before] = readCursor(cursor, z.tuple([z.int()])) ?? [Number.MAX_SAFE_INTEGER];
    const rows = await facts.changes({ before, limit: limit + 1, state, fact });
    return page(rows, limit, ({ number }) => [number], changeBody);
  },
});

const numberParams = z.object({ number: z.coerce.number().int().min(1) });

const approve = endpoint({
  method: 'post',
  path: '/facts/changes/{number}/approve',
  tag,
  summary: {
    id: 'Setujui perubahan orang lain; berlaku 24 jam kemudian',
    en: "Approve somebody else's change; it counts 24 hours later",
  },
  params: numberParams,
  response: factChangeSchema,
  refusals: ['second_person_needed', 'fact_change_closed'],
  example: CHANGE_EXAMPLE,
  async handle(deps, input) {
    return changeBody(await deps.facts.approve(input.params.number, await actorOf(deps, input)));
  },
});

const cancel = endpoint({
  method: 'post',
  path: '/facts/changes/{number}/cancel',
  tag,
  summary: { id: 'Batalkan perubahan yang belum berlaku', en: 'Cancel a change that does not count yet' },
  params: numberParams,
  response: factChangeSchema,
  refusals: ['fact_change_closed'],
  example: {
    ...CHANGE_EXAMPLE,
    state: 'cancelled',
    closed_by: 'rina',
    closed_at: '2026-01-05T04:00:00.000Z',
  },
  async handle(deps, input) {
    return changeBody(await deps.facts.cancel(input.params.number, await actorOf(deps, input)));
  },
});

const get = endpoint({
  method: 'get',
  path: '/facts/{id}',
  tag,
  summary: { id: 'Lihat fakta', en: 'Get a fact' },
  params: idParams,
  response: factBodySchema,
  example: FACT_EXAMPLE,
  async handle({ facts }, { params }) {
    return facts.get(params.id);
  },
});

const remove = endpoint({
  method: 'delete',
  path: '/facts/{id}',
  tag,
  summary: {
    id: 'Cabut fakta; berlaku seketika, juga untuk rekening',
    en: 'Take a fact away; counts at once, for accounts too',
  },
  params: idParams,
  response: factChangeSchema,
  example: { ...CHANGE_EXAMPLE, state: 'done', after: null, closed_at: '2026-01-05T02:00:00.000Z' },
  async handle(deps, input) {
    return changeBody(await deps.facts.remove(input.params.id, await actorOf(deps, input)));
  },
});

export const facts = [list, propose, changes, approve, cancel, get, remove];
