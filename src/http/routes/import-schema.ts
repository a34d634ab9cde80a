import { z } from 'zod';
import type { AskImported } from '../../broadcast/ask-imported.js';
import { notAskedWords } from '../../broadcast/request-facts.js';
import { IMPORT_COLUMNS } from '../../consent/import/columns.js';
import { OUTCOMES } from '../../consent/import/outcome.js';
import { flag, iso, isoOrNull, localizedLong, named, text, time, timeOrNull, words } from '../schemas.js';

export const outcome = z.enum(OUTCOMES);
const columns = z.partialRecord(z.enum(IMPORT_COLUMNS), z.string());

const overview = {
  id: z.string(),
  name: z.string().nullable(),
  state: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
  dry_run: z.boolean(),
  percent: z.int().min(0).max(100).meta({ description: 'Of the file that has been read.' }),
  rows: z.int().meta({ description: 'Rows that are in the report.' }),
  counts: z.object(
    Object.fromEntries(OUTCOMES.map((one) => [one, z.int()])) as Record<(typeof OUTCOMES)[number], z.ZodInt>,
  ),
  columns: columns.meta({ description: 'The header that was found, by column.' }),
  file: z.object({ bytes: z.int(), sha256: z.string() }),
  proofs: z.array(
    z.object({
      source: z.string().nullable(),
      date: z.string().nullable(),
      wording: z.string().nullable(),
      reference: z.string().nullable(),
      sha256: z.string().nullable(),
      by: z.string(),
      at: time,
      applied_at: timeOrNull,
    }),
  ),
  error: z.object({ code: z.string(), message: localizedLong }).nullable(),
  by: z.string(),
  created_at: time,
  completed_at: timeOrNull,
};

export const importOverview = named('ImportOverview', z.object(overview));

export const importSchema = named(
  'Import',
  z.object({
    ...overview,
    items: z.array(
      z.object({
        row: z.int().meta({ description: '1 is the first below the header; empty ones do not count.' }),
        line: z.int().meta({ description: 'Where a spreadsheet shows it.' }),
        outcome,
        reason: z.string().nullable(),
        message: localizedLong.meta({ description: 'The reason in words, and what to do.' }),
      }),
    ),
    next: z.string().nullable(),
  }),
);

/** `phone=No HP`, once for each column. */
const pair = text(200).regex(new RegExp(`^(${IMPORT_COLUMNS.join('|')})=.+$`), 'such as phone=No HP');

export const importQuery = z.object({
  dry_run: flag,
  name: words(200).optional().meta({ description: 'A name for the staff, such as the name of the file.' }),
  sheet: words(100).optional().meta({ description: 'Sheet of an .xlsx; the first one otherwise.' }),
  map: z
    .union([pair, z.array(pair).max(20)])
    .optional()
    .meta({ description: 'Which header is which column, as phone=No HP; may be given several times.' }),
  topic: words(200).optional().meta({ description: 'For rows without one.' }),
  source: words(200).optional().meta({ description: 'For rows without one.' }),
  date: words(60).optional().meta({ description: 'For rows without one.' }),
  wording: words(4000).optional().meta({ description: 'For rows without one.' }),
  reference: words(200).optional().meta({ description: 'For rows without one.' }),
  ask: flag.meta({
    description: 'Also send those whose request stands the one message that asks for their yes.',
  }),
  wait: z.coerce.number().int().min(0).max(60).default(10).meta({
    description: 'Seconds to wait for the end of the import before answering; it goes on by itself.',
  }),
});

export const proofBody = named(
  'ImportProof',
  z
    .object({
      source: words(200).nullish(),
      date: words(60).nullish().meta({ description: 'ISO, or day before month.' }),
      wording: words(4000).nullish().meta({ description: 'The words that were answered with yes.' }),
      reference: words(200).nullish().meta({ description: 'Where the paper or file can be found.' }),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullish()
        .meta({ description: 'Digest of the scan or file.' }),
    })
    .refine(({ wording, reference }) => Boolean(wording ?? reference), {
      path: ['wording'],
      message: 'name the wording, or a reference to look it up on',
    }),
);

export const IMPORT_EXAMPLE: z.input<typeof importSchema> = {
  id: 'im_01jd7q0m5v8k2r4t6w8y0a2c4e',
  name: 'donatur-2026.xlsx',
  state: 'completed',
  dry_run: false,
  percent: 100,
  rows: 2,
  counts: { requested: 1, subscribed: 0, unchanged: 0, unproven: 0, refused: 1, invalid: 0, discarded: 0 },
  columns: { phone: 'No HP', name: 'Nama', date: 'Tanggal setuju' },
  file: { bytes: 18231, sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
  proofs: [],
  error: null,
  by: 'crm',
  created_at: '2026-01-05T02:00:00.000Z',
  completed_at: '2026-01-05T02:00:01.000Z',
  items: [
    {
      row: 1,
      line: 2,
      outcome: 'requested',
      reason: null,
      message: {
        id: 'Diminta; berlangganan bila orang ini menjawab ya di WhatsApp.',
        en: 'Requested; subscribed when this person says yes in WhatsApp.',
      },
    },
    {
      row: 2,
      line: 3,
      outcome: 'refused',
      reason: 'opted_out',
      message: {
        id: 'Orang ini sudah berhenti. Hanya orang ini sendiri yang dapat mulai lagi.',
        en: 'This person has unsubscribed. Only they can begin again.',
      },
    },
  ],
  next: null,
};

export const askImportedSchema = named(
  'AskImported',
  z.object({
    import: z.string(),
    state: z.enum(['running', 'completed']),
    asked: z.int().meta({ description: 'Permission messages on their way so far.' }),
    not_asked: z.array(z.object({ reason: z.string(), count: z.int(), message: localizedLong })),
    by: z.string(),
    began_at: time,
    ended_at: timeOrNull,
  }),
);

export const askImportedBody = (work: AskImported): z.input<typeof askImportedSchema> => ({
  import: work.importId,
  state: work.endedAt === null ? 'running' : 'completed',
  asked: work.asked,
  not_asked: Object.entries(work.notAsked).map(([reason, count]) => ({
    reason,
    count,
    message: notAskedWords(reason),
  })),
  by: work.actor,
  began_at: iso(work.beganAt),
  ended_at: isoOrNull(work.endedAt),
});

export const ASK_IMPORTED_EXAMPLE: z.input<typeof askImportedSchema> = {
  import: IMPORT_EXAMPLE.id,
  state: 'running',
  asked: 256,
  not_asked: [],
  by: 'crm',
  began_at: '2026-01-05T02:00:02.000Z',
  ended_at: null,
};
