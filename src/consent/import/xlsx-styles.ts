/** Number formats that show a date: those built in (ECMA-376 18.8.30, with the East Asian ones). */
const BUILT_IN = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a format's code shows a day or a time: `dd/mm/yyyy`, `[$-421]d mmmm yyyy`. */
function isDateFormat(code: string): boolean {
  const bare = code
    .replace(/\\.|_.|\*./g, '')
    .replace(/"[^"]*"/g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return !/^general$/i.test(bare.trim()) && /[dmyhs]/i.test(bare.split(';')[0] ?? '');
}

export const isDateStyle = (id: number, code: string | undefined) =>
  code === undefined ? BUILT_IN(id) : isDateFormat(code);

const DAY = 24 * 60 * 60 * 1000;

/**
 * The day (and time, where there is one) of a serial number: days since 30 December 1899, or since 1 January
 * 1904 in workbooks that began on a Mac. Undefined for what cannot be a date.
 */
export function dateOfSerial(serial: number, from1904: boolean): string | undefined {
  if (!(serial >= 1 && serial < 2_958_466)) return undefined;
  const days = Math.floor(serial) + (from1904 ? 1462 : 0);
  const at = new Date(Date.UTC(1899, 11, 30) + days * DAY);
  const day = at.toISOString().slice(0, 10);
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400);
  if (seconds === 0 || seconds >= 86_400) return day;
  return `${day}T${new Date(seconds * 1000).toISOString().slice(11, 19)}`;
}
