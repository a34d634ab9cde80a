import { DateTime } from 'luxon';
import { readSetting, type Store, type Tx, writeSetting } from '../store/index.js';

/** Local times of a day, such as `['08:00', '17:00']`. */
export type Span = [from: string, to: string];
type Name = { id: string; en: string };
/** Spans by weekday from Monday (1) to Sunday (7). */
type Weekly = Record<number, Span[]>;

export interface OfficeHours {
  weekly: Weekly;
  /** Days off, `2027-03-20`, each with its name. */
  holidays: { date: string; name: Name }[];
  /** Prayer and meals: nobody is there, and the day goes on afterwards. */
  breaks?: { days: number[]; span: Span; name: Name }[];
  /** Ramadan: other hours from one date to another, both included. */
  seasons?: { from: string; to: string; weekly: Weekly }[];
}

export interface Office {
  open: boolean;
  /** When it opens next, ms; absent while open, and when it does not within a month. */
  opensAt?: number;
  /** When it closes or a break begins, ms; only while open. */
  closesAt?: number;
  /** The holiday for which it is closed today. */
  holiday?: Name;
  /** The break that goes on now. */
  pause?: Name;
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
  const current = spansOf(hours, today).find(([from, to]) => from <= now && now < to);
  if (current) return { open: true, closesAt: current[1] };
  const holiday = holidayOn(hours, today);
  const pause = holiday ? undefined : pauseAt(hours, today, now);
  const closed = {
    open: false,
    ...(holiday && { holiday: holiday.name }),
    ...(pause && { pause: pause.name }),
  };
  for (let day = 0; day <= AHEAD; day++) {
    const starts = spansOf(hours, today.plus({ days: day })).flatMap(([from]) => (from > now ? [from] : []));
    if (starts.length > 0) return { ...closed, opensAt: Math.min(...starts) };
  }
  return closed;
}

function spansOf(hours: OfficeHours, day: DateTime): [number, number][] {
  if (holidayOn(hours, day)) return [];
  const whole = planOn(hours, day).map((span) => within(day, span));
  return breaksOn(hours, day)
    .map(({ span }) => within(day, span))
    .reduce((spans, gap) => spans.flatMap((span) => without(span, gap)), whole);
}

/** The everyday hours, or those of Ramadan when the day lies in it. */
export function weeklyOn({ weekly, seasons = [] }: OfficeHours, day: DateTime): Weekly {
  const date = day.toISODate() ?? '';
  return seasons.find(({ from, to }) => from <= date && date <= to)?.weekly ?? weekly;
}

/** The hours of this day, breaks not yet taken out. */
const planOn = (hours: OfficeHours, day: DateTime) => weeklyOn(hours, day)[day.weekday] ?? [];

const breaksOn = ({ breaks = [] }: OfficeHours, day: DateTime) =>
  breaks.filter(({ days }) => days.includes(day.weekday));

/** The break of this moment, when somebody is there before and after it. */
function pauseAt(hours: OfficeHours, day: DateTime, now: number) {
  const works = planOn(hours, day).some((span) => covers(within(day, span), now));
  return works ? breaksOn(hours, day).find(({ span }) => covers(within(day, span), now)) : undefined;
}

const within = (day: DateTime, [from, to]: Span): [number, number] => [at(day, from), at(day, to)];
const covers = ([from, to]: [number, number], now: number) => from <= now && now < to;

/** What a gap leaves of a span: nothing, one piece or two. */
function without([from, to]: [number, number], [start, end]: [number, number]): [number, number][] {
  const pieces: [number, number][] = [
    [from, Math.min(to, start)],
    [Math.max(from, end), to],
  ];
  return pieces.filter(([a, b]) => a < b);
}

const holidayOn = (hours: OfficeHours, day: DateTime) =>
  hours.holidays.find(({ date }) => date === day.toISODate());

/** `24:00` is the midnight that ends the day. */
function at(day: DateTime, clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour >= 24 ? day.plus({ days: 1 }).toMillis() : day.set({ hour, minute }).toMillis();
}

const SETTING = 'office_hours';

/** The hours that staff have set by the API; else the everyday ones of the calendar, without its days off. */
export async function readHours(
  read: Store['read'],
  calendar: OfficeHours = DEFAULT_HOURS,
): Promise<OfficeHours> {
  const value = await readSetting(read, SETTING);
  return value === undefined ? { weekly: calendar.weekly, holidays: [] } : (JSON.parse(value) as OfficeHours);
}

/** What holds in all: the calendar's days off, breaks and Ramadan also where the everyday hours were set anew. */
export function withCalendar({ weekly, holidays }: OfficeHours, calendar: OfficeHours): OfficeHours {
  return { ...calendar, weekly, holidays: [...holidays, ...calendar.holidays] };
}

export function writeHours(tx: Tx, hours: OfficeHours): Promise<void> {
  return writeSetting(tx, SETTING, JSON.stringify(hours));
}
