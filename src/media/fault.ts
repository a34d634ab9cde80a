import { GraphError } from '../whatsapp/graph-error.js';
import { MediaError } from '../whatsapp/media.js';
import { ClamdError } from './clamd.js';
import type { MediaReason, MediaState } from './inbound.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Between the tries; the last one again and again. */
const PAUSES = [10 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR];
/** clamd and the disk come back when somebody sees to them: that is no fault of the file, and looked at soon again. */
const LOOK_AGAIN = MINUTE;
/** The longest that Meta keeps a file (Meta docs: business-phone-numbers/media). */
const AT_META = 30 * 24 * HOUR;
/** Meta's code for something that it does not have. */
const NO_SUCH = 100;

/** The disk has no room for a file. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError';
}

/** The bytes are not the ones that Meta announced. */
export class DigestError extends Error {
  override readonly name = 'DigestError';
}

/** How an order stands after a try that did not end with a file. */
export interface Outcome {
  state: Exclude<MediaState, 'fetched'>;
  reason: MediaReason;
  tries: number;
  /** When it is tried again. */
  nextAt: number;
}

export interface Tried {
  tries: number;
  /** Of the try before. */
  reason: string | null;
  /** When the message was written, ms. */
  at: number;
}

/** What becomes of an order after a fault; pure. Undefined: a fault of ours that nobody expects. */
export function afterFault(order: Tried, error: unknown, now: number): Outcome | undefined {
  const { tries } = order;
  const end = (state: 'refused' | 'gone', reason: MediaReason): Outcome => ({
    state,
    reason,
    tries,
    nextAt: now,
  });
  if (error instanceof ClamdError)
    return { state: 'waiting', reason: 'clamd_unreachable', tries, nextAt: now + LOOK_AGAIN };
  if (error instanceof DiskFullError)
    return { state: 'waiting', reason: 'disk_full', tries, nextAt: now + LOOK_AGAIN };
  if (error instanceof GraphError && error.code === NO_SUCH) return end('gone', 'not_at_meta');
  if (error instanceof MediaError && error.why === 'too_large') return end('refused', 'too_large');
  // Once may be an accident on the way.
  if (error instanceof DigestError)
    return order.reason === 'digest' ? end('refused', 'digest') : again(order, 'digest', 0, now);
  if (error instanceof GraphError) return again(order, 'meta_unreachable', error.retryAfterMs ?? 0, now);
  if (error instanceof MediaError)
    return again(order, error.why === 'host' ? 'host' : 'meta_unreachable', 0, now);
  return undefined;
}

function again({ tries, at }: Tried, reason: MediaReason, asked: number, now: number): Outcome {
  const pause = Math.max(asked, PAUSES[tries] ?? PAUSES.at(-1) ?? 0);
  const state = now + pause > at + AT_META ? 'failed' : 'waiting';
  return { state, reason, tries: tries + 1, nextAt: now + pause };
}
