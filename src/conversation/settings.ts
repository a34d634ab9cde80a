import {
  type HandoffRules,
  type OfficeHours,
  readHours,
  readRules,
  writeHours,
  writeRules,
} from '../handoff/index.js';
import { readSetting, type Store, writeSetting } from '../store/index.js';

/** What staff set for the whole organisation and the words tell. */
export interface Settings {
  /** Address of the page that says how data is looked after; null: the words leave it out. */
  privacyUrl: string | null;
  officeHours: OfficeHours;
  handoff: HandoffRules;
}

/** What is given changes; of the rules for tickets each by itself. */
export type SettingsChange = Partial<Omit<Settings, 'handoff'>> & { handoff?: Partial<HandoffRules> };

const PRIVACY_URL = 'privacy_url';

/** `calendar`: the hours that hold where staff have set none. */
export async function readSettings(read: Store['read'], calendar?: OfficeHours): Promise<Settings> {
  return {
    privacyUrl: (await readSetting(read, PRIVACY_URL)) || null,
    officeHours: await readHours(read, calendar),
    handoff: await readRules(read),
  };
}

/** Changes what is given, in one commit. */
export function changeSettings(
  store: Store,
  { privacyUrl, officeHours, handoff }: SettingsChange,
): Promise<void> {
  return store.write(async (tx) => {
    if (privacyUrl !== undefined) await writeSetting(tx, PRIVACY_URL, privacyUrl ?? '');
    if (officeHours !== undefined) await writeHours(tx, officeHours);
    if (handoff !== undefined) await writeRules(tx, { ...(await readRules(tx)), ...handoff });
  });
}
