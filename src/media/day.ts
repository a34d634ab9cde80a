import { DateTime } from 'luxon';

/** The end of the last day on which something holds, ms; `day` as `2026-12-31`. Pure. */
export function endOfDay(day: string, timezone: string): number {
  return DateTime.fromISO(day, { zone: timezone }).plus({ days: 1 }).startOf('day').toMillis();
}
