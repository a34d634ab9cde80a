import {
  type Action,
  ADVICE,
  BACK_OFF,
  type ErrorRow,
  type ErrorWords,
  row,
  type Scope,
  says,
  type TemplateConsequence,
  tries,
  type Wait,
} from './error-row.js';
import { ACCOUNT_ERRORS } from './error-table-account.js';
import { MESSAGE_ERRORS } from './error-table-message.js';
import { SETUP_ERRORS } from './error-table-setup.js';

export type { Action, ErrorWords, Scope, TemplateConsequence, Wait } from './error-row.js';

/** What an error means and what the program does about it. */
export interface Outcome {
  code: number;
  /** The table has this code; after three of the same unknown one a broadcast stops. */
  known: boolean;
  action: Action;
  /** How far the action reaches. */
  scope: Scope;
  wait?: Wait;
  /** Staff have to hear of it. */
  alert: boolean;
  /** The broadcast that met it stops. */
  stopsCampaign: boolean;
  /** No marketing leaves any more. */
  stopsAllMarketing: boolean;
  /** Nothing leaves any more, from the number or the account that `scope` names. */
  stopsEverything: boolean;
  /** The person stopped marketing in WhatsApp itself: block `platform_stop`. */
  isPlatformStop: boolean;
  template?: TemplateConsequence;
  /** Counts towards a bad number. */
  badNumber: boolean;
  id: ErrorWords;
  en: ErrorWords;
}

/** Meta's error codes, one row a code or range (Meta docs: support/error-codes). */
export const ERRORS: readonly ErrorRow[] = [...ACCOUNT_ERRORS, ...MESSAGE_ERRORS, ...SETUP_ERRORS];

const SINGLE = new Map<number, ErrorRow>();
const RANGES: { from: number; to: number; row: ErrorRow }[] = [];
for (const entry of ERRORS) {
  if (typeof entry.codes === 'number') SINGLE.set(entry.codes, entry);
  else RANGES.push({ from: entry.codes[0], to: entry.codes[1], row: entry });
}

const UNKNOWN = row(
  -1,
  'undeliverable',
  'message',
  says(
    'Meta menjawab dengan kode yang belum kami kenal.',
    'Meta answered with a code that we do not know yet.',
  ),
  ADVICE.developer,
);
const UNKNOWN_PASSING: ErrorRow = { ...UNKNOWN, action: 'retry', wait: tries(2) };
const UNKNOWN_SLOW: ErrorRow = { ...UNKNOWN, action: 'slow', scope: 'number', wait: BACK_OFF };
const UNKNOWN_ACCESS: ErrorRow = {
  ...UNKNOWN,
  action: 'stop_all',
  scope: 'account',
  id: { what: UNKNOWN.id.what, todo: ADVICE.token.id },
  en: { what: UNKNOWN.en.what, todo: ADVICE.token.en },
};

/** The code decides; the HTTP status only where the code is new. */
function rowOf(code: number, httpStatus: number | undefined): ErrorRow | undefined {
  return (
    SINGLE.get(code) ?? RANGES.find(({ from, to }) => code >= from && code <= to)?.row ?? unknown(httpStatus)
  );
}

function unknown(httpStatus: number | undefined): ErrorRow | undefined {
  if (httpStatus === 401) return UNKNOWN_ACCESS;
  if (httpStatus === 429) return UNKNOWN_SLOW;
  return httpStatus !== undefined && httpStatus >= 500 ? UNKNOWN_PASSING : undefined;
}

/**
 * What to do about an error of Meta, wherever it stood (answer, status, webhook).
 * A code that is not in the table fails the message and alerts.
 */
export function outcomeOf(code: number, httpStatus?: number): Outcome {
  const found = rowOf(code, httpStatus) ?? UNKNOWN;
  const { action, scope } = found;
  const known = found.codes !== UNKNOWN.codes;
  const stopsEverything = action === 'stop_all';
  const stopsAllMarketing = stopsEverything || action === 'marketing_stop';
  return {
    code,
    known,
    action,
    scope,
    ...(found.wait && { wait: found.wait }),
    alert:
      !known ||
      action === 'fix' ||
      action === 'template_stop' ||
      action === 'campaign_pause' ||
      stopsAllMarketing,
    stopsCampaign:
      found.stopsCampaign === true ||
      stopsAllMarketing ||
      action === 'template_stop' ||
      action === 'campaign_pause',
    stopsAllMarketing,
    stopsEverything,
    isPlatformStop: action === 'opt_out',
    ...(found.template && { template: found.template }),
    badNumber: found.badNumber === true,
    id: found.id,
    en: found.en,
  };
}

/**
 * Milliseconds until the next try, or `undefined` when there is none.
 * @param tried how many tries have failed with this error, from 1
 * @param random in [0, 1): up to a fifth is added, so that many messages do not return at once
 */
export function waitBeforeRetry(outcome: Outcome, tried: number, random = 0): number | undefined {
  const { wait } = outcome;
  if (!wait || tried > wait.tries) return undefined;
  return Math.round(wait.firstMs * wait.factor ** (tried - 1) * (1 + random / 5));
}
