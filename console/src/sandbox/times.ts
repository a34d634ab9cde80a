import type { Language } from '../language/language.js';

const locales = { id: 'id-ID', en: 'en-GB' } as const;

/** 12.05 or 12:05. */
export function clockTime(at: number, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(locales[language], { hour: '2-digit', minute: '2-digit', timeZone }).format(
    at,
  );
}

/** Sen, 4 Mei 2026 12.05 */
export function fullTime(at: number | string, language: Language, timeZone: string): string {
  const date = new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  return date.format(typeof at === 'string' ? new Date(at) : at).replace(' pukul ', ', ');
}

/** 31 Des 2026, of a calendar day such as 2026-12-31. */
export function dayName(day: string, language: Language): string {
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** Senin, 4 Mei 2026 12.05.09 WIB: what the clock shows. */
export function clockWords(
  at: number,
  language: Language,
  timeZone: string,
): { day: string; time: string; zone: string } {
  const locale = locales[language];
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone,
  }).format(at);
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone,
  }).format(at);
  const zone = new Intl.DateTimeFormat('id-ID', { timeZoneName: 'short', timeZone })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName');
  return { day, time, zone: zone?.value ?? '' };
}

/** One key per calendar day in the zone, such as 2026-05-04. */
export function dayKey(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);
}

/** What stands between the messages of two days. */
export function dayWords(
  at: number,
  now: number,
  language: Language,
  timeZone: string,
  words: { today: string; yesterday: string },
): string {
  const key = dayKey(at, timeZone);
  if (key === dayKey(now, timeZone)) return words.today;
  if (key === dayKey(now - 86_400_000, timeZone)) return words.yesterday;
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone }).format(at);
}

type Count = (count: number) => string;

/** How far ahead the clock is: "3 hari 2 jam". Empty below a minute. */
export function aheadWords(offset: number, words: { days: Count; hours: Count; minutes: Count }): string {
  const minutes = Math.round(offset / 60_000);
  const parts: [number, Count][] = [
    [Math.floor(minutes / 1440), words.days],
    [Math.floor(minutes / 60) % 24, words.hours],
    [minutes % 60, words.minutes],
  ];
  return parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, word]) => word(count))
    .join(' ');
}
