import type { z } from 'zod';
import type { Fault } from '../flows/fault.js';
import { issuesOf } from '../flows/issues.js';
import { type ParsedFile, parseFile, placeAt, placeOf } from '../flows/parse.js';
import { calendarSchema, DAYS } from './calendar-schema.js';
import type { OfficeHours, Span } from './office-hours.js';

/** The path that staff know the file by. */
export const CALENDAR_FILE = 'locales/calendar.yaml';

type Written = z.output<typeof calendarSchema>;

/**
 * Reads the office calendar from its text; with a fault there is none, so that no half calendar promises times.
 * Never throws.
 */
export function loadCalendar(source: string): { calendar: OfficeHours | null; faults: Fault[] } {
  const file = parseFile({ file: CALENDAR_FILE, source });
  const [broken] = file.doc.errors;
  if (broken) {
    const message = {
      id: 'Baris ini tidak bisa dibaca.',
      en: 'This line cannot be read.',
    };
    const mend = {
      id: 'Samakan jarak di awal baris dengan baris di sekitarnya, dan beri tanda kutip pada jam: "08:00-17:00".',
      en: 'Use the same spaces before the line as its neighbours, and quote times: "08:00-17:00".',
    };
    const place = placeAt(file, broken.pos[0]);
    return { calendar: null, faults: [{ code: 'calendar', level: 'fault', ...place, message, mend }] };
  }
  const parsed = calendarSchema.safeParse(file.data);
  if (!parsed.success) {
    return {
      calendar: null,
      faults: issuesOf(parsed.error.issues, file.data).map((one) => fault(file, one)),
    };
  }
  return { calendar: hoursOf(parsed.data), faults: [] };
}

function hoursOf({ hours, breaks, ramadan, holidays }: Written): OfficeHours {
  return {
    weekly: weeklyOf(hours),
    holidays,
    breaks: breaks.map(({ days, time, name }) => ({
      days: days.map((day) => DAYS.indexOf(day) + 1),
      span: time,
      name,
    })),
    seasons: ramadan.map(({ from, to, hours: weekly }) => ({ from, to, weekly: weeklyOf(weekly) })),
  };
}

function weeklyOf(hours: Written['hours']): Record<number, Span[]> {
  return Object.fromEntries(DAYS.flatMap((day, i) => (hours[day]?.length ? [[i + 1, hours[day]]] : [])));
}

function fault(file: ParsedFile, issue: ReturnType<typeof issuesOf>[number]): Fault {
  const [key] = issue.keys ?? [];
  const place = key === undefined ? placeOf(file, issue.path) : placeOf(file, [...issue.path, key], 'key');
  return { code: 'calendar', level: 'fault', ...place, ...wordsFor(issue, key) };
}

function wordsFor(
  { code, path, value, allowed, message }: ReturnType<typeof issuesOf>[number],
  key: string | undefined,
): Pick<Fault, 'message' | 'mend'> {
  if (key !== undefined) {
    return {
      message: { id: `Nama \`${key}\` tidak dikenal di sini.`, en: `The name \`${key}\` is not known here.` },
      mend: {
        id: 'Yang dikenal: hours, breaks, ramadan, holidays; hari ditulis monday sampai sunday.',
        en: 'Known are hours, breaks, ramadan, holidays; days are written monday to sunday.',
      },
    };
  }
  const name = path.map(String).join('.');
  if (value === undefined) {
    return {
      message: { id: `\`${name}\` belum diisi.`, en: `\`${name}\` is missing.` },
      mend: { id: 'Tambahkan, seperti pada baris di sekitarnya.', en: 'Add it, as in the lines around it.' },
    };
  }
  const known = MENDS[message] ?? (code === 'invalid_value' && allowed ? oneOf(allowed) : OTHER);
  return {
    message: { id: `\`${name}\` tidak sesuai bentuknya.`, en: `\`${name}\` does not have the right form.` },
    mend: known,
  };
}

const oneOf = (allowed: readonly string[]) => ({
  id: `Tulis salah satu dari: ${allowed.join(', ')}.`,
  en: `Write one of: ${allowed.join(', ')}.`,
});

const OTHER = {
  id: 'Samakan bentuknya dengan baris lain di bagian yang sama.',
  en: 'Write it as the other lines of the same part are.',
};

/** By the message that the schema gives. */
const MENDS: Readonly<Record<string, Fault['mend']>> = {
  span: {
    id: 'Tulis jam mulai dan selesai dalam tanda kutip, misalnya "08:00-17:00"; mulai lebih dulu dari selesai.',
    en: 'Write the first and last time in quotes, such as "08:00-17:00"; the first comes before the last.',
  },
  spans: {
    id: 'Urutkan jam pada hari ini, tanpa tumpang tindih.',
    en: 'Put the times of this day in order, without overlap.',
  },
  date: {
    id: 'Tulis tanggal yang ada di kalender sebagai tahun-bulan-hari, misalnya 2027-03-10.',
    en: 'Write a date that exists as year-month-day, such as 2027-03-10.',
  },
  'same-date': {
    id: 'Tanggal ini sudah ada di atas. Hapus salah satu.',
    en: 'This date already stands above. Delete one of them.',
  },
  order: {
    id: 'Tanggal `from` tidak boleh sesudah `to`.',
    en: 'The date `from` cannot come after `to`.',
  },
  name: {
    id: 'Tulis nama 1 sampai 30 huruf.',
    en: 'Write a name of 1 to 30 characters.',
  },
};
