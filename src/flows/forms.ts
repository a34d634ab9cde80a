import { DateTime } from 'luxon';
import { ownOf } from './language.js';
import type { Language, Spoken } from './types.js';

/** How dates, times, numbers, money and phone numbers are written to customers (voice: forms). */

const INDONESIAN_ZONES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Ujung_Pandang': 'WITA',
  'Asia/Jayapura': 'WIT',
};
const TAG: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };

const at = (time: number, timezone: string, language: Spoken) =>
  DateTime.fromMillis(time, { zone: timezone, locale: TAG[ownOf(language)] });

/** `3 Mei 2026`, `3 May 2026`. */
export function date(time: number, timezone: string, language: Spoken): string {
  return at(time, timezone, language).toFormat('d LLLL yyyy');
}

/** `Senin`, `Monday`. */
export function weekday(time: number, timezone: string, language: Spoken): string {
  return at(time, timezone, language).toFormat('cccc');
}

/** `08.00`, `8 am`, `8.30 am`; the word *pukul* and the zone stand in the words. */
export function clock(time: number, timezone: string, language: Spoken): string {
  const { hour, minute } = at(time, timezone, language);
  return hourAndMinute(hour, minute, language);
}

/** The same for a wall-clock time such as `19:00`. */
export function wallClock(hhmm: string, language: Spoken): string {
  const [hour = 0, minute = 0] = hhmm.split(':').map(Number);
  return hourAndMinute(hour, minute, language);
}

function hourAndMinute(hour: number, minute: number, language: Spoken): string {
  const two = (value: number) => String(value).padStart(2, '0');
  if (ownOf(language) === 'id') return `${two(hour)}.${two(minute)}`;
  const half = hour % 24 < 12 ? 'am' : 'pm';
  return `${hour % 12 || 12}${minute === 0 ? '' : `.${two(minute)}`} ${half}`;
}

/** `WIB`, `WITA`, `WIT`; elsewhere `UTC+8`. */
export function zone(time: number, timezone: string): string {
  return INDONESIAN_ZONES[timezone] ?? `UTC${DateTime.fromMillis(time, { zone: timezone }).toFormat('Z')}`;
}

/** `pagi`, `siang`, `sore`, `malam`: to 10.59, 14.59, 17.59 and later, on the reader's clock. */
export function partOfDay(time: number, timezone: string): 'pagi' | 'siang' | 'sore' | 'malam' {
  const { hour: now } = at(time, timezone, 'id');
  if (now < 4 || now >= 18) return 'malam';
  if (now < 11) return 'pagi';
  return now < 15 ? 'siang' : 'sore';
}

/** `1.500`, `1,500`. */
export function number(value: number, language: Spoken): string {
  return new Intl.NumberFormat(TAG[ownOf(language)]).format(value);
}

/** `Rp1.500.000`, `Rp1,500,000`. */
export function rupiah(value: number, language: Spoken): string {
  return `${value < 0 ? '-' : ''}Rp${number(Math.abs(value), language)}`;
}

/** `Rp300 ribu`, `Rp1,5 juta`, `Rp1.5 million`; exact below that or when rounding would change the sum. */
export function shortRupiah(value: number, language: Spoken): string {
  const steps: [number, string | undefined][] =
    ownOf(language) === 'id'
      ? [
          [1e9, 'miliar'],
          [1e6, 'juta'],
          [1e3, 'ribu'],
        ]
      : [
          [1e9, 'billion'],
          [1e6, 'million'],
        ];
  const [size, word] = steps.find(([step]) => value >= step && (value * 10) % step === 0) ?? [1, undefined];
  return word ? `Rp${number(value / size, language)} ${word}` : rupiah(value, language);
}

/** `Info Zakat dan Laporan`, `Info Zakat and Laporan`. */
export function list(items: readonly string[], language: Spoken): string {
  return LISTS[ownOf(language)].format(items);
}
const LISTS: Record<Language, Intl.ListFormat> = {
  id: new Intl.ListFormat('id-ID'),
  en: new Intl.ListFormat('en-GB'),
};

/** Digits without `+` -> `0812-3456-7890`; outside Indonesia `+44 7700 900123` stays plain `+447700900123`. */
export function phone(digits: string): string {
  if (!digits.startsWith('62')) return `+${digits}`;
  const local = `0${digits.slice(2)}`;
  return [local.slice(0, 4), local.slice(4, 8), local.slice(8)].filter(Boolean).join('-');
}

/** Digits without `+` -> `0812-xxxx-7890`: enough for the owner to know it again. */
export function maskedPhone(digits: string): string {
  const start = digits.startsWith('62') ? `0${digits.slice(2, 5)}` : `+${digits.slice(0, 4)}`;
  return `${start}-xxxx-${digits.slice(-4)}`;
}
