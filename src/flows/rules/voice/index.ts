import type { Rule } from '../rule.js';
import { FORM_RULES } from './form.js';
import { PHRASE_RULES } from './phrases.js';

/** The ten rules of tone, as far as a program can tell. */
export const voiceRules: readonly Rule[] = [...PHRASE_RULES, ...FORM_RULES];
