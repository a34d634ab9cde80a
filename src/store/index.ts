export { inserting } from './inserting.js';
export { each, eachOf } from './list.js';
export { prepared } from './prepared.js';
export { readSetting, readSettingsUnder, settingOr, writeSetting } from './settings.js';
export { afterCommit, announce, Store, StoreUnavailableError, type Tx } from './store.js';
export type * from './tables.js';
