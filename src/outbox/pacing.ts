/**
 * A rate with a burst, by the generic cell rate algorithm: a sliding schedule, not a fixed window, so there
 * is no double burst at a window's edge. Pure: `at` is the state, the theoretical time of the next one.
 */
export interface Rate {
  /** ms between two, in the long run. */
  interval: number;
  /** How many may go at once. */
  burst: number;
}

/** How many may go now. */
export function grants(rate: Rate, at: number, now: number): number {
  const free = now + rate.burst * rate.interval - Math.max(at, now);
  return Math.max(0, Math.floor(free / rate.interval + 1e-9));
}

/** The state after `n` went. */
export function spend(rate: Rate, at: number, n: number, now: number): number {
  return Math.max(at, now) + n * rate.interval;
}

/** When the next one may go; `now` or earlier means at once. */
export function nextAt(rate: Rate, at: number): number {
  return at - (rate.burst - 1) * rate.interval;
}

/** Meta docs: throughput, pair rate limit: one message per 6 s to the same person, burst of 45 lent for later. */
export const PAIR_RATE: Rate = { interval: 6_000, burst: 45 };

/** Messages a second from one number; bursts no longer than a quarter of a second. */
export function throughputRate(perSecond: number): Rate {
  return { interval: 1_000 / perSecond, burst: Math.max(1, Math.ceil(perSecond / 4)) };
}
