import { DateTime } from 'luxon';
import { clock, date, zone } from '../flows/forms.js';
import type { Bilingual } from '../whatsapp/error-row.js';

/**
 * A moment as staff say it, seen from `now`: `pukul 08.00 WIB`, `besok pukul 08.00 WIB`,
 * `3 Mei 2026 pukul 08.00 WIB`; `at 8 am WIB`, `tomorrow at 8 am WIB`, `on 3 May 2026 at 8 am WIB`.
 */
export function when(at: number, now: number, timezone: string): Bilingual {
  const id = `pukul ${clock(at, timezone, 'id')} ${zone(at, timezone)}`;
  const en = `at ${clock(at, timezone, 'en')} ${zone(at, timezone)}`;
  const day = (time: number) => DateTime.fromMillis(time, { zone: timezone }).startOf('day');
  const days = Math.round(day(at).diff(day(now), 'days').days);
  if (days === 0) return { id, en };
  if (days === 1) return { id: `besok ${id}`, en: `tomorrow ${en}` };
  return { id: `${date(at, timezone, 'id')} ${id}`, en: `on ${date(at, timezone, 'en')} ${en}` };
}
