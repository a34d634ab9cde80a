import { z } from 'zod';
import { listCheckpoints, readLedger } from '../../consent/ledger-reading.js';
import { endpoint } from '../endpoint.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { personOf } from '../person.js';
import { idParams, iso, time } from '../schemas.js';
import {
  LEDGER_EXAMPLE,
  ledgerBody,
  ledgerSchema,
  verificationBody,
  verificationSchema,
} from './ledger-schema.js';

const tag = 'ledger';

const ofContact = endpoint({
  method: 'get',
  path: '/contacts/{id}/ledger',
  tag,
  summary: { id: 'Catatan izin kontak, berantai', en: "A contact's chain of consent records" },
  params: idParams,
  query: pageQuery,
  response: pageOf(ledgerSchema),
  example: { items: [LEDGER_EXAMPLE], next: null },
  async handle({ store }, { params, query: { limit, cursor } }) {
    // Of two contacts that became one each keeps its own chain, to be read under its own id.
    await personOf(store.read, params.id);
    const [after] = readCursor(cursor, z.tuple([z.int()])) ?? [0];
    const entries = await readLedger(store.read, params.id, after, limit + 1);
    return page(entries, limit, (entry) => [entry.seq], ledgerBody);
  },
});

const verify = endpoint({
  method: 'get',
  path: '/ledger/verify',
  tag,
  summary: {
    id: 'Periksa seluruh catatan izin; dengan Accept: text/event-stream kemajuannya ikut dikirim',
    en: 'Verify the whole ledger; with Accept: text/event-stream its progress is sent too',
  },
  response: verificationSchema,
  example: { ok: true, records: 1520, contacts: 610, checkpoints: 12, findings: [] },
  handle: async ({ verifyLedger }) => verificationBody(await verifyLedger()),
});

const checkpointSchema = z.object({
  seq: z.int(),
  at: time,
  records: z.int(),
  previous: z.string(),
  root: z.string(),
  key_id: z.string(),
  signature: z.string(),
});

const checkpoints = endpoint({
  method: 'get',
  path: '/ledger/checkpoints',
  tag: 'checkpoints',
  summary: { id: 'Titik periksa bertanda tangan, terbaru dulu', en: 'Signed checkpoints, newest first' },
  query: pageQuery,
  response: pageOf(checkpointSchema),
  example: {
    items: [
      {
        seq: 12,
        at: '2026-01-05T02:00:00.000Z',
        records: 1520,
        previous: 'a'.repeat(64),
        root: 'b'.repeat(64),
        key_id: 'ed25519-1',
        signature: 'c2lnbmF0dXJl',
      },
    ],
    next: null,
  },
  async handle({ store }, { query: { limit, cursor } }) {
    const [before] = readCursor(cursor, z.tuple([z.int()])) ?? [Number.MAX_SAFE_INTEGER];
    const rows = await listCheckpoints(store.read, before, limit + 1);
    return page(
      rows,
      limit,
      (row) => [row.seq],
      (row) => ({ ...row, at: iso(row.at) }),
    );
  },
});

export const ledger = [ofContact, verify, checkpoints];
