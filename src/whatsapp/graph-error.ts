import { isObject, objectOf, textOf } from './loose.js';

/** What Meta says when it refuses (Meta docs: support/error-codes). */
export interface Rejection {
  code: number;
  details: string;
  /** For support tickets. */
  trace?: string;
}

/** The `error` of an answer, if it is one: without a number as its code it says nothing that can be relied on. */
export function rejectionOf(body: unknown): Rejection | undefined {
  const error = isObject(body) ? body.error : undefined;
  if (!isObject(error)) return undefined;
  const code = Number(textOf(error.code));
  if (!Number.isInteger(code)) return undefined;
  const details = textOf(objectOf(error.error_data).details) ?? textOf(error.message) ?? '';
  const trace = textOf(error.fbtrace_id);
  return { code, details, ...(trace === undefined ? {} : { trace }) };
}

/**
 * A call to Meta failed. Holds no token, no address and no person.
 * `code` is Meta's; without it nothing that can be read came back (`httpStatus` 0: nothing at all).
 */
export class GraphError extends Error {
  override name = 'GraphError';
  readonly code: number | undefined;
  readonly details: string;
  readonly httpStatus: number;
  readonly retryAfterMs: number | undefined;
  constructor(rejection: Partial<Rejection>, httpStatus: number, retryAfterMs?: number) {
    super(rejection.code === undefined ? 'no answer from Meta' : `Meta refused with code ${rejection.code}`);
    this.code = rejection.code;
    this.details = rejection.details ?? '';
    this.httpStatus = httpStatus;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * How long Meta asks us to wait: `Retry-After` (seconds or a date), else the usage header's estimate in minutes.
 * @param now milliseconds since the epoch
 */
export function retryAfter(headers: { get(name: string): unknown }, now: number): number | undefined {
  const value = textOf(headers.get('retry-after'));
  if (value !== undefined) {
    const until = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
    if (Number.isFinite(until)) return Math.max(0, until);
  }
  return regainAccess(headers.get('x-business-use-case-usage'));
}

function regainAccess(header: unknown): number | undefined {
  if (typeof header !== 'string') return undefined;
  try {
    const usages = Object.values(objectOf(JSON.parse(header))).flat();
    const minutes = usages.map((usage) => Number(objectOf(usage).estimated_time_to_regain_access));
    const longest = Math.max(0, ...minutes.filter(Number.isFinite));
    return longest > 0 ? longest * 60_000 : undefined;
  } catch {
    return undefined;
  }
}

/** The text without the secrets and people that the request held. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (clean, secret) => (secret.length < 4 ? clean : clean.replaceAll(secret, '[…]')),
    text,
  );
}
