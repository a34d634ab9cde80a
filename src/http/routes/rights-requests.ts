import { z } from 'zod';
import { changeConsent, loadStanding } from '../../consent/change.js';
import {
  closeRightsRequest,
  listRightsRequests,
  openRightsRequest,
  RIGHTS,
  RIGHTS_STATES,
  type Right,
  readRightsRequest,
} from '../../consent/rights-requests.js';
import { identitiesOf } from '../../contacts/resolve.js';
import type { ApiDeps } from '../deps.js';
import { endpoint } from '../endpoint.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { personOf } from '../person.js';
import { found, Problem } from '../problem.js';
import { flag, text, time, words } from '../schemas.js';
import { RIGHTS_EXAMPLE, rightsBody, rightsSchema } from './rights-schema.js';

const tag = 'rights';
const numberParams = z.object({ number: z.coerce.number().int().min(1) });
const DONE_EXAMPLE = {
  ...RIGHTS_EXAMPLE,
  state: 'done' as const,
  closed_at: '2026-01-05T09:00:00.000Z',
  closed_by: 'crm',
};

const list = endpoint({
  method: 'get',
  path: '/rights-requests',
  tag,
  summary: {
    id: 'Permintaan hak atas data, bernomor, dengan tenggat 3 x 24 jam; terbaru dulu',
    en: 'Requests by data subjects, numbered, with their clock of 3 x 24 hours; newest first',
  },
  query: pageQuery.extend({
    state: z.enum(RIGHTS_STATES).optional(),
    kind: z.enum(RIGHTS).optional(),
    contact: text(80).optional(),
    overdue: flag.meta({ description: 'Only those still open whose time is over.' }),
  }),
  response: pageOf(rightsSchema),
  example: { items: [RIGHTS_EXAMPLE], next: null },
  async handle({ store, now }, { query }) {
    const { state, kind, contact, overdue, limit } = query;
    const [before] = readCursor(query.cursor, z.tuple([z.int()])) ?? [Number.MAX_SAFE_INTEGER];
    const at = now();
    const filter = { state, kind, contactId: contact, overdueAt: overdue ? at : undefined };
    const rows = await listRightsRequests(store.read, filter, before, limit + 1);
    return page(
      rows,
      limit,
      (row) => [row.number],
      (row) => rightsBody(row, at),
    );
  },
});

const get = endpoint({
  method: 'get',
  path: '/rights-requests/{number}',
  tag,
  summary: { id: 'Lihat satu permintaan', en: 'Get one request' },
  params: numberParams,
  response: rightsSchema,
  example: RIGHTS_EXAMPLE,
  handle: async ({ store, now }, { params }) =>
    rightsBody(found(await readRightsRequest(store.read, params.number)), now()),
});

const post = endpoint({
  method: 'post',
  path: '/rights-requests',
  tag,
  summary: {
    id: 'Catat permintaan yang datang lewat surat, telepon, atau tatap muka',
    en: 'Enter a request that came by letter, telephone or in person',
  },
  body: z.object({
    contact: text(80),
    kind: z.enum(RIGHTS),
    asked_at: time
      .optional()
      .meta({ description: 'When they asked; now if left out. The clock runs from it.' }),
    note: words(2000).optional(),
  }),
  bodyExample: {
    contact: RIGHTS_EXAMPLE.contact,
    kind: 'correction',
    note: 'Datang ke kantor, membawa KTP.',
  },
  response: rightsSchema,
  status: 201,
  refusals: ['erased', 'invalid'],
  example: RIGHTS_EXAMPLE,
  async handle(deps, { body, actor }) {
    const { store, now } = deps;
    const at = body.asked_at === undefined ? now() : Date.parse(body.asked_at);
    if (at > now()) {
      throw new Problem('invalid', { faults: [{ path: 'asked_at', message: 'must not be in the future' }] });
    }
    const { person, number } = await store.write(async (tx) => {
      const id = await personOf(tx, body.contact);
      const standing = await loadStanding(tx, id);
      if (standing.blocks.has('erased')) throw new Problem('erased');
      const detail = body.note === undefined ? {} : { detail: { note: body.note } };
      const asked = {
        contactId: id,
        kind: body.kind,
        source: 'agent',
        actor: 'agent',
        at,
        ...detail,
      } as const;
      const opened = await openRightsRequest(tx, asked);
      const act = actOf(body.kind);
      // What can be done at once for them is not left to wait: updates stop, the rest is for staff.
      if (act) {
        const evidence = { reference: `rights-request ${opened}`, entered_by: actor };
        await changeConsent(
          tx,
          id,
          standing,
          { ...act, topics: 'all', at: now(), source: 'agent', actor: 'agent', evidence },
          { now: now(), environment: deps.sources.environment },
        );
      }
      return { person: id, number: opened };
    });
    await stopSending(deps, person, body.kind);
    return rightsBody(found(await readRightsRequest(store.read, number)), now());
  },
});

/** Restriction holds the updates until they say otherwise (as the grey zone does); a withdrawal stops them. */
function actOf(kind: Right): { event: 'SUSPEND' | 'WITHDRAW' } | undefined {
  if (kind === 'restriction' || kind === 'erasure') return { event: 'SUSPEND' };
  return kind === 'withdrawal' ? { event: 'WITHDRAW' } : undefined;
}

async function stopSending(deps: ApiDeps, person: string, kind: Right): Promise<void> {
  if (!actOf(kind)) return;
  deps.permits.revoke((await identitiesOf(deps.store.read, [person])).get(person) ?? []);
  if (kind === 'withdrawal') deps.metrics.optOut('agent');
}

const complete = endpoint({
  method: 'post',
  path: '/rights-requests/{number}/complete',
  tag,
  summary: {
    id: 'Tutup permintaan: sudah dipenuhi, atau ditolak dengan alasan',
    en: 'Close a request: fulfilled, or refused with a reason',
  },
  params: numberParams,
  body: z
    .object({
      outcome: z.enum(['done', 'refused', 'dropped']).default('done'),
      answer: words(2000).optional().meta({ description: 'What was done, or why not.' }),
    })
    .refine(({ outcome, answer }) => outcome !== 'refused' || answer !== undefined, {
      path: ['answer'],
      message: 'a refusal needs its reason',
    }),
  bodyExample: { outcome: 'done', answer: 'Nama diperbaiki sesuai KTP.' },
  response: rightsSchema,
  refusals: ['rights_request_closed', 'rights_erasure_open'],
  example: DONE_EXAMPLE,
  async handle({ store, now }, { params, body, actor }) {
    const { outcome: state, answer } = body;
    const closed = await store.write(async (tx) => {
      const known = found(await readRightsRequest(tx, params.number));
      if (known.state !== 'open') throw new Problem('rights_request_closed');
      // Only the erasure itself fulfils it: DELETE /contacts/{id}.
      if (known.kind === 'erasure' && state === 'done') throw new Problem('rights_erasure_open');
      const closing = { state, by: actor, at: now(), ...(answer !== undefined && { answer }) };
      return closeRightsRequest(tx, params.number, closing);
    });
    return rightsBody(found(closed), now());
  },
});

export const rightsRequests = [list, get, post, complete];
