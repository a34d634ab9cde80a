import type { Rule } from '../rule.js';
import { templateConfirmation } from './confirmation.js';
import { DRAFT_RULES } from './draft.js';
import { templateFile } from './file.js';
import { templateLanguage } from './language.js';
import { unknownTemplate } from './unknown.js';

/** What `locales/templates.yaml` and its users are held to. */
export const templateRules: readonly Rule[] = [
  templateFile,
  ...DRAFT_RULES,
  templateLanguage,
  templateConfirmation,
  unknownTemplate,
];
