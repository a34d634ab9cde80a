import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../flows/index.js';
import { DEFAULT_HOURS, loadCalendar, type OfficeHours } from '../handoff/index.js';

/** What staff keep about the office beside the releases; read when the program starts. */
export interface OfficeFiles {
  /** When agents are there, by `locales/calendar.yaml`; without the file, Monday to Friday. */
  calendar: OfficeHours;
  faults: Fault[];
}

/** A fault leaves the file out; `izin check` tells where and how to mend it. */
export async function readOfficeFiles(localesDir: string): Promise<OfficeFiles> {
  const calendar = await read(localesDir, 'calendar.yaml', loadCalendar);
  return { calendar: calendar?.calendar ?? DEFAULT_HOURS, faults: calendar?.faults ?? [] };
}

async function read<T>(
  localesDir: string,
  name: string,
  load: (source: string) => T,
): Promise<T | undefined> {
  const source = await readFile(join(localesDir, name), 'utf8').catch(() => null);
  return source === null ? undefined : load(source);
}
