import type { ImportFault, ProofGap } from './row.js';

/**
 * What became of a row. `requested`: pending now; `subscribed`: its proof stands for the yes; `unchanged`: was so
 * already; `unproven`: waits for a proof; `refused`: nothing may be asked; `invalid`: unreadable; `discarded`:
 * waited for its proof too long.
 */
export const OUTCOMES = [
  'requested',
  'subscribed',
  'unchanged',
  'unproven',
  'refused',
  'invalid',
  'discarded',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why nobody is asked, beside the states of consent themselves. */
export type Refusal =
  | 'erased'
  | 'opted_out'
  | 'declined'
  | 'suspended'
  | 'undeliverable'
  | 'paused_by_customer'
  | 'platform_stopped'
  | 'already_asked';

export type Reason =
  | ImportFault
  | ProofGap
  | Refusal
  | 'pending'
  | 'subscribed'
  | 'csv_syntax'
  | 'line_too_long'
  | 'broken_file'
  | 'expands_too_far'
  | 'never_proven';

/** One line of the report. */
export interface RowResult {
  row: number;
  line: number;
  outcome: Outcome;
  reason: Reason | null;
  /** Something that went well and should be known: a second number in the cell. */
  note: 'second_number' | null;
  /** Only while it waits for its proof. */
  phone: string | null;
  data: string | null;
}
