import type { FaqEntry } from './entry.js';

type Validity = Pick<FaqEntry, 'validFrom' | 'validUntil'>;

/** Whether the entry may be answered on a day (`2026-12-31`); its first and last day count. */
function isValidOn({ validFrom, validUntil }: Validity, day: string): boolean {
  return (validFrom === undefined || validFrom <= day) && (validUntil === undefined || day <= validUntil);
}

/** Tells whether there is such an entry, and it may be answered on a day. */
export function validityOf(entries: readonly FaqEntry[]): (id: string, day: string) => boolean {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  return (id, day) => {
    const entry = known.get(id);
    return entry !== undefined && isValidOn(entry, day);
  };
}

/** A day so many days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
