import { z } from 'zod';
import { readHistory } from '../../contacts/history.js';
import { withMetaIds } from '../../media/in-content.js';
import { enqueue } from '../../outbox/enqueue.js';
import { buildMessage } from '../../whatsapp/message.js';
import { endpoint } from '../endpoint.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { personOf } from '../person.js';
import { found } from '../problem.js';
import { idParams } from '../schemas.js';
import { prepareMessage, refuseSure } from './message-draft.js';
import {
  draftSchema,
  HISTORY_EXAMPLE,
  historyBody,
  historySchema,
  OUTGOING_EXAMPLE,
  outgoingBody,
  outgoingSchema,
  rowOf,
} from './message-schema.js';

const tag = 'messages';

const post = endpoint({
  method: 'post',
  path: '/messages',
  tag,
  summary: { id: 'Kirim satu pesan lewat gerbang izin', en: 'Send one message through the gate' },
  body: draftSchema,
  bodyExample: {
    contact: 'ct_01jd7q0m5v8k2r4t6w8y0a2c4e',
    purpose: 'utility',
    basis: { kind: 'asked_for', reference: 'donasi-2026-118' },
    template: { name: 'kuitansi_donasi', language: 'id', parameters: ['Rp100.000'] },
  },
  response: outgoingSchema,
  status: 202,
  refusals: ['contact_unknown', 'invalid_message', 'no_consent', 'opted_out', 'content_blocked'],
  example: OUTGOING_EXAMPLE,
  async handle(deps, { body }) {
    const { store, now } = deps;
    const { message, recipients, objection } = await prepareMessage(deps, body);
    await refuseSure(deps, message, objection);
    // Meta's ids come when it is sent; whatever they are, they break no limit.
    const content = withMetaIds(message.content, () => ({ id: '0', filename: '' }));
    buildMessage({ to: recipients, content });
    const id = await store.write((tx) => enqueue(tx, message, now()));
    return outgoingBody(found(await readOutgoing(store.read, id)));
  },
});

const get = endpoint({
  method: 'get',
  path: '/messages/{id}',
  tag,
  summary: { id: 'Keadaan pesan', en: 'Where a message stands' },
  params: idParams,
  response: outgoingSchema,
  example: { ...OUTGOING_EXAMPLE, state: 'delivered' },
  async handle({ store }, { params }) {
    const row = found(rowOf(params.id));
    return outgoingBody(found(await readOutgoing(store.read, row)));
  },
});

const history = endpoint({
  method: 'get',
  path: '/contacts/{id}/messages',
  tag,
  summary: { id: 'Percakapan dengan kontak, terbaru dulu', en: 'The conversation, newest first' },
  params: idParams,
  query: pageQuery,
  response: pageOf(historySchema),
  example: { items: [HISTORY_EXAMPLE], next: null },
  async handle({ store }, { params, query: { limit, cursor } }) {
    const person = await personOf(store.read, params.id);
    const before = readCursor(cursor, z.tuple([z.int(), z.enum(['in', 'out']), z.int()]));
    const rows = await readHistory(store.read, person, before, limit + 1);
    return page(
      rows,
      limit,
      (row) => row.place,
      (row) => historyBody(row.message),
    );
  },
});

type Read = Parameters<typeof readHistory>[0];

function readOutgoing(read: Read, id: number) {
  return read
    .selectFrom('outbox')
    .select([
      'id',
      'contact_id',
      'purpose',
      'topic',
      'broadcast_id',
      'state',
      'reason',
      'not_before',
      'created_at',
      'attempted_at',
      'updated_at',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
}

export const messages = [post, get, history];
