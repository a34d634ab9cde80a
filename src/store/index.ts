export { each } from './list.js';
export { Store, StoreUnavailableError, type Tx } from './store.js';
export type * from './tables.js';
