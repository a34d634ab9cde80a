import { dayIn, type Faq } from '../faq/index.js';
import { HOUR, hoursInWords, officeAt, withCalendar } from '../handoff/index.js';
import type { House } from './facts.js';
import type { OfficeFiles } from './office-files.js';
import type { Settings } from './settings.js';

const DAY = 24 * 60 * 60 * 1000;
/** Copies of an erased person leave the backups within this many days. */
const BACKUP_DAYS = 30;
const DECLINE_DAYS = 90;

/** The rules that the words promise. Durations in ms, hours in minutes after midnight; null: no such rule. */
export interface Rules {
  frequencyCap: { messages: number; period: number } | null;
  quietHours: { from: number; to: number } | null;
  timezone: string;
}

/** What the flows may say of the organisation and promise in its name: only what the program keeps. */
export function houseOf(
  rules: Rules,
  orgName: string,
  faq: Faq,
  { officeHours, privacyUrl, handoff }: Settings,
  { calendar, toAPerson }: Pick<OfficeFiles, 'calendar' | 'toAPerson'>,
): House {
  const hours = withCalendar(officeHours, calendar);
  const { frequencyCap, quietHours, timezone } = rules;
  return {
    org: {
      name: orgName,
      ...(privacyUrl !== null && { privacyUrl }),
    },
    hours: byMinute((now) => ({
      id: hoursInWords(hours, timezone, 'id', now),
      en: hoursInWords(hours, timezone, 'en', now),
    })),
    timezone,
    today: byMinute((now) => dayIn(timezone, now)),
    policy: {
      ...(frequencyCap && {
        cap: { messages: frequencyCap.messages, days: Math.max(1, Math.round(frequencyCap.period / DAY)) },
      }),
      ...(quietHours && { updates: { from: clock(quietHours.to), to: clock(quietHours.from) } }),
      declineDays: DECLINE_DAYS,
      backupDays: BACKUP_DAYS,
    },
    toAPerson,
    reopenWithin: handoff.reopenHours * HOUR,
    office: byMinute((now) => officeAt(hours, now, timezone)),
    faq: faq.lookup,
    isCurrent: faq.isCurrent,
  };
}

/** Days and office hours change on the minute at most; every turn asks. */
function byMinute<T>(read: (now: number) => T): (now: number) => T {
  let known: { minute: number; value: T } | undefined;
  return (now) => {
    const minute = Math.floor(now / 60_000);
    if (known?.minute !== minute) known = { minute, value: read(now) };
    return known.value;
  };
}

/** 480 as 08:00. */
function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
