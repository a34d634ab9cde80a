import { DateTime, Info } from 'luxon';
import { wallClock, zone } from '../flows/forms.js';
import type { Language } from '../flows/index.js';
import { type OfficeHours, weeklyOn } from './office-hours.js';

/** "Senin-Jumat 08.00-17.00 WIB", "Monday-Friday 8 am-5 pm WIB"; days with the same hours stand together. In Ramadan its own. */
export function hoursInWords(hours: OfficeHours, timezone: string, language: Language, now: number): string {
  const weekly = weeklyOn(hours, DateTime.fromMillis(now, { zone: timezone }));
  const groups: { first: number; last: number; spans: string }[] = [];
  for (let day = 1; day <= 7; day++) {
    const spans = (weekly[day] ?? [])
      .map(([from, to]) => `${wallClock(from, language)}-${wallClock(to, language)}`)
      .join(', ');
    const last = groups.at(-1);
    if (last?.spans === spans) last.last = day;
    else groups.push({ first: day, last: day, spans });
  }
  const names = Info.weekdays('long', { locale: language });
  const name = (day: number) => names[day - 1] ?? '';
  const days = groups
    .filter(({ spans }) => spans !== '')
    .map(
      ({ first, last, spans }) => `${first === last ? name(first) : `${name(first)}-${name(last)}`} ${spans}`,
    );
  return days.length === 0 ? '' : `${days.join('; ')} ${zone(now, timezone)}`;
}
