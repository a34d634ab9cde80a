export { answer } from './answer.js';
export { matchChoice } from './choice.js';
export { classify } from './classify.js';
export { detectLanguage } from './detect-language.js';
export { keyword } from './keyword.js';
export type { Normalised } from './normalise.js';
export { normalise } from './normalise.js';
export { stem } from './stem.js';
export type { Context, Intent, Keyword, Understanding } from './types.js';
