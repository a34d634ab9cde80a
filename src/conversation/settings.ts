import { type OfficeHours, readHours, writeHours } from '../handoff/index.js';
import { readSetting, type Store, writeSetting } from '../store/index.js';

/** What staff set for the whole organisation and the words tell. */
export interface Settings {
  /** Address of the page that says how data is looked after; null: the words leave it out. */
  privacyUrl: string | null;
  officeHours: OfficeHours;
}

const PRIVACY_URL = 'privacy_url';

/** `calendar`: the hours that hold where staff have set none. */
export async function readSettings(read: Store['read'], calendar?: OfficeHours): Promise<Settings> {
  return {
    privacyUrl: (await readSetting(read, PRIVACY_URL)) || null,
    officeHours: await readHours(read, calendar),
  };
}

/** Changes what is given, in one commit. */
export function changeSettings(store: Store, { privacyUrl, officeHours }: Partial<Settings>): Promise<void> {
  return store.write(async (tx) => {
    if (privacyUrl !== undefined) await writeSetting(tx, PRIVACY_URL, privacyUrl ?? '');
    if (officeHours !== undefined) await writeHours(tx, officeHours);
  });
}
