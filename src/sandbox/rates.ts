/** Milliseconds that one message to the same person costs (reference: pair limit). */
const pairInterval = 6_000;
const pairBurst = 45;

/** True when a message may pass now (milliseconds since the epoch); a refused one costs nothing. */
export type Rate = (key: string, now: number) => boolean;

/**
 * One message per 6 s and person, 45 at once when nothing was sent before; a burst is paid back by waiting.
 * Remembers one number per person: the time at which the debt is paid.
 */
export function createPairRate(): Rate {
  const paidAt = new Map<string, number>();
  return (phone, now) => {
    const owed = (paidAt.get(phone) ?? 0) - now;
    // More than a whole burst can only be owed when the clock was moved back.
    const debt = owed > pairBurst * pairInterval ? 0 : Math.max(0, owed);
    if (debt > (pairBurst - 1) * pairInterval) return false;
    if (paidAt.size > 50_000) forget(paidAt, now);
    paidAt.set(phone, now + debt + pairInterval);
    return true;
  };
}

/** `perSecond` calls at once, refilled at that rate; `null` lets everything pass. */
export function createThroughput(perSecond: () => number | null): Rate {
  let allowance = 0;
  let last = Number.NEGATIVE_INFINITY;
  return (_key, now) => {
    const limit = perSecond();
    if (limit === null) return true;
    allowance = now < last ? limit : Math.min(limit, allowance + ((now - last) / 1000) * limit);
    last = now;
    if (allowance < 1) return false;
    allowance -= 1;
    return true;
  };
}

function forget(paidAt: Map<string, number>, now: number): void {
  for (const [key, at] of paidAt) if (at <= now) paidAt.delete(key);
}
