import { DateTime } from 'luxon';
import { readSetting, type Store, type Tx, writeSetting } from '../store/index.js';

/** Spans of a day such as `['08:00', '17:00']`, by weekday from Monday (1) to Sunday (7). */
export interface OfficeHours {
  weekly: Record<number, [from: string, to: string][]>;
  /** Days off, `2027-03-20`, each with its name. */
  holidays: { date: string; name: { id: string; en: string } }[];
}

export interface Office {
  open: boolean;
  /** When it opens next, ms; absent while open, and when it does not within a month. */
  opensAt?: number;
  /** The holiday for which it is closed today. */
  holiday?: { id: string; en: string };
}

/** Monday to Friday, 8 to 17. */
export const DEFAULT_HOURS: OfficeHours = {
  weekly: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [['08:00', '17:00']]])),
  holidays: [],
};

/** Days ahead in which an opening is looked for: past the longest holidays. */
const AHEAD = 31;

/** Whether somebody is there at this moment, and else from when; pure. */
export function officeAt(hours: OfficeHours, now: number, zone: string): Office {
  const today = DateTime.fromMillis(now, { zone }).startOf('day');
  if (spansOf(hours, today).some(([from, to]) => from <= now && now < to)) return { open: true };
  const holiday = holidayOn(hours, today);
  const closed = { open: false, ...(holiday && { holiday: holiday.name }) };
  for (let day = 0; day <= AHEAD; day++) {
    const starts = spansOf(hours, today.plus({ days: day })).flatMap(([from]) => (from > now ? [from] : []));
    if (starts.length > 0) return { ...closed, opensAt: Math.min(...starts) };
  }
  return closed;
}

function spansOf(hours: OfficeHours, day: DateTime): [number, number][] {
  if (holidayOn(hours, day)) return [];
  return (hours.weekly[day.weekday] ?? []).map(([from, to]) => [at(day, from), at(day, to)]);
}

const holidayOn = (hours: OfficeHours, day: DateTime) =>
  hours.holidays.find(({ date }) => date === day.toISODate());

/** `24:00` is the midnight that ends the day. */
function at(day: DateTime, clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour >= 24 ? day.plus({ days: 1 }).toMillis() : day.set({ hour, minute }).toMillis();
}

const SETTING = 'office_hours';

/** The hours that staff have set. */
export async function readHours(read: Store['read']): Promise<OfficeHours> {
  const value = await readSetting(read, SETTING);
  return value === undefined ? DEFAULT_HOURS : (JSON.parse(value) as OfficeHours);
}

export function writeHours(tx: Tx, hours: OfficeHours): Promise<void> {
  return writeSetting(tx, SETTING, JSON.stringify(hours));
}
