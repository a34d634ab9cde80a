/** Who may be written to, and what proves it. Start reading at machine.ts. */
export type { ConsentAct, ConsentChange } from './act.js';
export { type BlockKind, type Blocks, stands } from './blocks.js';
export { changeConsent, loadStanding } from './change.js';
export type { Environment, Evidence, Source } from './evidence.js';
export type { ConsentState } from './machine.js';
export type { Standing } from './standing.js';
