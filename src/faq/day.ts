import { DateTime } from 'luxon';

/** The day in an IANA zone, e.g. `2026-12-31`. */
export function dayIn(zone: string, now: number): string {
  return DateTime.fromMillis(now, { zone }).toISODate() ?? '';
}
