import { z } from 'zod';
import type { FactChange } from '../../facts/change-records.js';
import { CHANGE_STATES } from '../../facts/change-rules.js';
import { FACT_KINDS, type Fact } from '../../facts/fact.js';
import { iso, isoOrNull, named, time, timeOrNull } from '../schemas.js';

const bilingual = z.union([z.string(), z.object({ id: z.string(), en: z.string() })]);

/** A fact in the API has the form that it has in `locales/facts.yaml`. */
export const factBodySchema = named(
  'Fact',
  z.object({
    id: z.string(),
    kind: z.enum(FACT_KINDS),
    value: bilingual.meta({ description: 'As people read it; a figure may differ by language.' }),
    bank: z.string().optional(),
    holder: z.string().optional(),
    source: z.string().meta({ description: 'Where it was read.' }),
    owner: z.string().meta({ description: 'Who keeps it true.' }),
    expires: z.string().optional().meta({ description: 'The last day on which it holds.' }),
  }),
);

export const factChangeSchema = named(
  'FactChange',
  z.object({
    number: z.int(),
    fact: z.string(),
    state: z.enum(CHANGE_STATES).meta({
      description: 'proposed waits for a second person, approved for a day to pass.',
    }),
    before: factBodySchema.nullable(),
    after: factBodySchema.nullable().meta({ description: 'null: it is taken away.' }),
    proposed_by: z.string(),
    proposed_at: time,
    approved_by: z.string().nullable(),
    approved_at: timeOrNull,
    effective_at: timeOrNull.meta({ description: 'When it counts; null while nobody has approved it.' }),
    closed_by: z.string().nullable(),
    closed_at: timeOrNull,
  }),
);

export const FACT_EXAMPLE: Fact = {
  id: 'rekening-zakat',
  kind: 'account',
  value: '000 100 0001',
  bank: 'Bank Syariah Contoh',
  holder: 'Yayasan Amanah Contoh',
  source: 'Surat pembukaan rekening 12/2025',
  owner: 'Bagian keuangan',
};

export const CHANGE_EXAMPLE: z.input<typeof factChangeSchema> = {
  number: 7,
  fact: 'rekening-zakat',
  state: 'approved',
  before: FACT_EXAMPLE,
  after: { ...FACT_EXAMPLE, value: '000 100 0004' },
  proposed_by: 'rina',
  proposed_at: '2026-01-05T02:00:00.000Z',
  approved_by: 'budi',
  approved_at: '2026-01-05T03:00:00.000Z',
  effective_at: '2026-01-06T03:00:00.000Z',
  closed_by: null,
  closed_at: null,
};

export function changeBody(change: FactChange): z.input<typeof factChangeSchema> {
  return {
    number: change.number,
    fact: change.fact,
    state: change.state,
    before: change.before,
    after: change.after,
    proposed_by: change.proposedBy,
    proposed_at: iso(change.proposedAt),
    approved_by: change.approvedBy,
    approved_at: isoOrNull(change.approvedAt),
    effective_at: isoOrNull(change.effectiveAt),
    closed_by: change.closedBy,
    closed_at: isoOrNull(change.closedAt),
  };
}
