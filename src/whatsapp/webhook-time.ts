/** WhatsApp's first year: an older time stamp is nonsense. */
const EARLIEST = Date.UTC(2009, 0, 1);
/** Clocks differ; a time stamp further ahead than this is nonsense and would win against every later event. */
const AHEAD = 24 * 60 * 60 * 1000;

/**
 * Meta's time stamps are seconds, as a string in messages and statuses, as an integer elsewhere.
 * @returns milliseconds since the epoch; `receivedAt` when the value is absent or nonsense.
 */
export function timeOf(value: unknown, receivedAt: number): number {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return receivedAt;
  const at = Math.floor(Number(value) * 1000);
  return at >= EARLIEST && at <= receivedAt + AHEAD ? at : receivedAt;
}
