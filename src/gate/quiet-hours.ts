import { DateTime, IANAZone } from 'luxon';

/** A daily span in minutes after midnight; `from` may be later than `to` (over midnight). */
export interface QuietHours {
  from: number;
  to: number;
}

/** Where nobody knows the zone, or what stands there is none. */
const FALLBACK_ZONE = 'Asia/Jakarta';
const MINUTE = 60_000;

/**
 * Answers "until when is it quiet here?" in ms, or null outside the quiet hours. The answer holds for hours,
 * so each zone's is kept until it ends; time-zone arithmetic would otherwise be most of a gate decision.
 */
export function quietClock(hours: QuietHours | null): (now: number, zone: string) => number | null {
  if (hours === null || hours.from === hours.to) return () => null;
  const known = new Map<string, Span>();
  return (now, zone) => {
    let span = known.get(zone);
    if (!span || now < span.start || now >= span.end) {
      span = spanAt(hours, now, IANAZone.isValidZone(zone) ? zone : FALLBACK_ZONE);
      // Zones come from outside too; there are some 600 real ones.
      if (known.size >= 1_000) known.clear();
      known.set(zone, span);
    }
    return span.quietUntil;
  };
}

interface Span {
  start: number;
  end: number;
  quietUntil: number | null;
}

/** The stretch from `now` in which the answer stays the same. */
function spanAt(hours: QuietHours, now: number, zone: string): Span {
  const local = DateTime.fromMillis(now, { zone });
  const quiet = isQuiet(hours, local);
  let end = next(local, quiet ? hours.to : hours.from);
  if (end.offset !== local.offset) {
    // The clocks change before that: what they show is asked minute by minute.
    end = DateTime.fromMillis(now - (now % MINUTE), { zone });
    do end = end.plus(MINUTE);
    while (isQuiet(hours, end) === quiet);
  }
  return { start: now, end: end.toMillis(), quietUntil: quiet ? end.toMillis() : null };
}

function isQuiet({ from, to }: QuietHours, local: DateTime): boolean {
  const minute = local.hour * 60 + local.minute;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** The next moment at which the wall clock shows this minute of the day. */
function next(local: DateTime, minuteOfDay: number): DateTime {
  const at = (day: DateTime) =>
    day.set({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60, second: 0, millisecond: 0 });
  const today = at(local);
  return today > local ? today : at(local.plus({ days: 1 }));
}
