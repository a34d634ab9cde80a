import type { Rule } from '../rule.js';
import { voiceAddress } from './address.js';
import { voiceKeyword, voiceZone } from './exact.js';
import { FORM_RULES } from './form.js';
import { PHRASE_RULES } from './phrases.js';

/** The ten rules of tone, as far as a program can tell. */
export const voiceRules: readonly Rule[] = [
  ...PHRASE_RULES,
  ...FORM_RULES,
  voiceZone,
  voiceAddress,
  voiceKeyword,
];
