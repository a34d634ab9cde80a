import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../flows/index.js';
import {
  DEFAULT_HOURS,
  loadCalendar,
  loadToAPerson,
  type OfficeHours,
  type ToAPerson,
} from '../handoff/index.js';

/** What staff keep about the office beside the releases; read when the program starts. */
export interface OfficeFiles {
  /** When agents are there, by `locales/calendar.yaml`; without the file, Monday to Friday. */
  calendar: OfficeHours;
  /** The words of `locales/to-a-person.yaml`; without the file, none. */
  toAPerson: ToAPerson;
  faults: Fault[];
}

/** What holds without the files. */
export const NO_OFFICE_FILES: OfficeFiles = {
  calendar: DEFAULT_HOURS,
  toAPerson: () => undefined,
  faults: [],
};

/** A fault leaves the file out; `izin check` tells where and how to mend it. */
export async function readOfficeFiles(localesDir: string): Promise<OfficeFiles> {
  const calendar = await read(localesDir, 'calendar.yaml', loadCalendar);
  const words = await read(localesDir, 'to-a-person.yaml', loadToAPerson);
  return {
    calendar: calendar?.calendar ?? NO_OFFICE_FILES.calendar,
    toAPerson: words?.toAPerson ?? NO_OFFICE_FILES.toAPerson,
    faults: [...(calendar?.faults ?? []), ...(words?.faults ?? [])],
  };
}

async function read<T>(
  localesDir: string,
  name: string,
  load: (source: string) => T,
): Promise<T | undefined> {
  const source = await readFile(join(localesDir, name), 'utf8').catch(() => null);
  return source === null ? undefined : load(source);
}
