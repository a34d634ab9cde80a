/**
 * A messaging limit: unique people a day outside service windows, over all numbers of the portfolio
 * (Meta docs: messaging-limits). `undefined`: not set, or a name that is not known.
 */
export type Tier = number | 'unlimited' | undefined;

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1_000, M: 1_000_000 };

/** Reads `TIER_2K`, `TIER_UNLIMITED`, 2000, "2000" or -1 (older: unlimited). */
export function readTier(value: unknown): Tier {
  const text = String(value ?? '');
  if (text === 'TIER_UNLIMITED' || text === '-1') return 'unlimited';
  const match = /^(?:TIER_)?(\d{1,12})([KM]?)$/.exec(text);
  return match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1) : undefined;
}
