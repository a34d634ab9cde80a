import { z } from 'zod';
import {
  decideTransferProof,
  listTransferProofs,
  PROOF_STATES,
  readTransferProof,
  type TransferProof,
  takeTransferProof,
  transferProofOf,
} from '../../handoff/index.js';
import { readMedia } from '../../media/inbound.js';
import type { ApiDeps } from '../deps.js';
import { endpoint } from '../endpoint.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { found, Problem } from '../problem.js';
import { answerProof } from '../proof-answer.js';
import { iso, isoOrNull, named, text, time, timeOrNull, words } from '../schemas.js';
import { eventId, eventOf, inboundMediaBody, inboundMediaSchema, messageId } from './message-schema.js';

const tag = 'transfer-proofs';

const proofSchema = named(
  'TransferProof',
  z.object({
    number: z.int(),
    contact: z.string(),
    message: z.string().meta({ description: 'The message that brought it: `GET /messages/{id}/media`.' }),
    media: inboundMediaSchema.nullable(),
    amount: z.int().nullable().meta({ description: 'What the customer said to have sent, in rupiah.' }),
    state: z.enum(PROOF_STATES),
    received_at: time,
    decided_at: timeOrNull,
    decided_by: z.string().nullable(),
    note: z.string().nullable().meta({ description: 'What staff wrote below the answer.' }),
    told: z.string().nullable().meta({
      description: 'The message that tells the customer; `GET /messages/{id}` says whether it left.',
    }),
    untold: z
      .enum(['window_closed', 'not_asked'])
      .nullable()
      .meta({ description: 'Why no message tells them.' }),
  }),
);

const EXAMPLE: z.input<typeof proofSchema> = {
  number: 12,
  contact: 'ct_01jd7q0m5v8k2r4t6w8y0a2c4e',
  message: 'in_812',
  media: {
    kind: 'image',
    state: 'fetched',
    reason: null,
    type: 'image/jpeg',
    size: 184_320,
    filename: null,
    sha256: '3b7f0e5d9a1c4b8e6f2d7c0a9e8b5d4f1a6c3e2b7d8f9a0c5e4b1d6f3a2c7e8b',
    fetched_at: '2026-01-05T02:00:01.000Z',
  },
  amount: 500_000,
  state: 'new',
  received_at: '2026-01-05T02:00:00.000Z',
  decided_at: null,
  decided_by: null,
  note: null,
  told: null,
  untold: null,
};

async function bodiesOf({ store }: ApiDeps, proofs: readonly TransferProof[]) {
  const media = await readMedia(
    store.read,
    proofs.map((proof) => proof.eventId),
  );
  return proofs.map((proof): z.input<typeof proofSchema> => {
    const file = media.get(proof.eventId);
    return {
      number: proof.number,
      contact: proof.contactId,
      message: eventId(proof.eventId),
      media: file ? inboundMediaBody(file) : null,
      amount: proof.amount,
      state: proof.state,
      received_at: iso(proof.at),
      decided_at: isoOrNull(proof.decidedAt),
      decided_by: proof.decidedBy,
      note: proof.note,
      told: proof.message === null ? null : messageId(proof.message),
      untold: proof.untold as 'window_closed' | null,
    };
  });
}

const bodyOf = async (deps: ApiDeps, proof: TransferProof | undefined) =>
  found((await bodiesOf(deps, [found(proof)]))[0]);

const list = endpoint({
  method: 'get',
  path: '/transfer-proofs',
  tag,
  summary: {
    id: 'Antrean bukti transfer, terlama dulu; atau yang sudah diputuskan, terbaru dulu',
    en: 'The queue of transfer proofs, the oldest first; or the decided ones, newest first',
  },
  query: pageQuery.extend({ state: z.enum(PROOF_STATES).default('new'), contact: text(80).optional() }),
  response: pageOf(proofSchema),
  example: { items: [EXAMPLE], next: null },
  async handle(deps, { query: { state, contact, limit, cursor } }) {
    const [after] = readCursor(cursor, z.tuple([z.int()])) ?? [];
    const rows = await listTransferProofs(deps.store.read, { state, contactId: contact }, after, limit + 1);
    const bodies = await bodiesOf(deps, rows);
    return page(
      bodies,
      limit,
      ({ number }) => [number],
      (body) => body,
    );
  },
});

const post = endpoint({
  method: 'post',
  path: '/transfer-proofs',
  tag,
  summary: {
    id: 'Masukkan gambar atau dokumen dari sebuah pesan ke antrean',
    en: 'Put the picture or document of a message into the queue',
  },
  body: z.object({ message: text(30), amount: z.int().positive().optional() }),
  bodyExample: { message: 'in_812', amount: 500_000 },
  response: proofSchema,
  status: 201,
  refusals: ['no_proof'],
  example: EXAMPLE,
  async handle(deps, { body }) {
    const id = found(eventOf(body.message));
    const { contactId } = found((await readMedia(deps.store.read, [id])).get(id));
    await deps.store.write((tx) =>
      takeTransferProof(tx, { contactId, eventId: id, amount: body.amount }, deps.now()),
    );
    const proof = await transferProofOf(deps.store.read, id);
    if (!proof) throw new Problem('no_proof');
    return bodyOf(deps, proof);
  },
});

const numberParams = z.object({ number: z.coerce.number().int().min(1) });

const get = endpoint({
  method: 'get',
  path: '/transfer-proofs/{number}',
  tag,
  summary: { id: 'Lihat bukti transfer', en: 'Get a transfer proof' },
  params: numberParams,
  response: proofSchema,
  example: EXAMPLE,
  handle: async (deps, { params }) => bodyOf(deps, await readTransferProof(deps.store.read, params.number)),
});

const decide = endpoint({
  method: 'patch',
  path: '/transfer-proofs/{number}',
  tag,
  summary: {
    id: 'Putuskan bukti transfer; orangnya diberi tahu di chat kecuali `send` bernilai false',
    en: 'Decide on a transfer proof; the customer is told in the chat unless `send` is false',
  },
  params: numberParams,
  body: z.object({
    state: z.enum(['confirmed', 'refused']),
    note: words(1000).optional(),
    send: z.boolean().default(true),
    author: words(120).optional(),
  }),
  bodyExample: { state: 'confirmed', author: 'Rina' },
  response: proofSchema,
  refusals: ['proof_decided', 'content_blocked'],
  example: {
    ...EXAMPLE,
    state: 'confirmed',
    decided_at: '2026-01-05T03:00:00.000Z',
    decided_by: 'Rina',
    told: 'out_915',
  },
  async handle(deps, { params: { number }, body, actor }) {
    const { store, now } = deps;
    const { state, note = null, send } = body;
    await store.write(async (tx) => {
      const proof = found(await readTransferProof(tx, number));
      if (proof.state !== 'new') throw new Problem('proof_decided');
      const answer = send
        ? await answerProof(tx, deps, proof.contactId, { state, note })
        : { message: null, untold: 'not_asked' };
      await decideTransferProof(tx, number, { state, note, by: body.author ?? actor, ...answer }, now());
    });
    return bodyOf(deps, await readTransferProof(store.read, number));
  },
});

export const transferProofs = [list, post, get, decide];
