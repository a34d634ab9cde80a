import { DateTime } from 'luxon';

/** A daily span in minutes after midnight; `from` may be later than `to` (over midnight). */
export interface QuietHours {
  from: number;
  to: number;
}

/**
 * Answers "until when is it quiet here?" in ms, or null outside the quiet hours. The answer holds for hours,
 * so each zone's is kept until it ends; time-zone arithmetic would otherwise be most of a gate decision.
 */
export function quietClock(hours: QuietHours | null): (now: number, zone: string) => number | null {
  if (hours === null || hours.from === hours.to) return () => null;
  const known = new Map<string, { start: number; end: number; quietUntil: number | null }>();
  return (now, zone) => {
    let span = known.get(zone);
    if (!span || now < span.start || now >= span.end) {
      span = spanAt(hours, now, zone);
      known.set(zone, span);
    }
    return span.quietUntil;
  };
}

/** The stretch around `now` in which the answer stays the same. */
function spanAt(hours: QuietHours, now: number, zone: string) {
  const local = DateTime.fromMillis(now, { zone });
  const minute = local.hour * 60 + local.minute;
  const quiet =
    hours.from < hours.to ? minute >= hours.from && minute < hours.to : minute >= hours.from || minute < hours.to;
  const end = next(local, quiet ? hours.to : hours.from).toMillis();
  return { start: now, end, quietUntil: quiet ? end : null };
}

/** The next moment at which the wall clock shows this minute of the day. */
function next(local: DateTime, minuteOfDay: number): DateTime {
  const at = (day: DateTime) =>
    day.set({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60, second: 0, millisecond: 0 });
  const today = at(local);
  return today > local ? today : at(local.plus({ days: 1 }));
}
