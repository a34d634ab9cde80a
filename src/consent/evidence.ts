/** How a consent event came about. `live` or `sandbox`: the live gate refuses sandbox evidence. */
export type Environment = 'live' | 'sandbox';

/** The channel through which it came. */
export const SOURCES = [
  'keyword',
  'text',
  'button',
  'flow',
  'user_preferences',
  'signup',
  'send_error',
  'web',
  'api',
  'import',
  'paper',
  'telephone',
  'qr',
  'agent',
  'link',
  'system',
] as const;
export type Source = (typeof SOURCES)[number];

/** Who acted. A `visitor` of our subscribe page says whose number it is; nobody has shown it. */
export type Actor = 'customer' | 'visitor' | 'agent' | 'api' | 'meta' | 'system';

/** What proves a consent event. All of it can be erased; the ledger keeps a commitment to it. */
export interface Evidence {
  /** Id of the customer's message (wamid). */
  message?: string;
  /** Meta's id of the message that was answered. */
  answered?: string;
  /** What they wrote or tapped. */
  said?: string;
  /** Reference given by an integrator or an import: form id, receipt, file and row. */
  reference?: string;
  /** When and in which words consent was given elsewhere. */
  date?: string;
  wording?: string;
  source?: string;
  /** SHA-256 of a scanned form, see `Scans`. */
  scan?: string;
  [key: string]: unknown;
}
