import { z } from 'zod';
import { complaintRates, type SourceRate } from '../../consent/complaint-rates.js';
import {
  COMPLAINT_STATES,
  listComplaints,
  readComplaint,
  settleComplaint,
} from '../../consent/complaints.js';
import { numberOf } from '../../contacts/number.js';
import { objectionWords } from '../../facts/objection.js';
import { WINDOW } from '../../gate/gate.js';
import { enqueue } from '../../outbox/enqueue.js';
import type { ApiDeps } from '../deps.js';
import { endpoint } from '../endpoint.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { Problem } from '../problem.js';
import { flag, named, text, words } from '../schemas.js';
import { COMPLAINT_EXAMPLE, complaintBody, complaintSchema } from './complaint-schema.js';

const tag = 'complaints';

const list = endpoint({
  method: 'get',
  path: '/complaints',
  tag,
  summary: { id: 'Pengaduan, terbaru dulu', en: 'Complaints, newest first' },
  query: pageQuery.extend({
    state: z.enum(COMPLAINT_STATES).optional(),
    source: text(60).optional(),
    contact: text(80).optional(),
    overdue: flag,
  }),
  response: pageOf(complaintSchema),
  example: { items: [COMPLAINT_EXAMPLE], next: null },
  async handle({ store, now }, { query: { limit, cursor, state, source, contact, overdue } }) {
    const [before] = readCursor(cursor, z.tuple([z.int()])) ?? [Number.MAX_SAFE_INTEGER];
    const filter = { state, source, contactId: contact, overdueAt: overdue ? now() : undefined };
    const rows = await listComplaints(store.read, filter, before, limit + 1);
    return page(
      rows,
      limit,
      ({ number }) => [number],
      (row) => complaintBody(row, now()),
    );
  },
});

const rateSchema = named(
  'ComplaintRate',
  z.object({
    source: z.string(),
    name: z.string().nullable(),
    contacts: z.int().meta({ description: 'People whose consent came from there.' }),
    complaints: z.int(),
    open: z.int(),
    rate: z.number().meta({ description: 'Complaints by contacts, 0 to 1.' }),
  }),
);

const rates = endpoint({
  method: 'get',
  path: '/complaints/sources',
  tag,
  summary: {
    id: 'Tingkat pengaduan per sumber persetujuan, terburuk dulu',
    en: 'Rate of complaints by source of consent, the worst first',
  },
  response: z.object({ items: z.array(rateSchema) }),
  example: {
    items: [
      { source: 'import', name: 'Bazar Ramadan 2025', contacts: 4200, complaints: 17, open: 3, rate: 0.004 },
    ],
  },
  async handle({ store }) {
    return { items: (await complaintRates(store.read)).map((one: SourceRate) => one) };
  },
});

const numberParams = z.object({ number: z.coerce.number().int().min(1) });

const get = endpoint({
  method: 'get',
  path: '/complaints/{number}',
  tag,
  summary: { id: 'Lihat pengaduan', en: 'Get a complaint' },
  params: numberParams,
  response: complaintSchema,
  example: COMPLAINT_EXAMPLE,
  handle: (deps, { params }) => viewOf(deps, params.number),
});

const patch = endpoint({
  method: 'patch',
  path: '/complaints/{number}',
  tag,
  summary: {
    id: 'Jawab atau tutup pengaduan; jawaban dikirim ke chat kecuali `send` bernilai false',
    en: 'Answer or close a complaint; the answer goes to the chat unless `send` is false',
  },
  params: numberParams,
  body: z
    .object({
      state: z.enum(['answered', 'closed']).optional(),
      answer: words(4096).optional(),
      send: z.boolean().default(true),
    })
    .refine((body) => body.state !== undefined || body.answer !== undefined, {
      message: 'give an answer, or the state closed',
    }),
  bodyExample: { answer: 'Nomor Anda kami terima dari formulir bazar. Sudah kami hapus dari daftar.' },
  response: complaintSchema,
  refusals: ['window_closed', 'complaint_closed', 'content_blocked'],
  example: { ...COMPLAINT_EXAMPLE, state: 'answered', answer: 'Sudah kami hapus.', answered_by: 'API' },
  async handle(deps, { params: { number }, body: { answer, send, state = 'answered' }, actor }) {
    const { store, now } = deps;
    await store.write(async (tx) => {
      const known = await readComplaint(tx, number);
      if (!known) throw new Problem('not_found');
      if (known.state === 'closed') throw new Problem('complaint_closed');
      if (answer !== undefined && send) {
        const { numberId, lastInboundAt } = await numberOf(tx, known.contactId, deps.numberId);
        if (lastInboundAt === null || lastInboundAt + WINDOW <= now()) throw new Problem('window_closed');
        const basis = { kind: 'reply', at: lastInboundAt } as const;
        const body = deps.facts.fill(answer, 'id');
        const objection = deps.facts.against([body]);
        if (objection) throw new Problem('content_blocked', { detail: objectionWords(objection.code) });
        const content = { type: 'text', body } as const;
        const sound = deps.facts.version();
        await enqueue(
          tx,
          { contactId: known.contactId, numberId, purpose: 'service', basis, content, sound },
          now(),
        );
      }
      await settleComplaint(tx, number, { state, answer, by: actor, at: now() });
    });
    return viewOf(deps, number);
  },
});

/** @throws Problem `not_found` */
async function viewOf({ store, now }: ApiDeps, number: number) {
  const known = await readComplaint(store.read, number);
  if (!known) throw new Problem('not_found');
  return complaintBody(known, now());
}

export const complaints = [list, rates, get, patch];
