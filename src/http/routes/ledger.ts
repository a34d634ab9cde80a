import { z } from 'zod';
import { listCheckpoints, readLedger } from '../../consent/ledger-reading.js';
import { listKeys } from '../../consent/signer.js';
import type { SigningKey } from '../../consent/signing-keys.js';
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
  example: {
    ok: true,
    records: 1520,
    contacts: 610,
    checkpoints: 12,
    keys: ['9c1185a5c5e9fc54'],
    unsigned: 0,
    findings: [],
  },
  handle: async ({ proof }) => verificationBody(await proof.verify()),
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

const CHECKPOINT_EXAMPLE: z.input<typeof checkpointSchema> = {
  seq: 12,
  at: '2026-01-05T02:00:00.000Z',
  records: 1520,
  previous: 'a'.repeat(64),
  root: 'b'.repeat(64),
  key_id: '9c1185a5c5e9fc54',
  signature: 'c2lnbmF0dXJl',
};

const checkpoints = endpoint({
  method: 'get',
  path: '/ledger/checkpoints',
  tag: 'checkpoints',
  summary: { id: 'Titik periksa bertanda tangan, terbaru dulu', en: 'Signed checkpoints, newest first' },
  query: pageQuery,
  response: pageOf(checkpointSchema),
  example: {
    items: [CHECKPOINT_EXAMPLE],
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

const makeCheckpoint = endpoint({
  method: 'post',
  path: '/ledger/checkpoints',
  tag: 'checkpoints',
  summary: {
    id: 'Tanda tangani keadaan sekarang; null bila tidak ada yang baru',
    en: 'Sign the present state; null when nothing is new',
  },
  response: z.object({ checkpoint: checkpointSchema.nullable() }),
  example: { checkpoint: CHECKPOINT_EXAMPLE },
  async handle({ proof }) {
    const made = await proof.checkpoint();
    if (made === null) return { checkpoint: null };
    const { keyId, at, ...rest } = made;
    return { checkpoint: { ...rest, key_id: keyId, at: iso(at) } };
  },
});

const keySchema = z.object({
  number: z.int(),
  key_id: z.string(),
  public_key: z.string().meta({ description: 'SPKI, DER, in hex.' }),
  at: time,
  first_checkpoint: z.int(),
  previous: z.string().nullable(),
  signature: z.string().nullable().meta({ description: 'By the key before. Null: the first one.' }),
});

const KEY_EXAMPLE: z.input<typeof keySchema> = {
  number: 2,
  key_id: '9c1185a5c5e9fc54',
  public_key: '302a300506032b6570032100'.padEnd(88, '0'),
  at: '2026-01-05T02:00:00.000Z',
  first_checkpoint: 13,
  previous: '2d711642b726b044',
  signature: 'e'.repeat(128),
};

function keyBody({ keyId, publicKey, firstCheckpoint, at, ...rest }: SigningKey): z.input<typeof keySchema> {
  return { ...rest, key_id: keyId, public_key: publicKey, first_checkpoint: firstCheckpoint, at: iso(at) };
}

const keys = endpoint({
  method: 'get',
  path: '/ledger/keys',
  tag: 'checkpoints',
  summary: { id: 'Kunci publik penanda tangan, terlama dulu', en: 'Public signing keys, oldest first' },
  response: z.object({ items: z.array(keySchema), next: z.null() }),
  example: { items: [KEY_EXAMPLE], next: null },
  handle: async ({ store }) => ({ items: (await listKeys(store.read)).map(keyBody), next: null }),
});

const rotateKey = endpoint({
  method: 'post',
  path: '/ledger/keys',
  tag: 'checkpoints',
  summary: {
    id: 'Ganti kunci penanda tangan; kunci lama menandatangani yang baru',
    en: 'Exchange the signing key; the old one signs the new one',
  },
  response: keySchema,
  example: KEY_EXAMPLE,
  status: 201,
  handle: async ({ proof }) => keyBody(await proof.rotateKey()),
});

export const ledger = [ofContact, verify, checkpoints, makeCheckpoint, keys, rotateKey];
