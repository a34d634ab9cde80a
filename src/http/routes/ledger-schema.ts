import { z } from 'zod';
import type { LedgerEntry } from '../../consent/ledger-reading.js';
import type { Verification } from '../../consent/verify.js';
import { iso, named, time } from '../schemas.js';

export const ledgerSchema = named(
  'LedgerRecord',
  z.object({
    seq: z.int(),
    topic: z.string().nullable(),
    event: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    at: time,
    recorded_at: time,
    source: z.string(),
    actor: z.string(),
    effect: z.boolean().meta({ description: 'False: recorded, without effect.' }),
    environment: z.string(),
    wording: z
      .object({
        hash: z.string(),
        key: z.string().nullable(),
        language: z.string().nullable(),
        version: z.int().nullable(),
        text: z.string().nullable(),
      })
      .nullable(),
    evidence: z.record(z.string(), z.unknown()).nullable().meta({ description: 'Null after erasure.' }),
    commitment: z.string(),
    previous: z.string(),
    hash: z.string(),
  }),
);

export function ledgerBody(entry: LedgerEntry): z.input<typeof ledgerSchema> {
  const { recordedAt, ...rest } = entry;
  return { ...rest, at: iso(entry.at), recorded_at: iso(recordedAt) };
}

export const LEDGER_EXAMPLE: z.input<typeof ledgerSchema> = {
  seq: 2,
  topic: 'info-zakat',
  event: 'CONFIRM',
  from: 'pending',
  to: 'subscribed',
  at: '2026-01-05T02:00:00.000Z',
  recorded_at: '2026-01-05T02:00:00.120Z',
  source: 'button',
  actor: 'customer',
  effect: true,
  environment: 'live',
  wording: {
    hash: 'c'.repeat(64),
    key: 'consent:ask',
    language: 'id',
    version: 1,
    text: 'Boleh kami kirim *Info Zakat*?',
  },
  evidence: { said: 'Ya, setuju' },
  commitment: 'd'.repeat(64),
  previous: 'a'.repeat(64),
  hash: 'b'.repeat(64),
};

export const verificationSchema = z.object({
  ok: z.boolean(),
  records: z.int(),
  contacts: z.int(),
  checkpoints: z.int(),
  keys: z.array(z.string()).meta({ description: 'Ids of the keys that signed, oldest first.' }),
  unsigned: z.int().meta({ description: 'Records that no checkpoint covers yet.' }),
  findings: z.array(
    z.object({
      kind: z.enum(['changed', 'removed', 'inserted', 'reordered', 'checkpoint']),
      contact: z.string().nullable(),
      seq: z.int().nullable(),
      detail: z.string(),
    }),
  ),
});

export function verificationBody({ findings, ...report }: Verification): z.input<typeof verificationSchema> {
  return {
    ...report,
    findings: findings.map(({ contactId, ...finding }) => ({ ...finding, contact: contactId })),
  };
}
