import type { Bilingual } from './error-row.js';

/** What kind of thing is wrong; `izin check` has a rule of each name. A warning: Meta takes it, perhaps as something else. */
export const DRAFT_LEVELS = {
  'template-name': 'fault',
  'template-length': 'fault',
  'template-values': 'fault',
  'template-crowded': 'warning',
  'template-format': 'fault',
  'template-buttons': 'fault',
  'template-stop': 'fault',
  'template-category': 'warning',
} as const;
export type DraftCode = keyof typeof DRAFT_LEVELS;

/** Why Meta, or we, would refuse a template. `path` leads into the draft. */
export interface DraftFault {
  code: DraftCode;
  path: readonly (string | number)[];
  message: Bilingual;
  mend: Bilingual;
}
