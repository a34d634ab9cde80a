import { readDateCell } from '../consent/import/date-cell.js';
import { localDay } from '../consent/import/run.js';
import { REASON_WORDS } from '../consent/import/words.js';
import { Refusal, WRONG_USE } from './outcome.js';

/** The `--date` that was given, however it was written, as ISO. @throws Refusal */
export function dateOption(text: string, timezone: string): string {
  const read = readDateCell(text, localDay(Date.now(), timezone));
  if (typeof read !== 'string') return read.date;
  const { id, en } = REASON_WORDS[read === 'missing_date' ? 'invalid_date' : read];
  throw new Refusal(`--date: ${id} · ${en}`, WRONG_USE);
}
