export type { Normalised } from './normalise.js';
export { normalise } from './normalise.js';
export { stem } from './stem.js';
export type { Context, Intent, Keyword, Understanding } from './types.js';
