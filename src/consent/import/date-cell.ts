export type DateFault = 'missing_date' | 'invalid_date' | 'date_in_future';

const MONTHS = new Map(
  [
    ['jan', 'januari', 'january'],
    ['feb', 'peb', 'pebruari', 'februari', 'february', 'febuari'],
    ['mar', 'mrt', 'maret', 'march'],
    ['apr', 'april'],
    ['mei', 'may'],
    ['jun', 'juni', 'june'],
    ['jul', 'juli', 'july'],
    ['agt', 'agu', 'ags', 'agst', 'agust', 'agustus', 'aug', 'august'],
    ['sep', 'sept', 'september'],
    ['okt', 'oktober', 'oct', 'october'],
    ['nov', 'nop', 'november', 'nopember'],
    ['des', 'desember', 'dec', 'december'],
  ].flatMap((names, i) => names.map((name) => [name, i + 1] as const)),
);
const DAYS =
  /^(?:(?:senin|selasa|rabu|kamis|jumat|jum'at|jum’at|sabtu|minggu|ahad|mon|tue|wed|thu|fri|sat|sun)[a-z]*(?:[,./]\s*|\s+))?(?:(?:tanggal|tgl)[.:]?\s*)?/;
/** The first year in which a serial number or a year is taken for what it says. */
const FIRST_YEAR = 1990;

/**
 * Reads a date as people write it, day before month: `3 Agt 2025`, `03/08/2025`, `3-8-25`, `2025-08-03`,
 * `Minggu, 3 Agustus 2025 pukul 14.05`, `Aug 3, 2025`, Excel's serial number. Answers an ISO date, with the
 * time where one is written; a time without a zone is local. Pure.
 * @param today the local date, `YYYY-MM-DD`
 */
export function readDateCell(written: string, today: string): { date: string } | DateFault {
  const text = written
    .normalize('NFKC')
    .replace(/^[\s'"`=]+|[\s'"`]+$/g, '')
    .replace(/\s+/g, ' ');
  if (text === '') return 'missing_date';
  if (text.length > 60) return 'invalid_date';
  const read = readIso(text) ?? readSerial(text) ?? readWritten(text.toLowerCase());
  if (!read || read.year < FIRST_YEAR || !isDay(read)) return 'invalid_date';
  const day = `${read.year}-${two(read.month)}-${two(read.day)}`;
  const time = read.time === undefined ? '' : readTime(read.time);
  if (time === undefined) return 'invalid_date';
  // A day of grace for zones east of ours.
  const latest = time.length > 9 ? dayAfter(today) : today;
  return day > latest ? 'date_in_future' : { date: time === '' ? day : `${day}T${time}` };
}

interface Written {
  year: number;
  month: number;
  day: number;
  time?: string | undefined;
}

function readIso(text: string): Written | undefined {
  const match = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ,]\s?(.+))?$/i.exec(text);
  if (match) return written(match[1], match[3], match[4], match[5]);
  const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text);
  return compact ? written(compact[1], compact[2], compact[3]) : undefined;
}

/** Days since 30 December 1899, as spreadsheets count them. */
function readSerial(text: string): Written | undefined {
  const match = /^(\d{5})(?:[.,]\d+)?$/.exec(text);
  if (!match) return undefined;
  const date = new Date(Date.UTC(1899, 11, 30 + Number(match[1])));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function readWritten(text: string): Written | undefined {
  const rest = text.replace(DAYS, '');
  const numeric = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?:,? (.+))?$/.exec(rest);
  if (numeric) return written(numeric[4], numeric[3], numeric[1], numeric[5]);
  const named =
    /^(\d{1,2})(?:st|nd|rd|th)?[-/. ]{0,2}([a-z]+)[-/., ]{0,2}['’]?(\d{4}|\d{2})(?:,? (.+))?$/.exec(rest);
  if (named) return written(named[3], MONTHS.get(named[2] ?? ''), named[1], named[4]);
  const english = /^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,? (.+))?$/.exec(rest);
  return english ? written(english[3], MONTHS.get(english[1] ?? ''), english[2], english[4]) : undefined;
}

function written(
  year: string | undefined,
  month: string | number | undefined,
  day: string | undefined,
  time?: string,
): Written {
  const full = year?.length === 2 ? 2000 + Number(year) : Number(year);
  return { year: full, month: Number(month ?? 0), day: Number(day), time };
}

function isDay({ year, month, day }: Written): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  // 31 February would silently become 3 March.
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const ZONES = new Map([
  ['wib', '+07:00'],
  ['wita', '+08:00'],
  ['wit', '+09:00'],
  ['z', 'Z'],
  ['utc', 'Z'],
  ['gmt', 'Z'],
]);

/** `14:05`, `14.05 WIB`, `pukul 2:05 PM`, `10:00:00.000+07:00` as ISO writes a time; undefined for nonsense. */
function readTime(text: string): string | undefined {
  const match =
    /^(?:pukul |jam |at )?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)? ?(am|pm)? ?(z|utc|gmt|wib|wita|wit|[+-]\d{2}(?::?\d{2})?)?$/i.exec(
      text,
    );
  if (!match) return undefined;
  const [, hours = '', minutes = '', seconds, half, zone = ''] = match;
  const afternoon = half?.toLowerCase() === 'pm';
  const hour = half ? (Number(hours) % 12) + (afternoon ? 12 : 0) : Number(hours);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return undefined;
  const offset =
    ZONES.get(zone.toLowerCase()) ??
    zone.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours, rest = '00') => `${hours}:${rest}`);
  return `${two(hour)}:${minutes}${seconds === undefined ? '' : `:${seconds}`}${offset}`;
}

const two = (n: number) => String(n).padStart(2, '0');

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
