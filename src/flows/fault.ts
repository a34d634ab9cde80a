import type { Bilingual } from './types.js';

/** One thing that `izin check` found, and how to mend it. Lines and columns count from 1. */
export interface Fault {
  /** stable; the name of the rule */
  code: string;
  /** a release with a fault is refused; a warning is only shown */
  level: 'fault' | 'warning';
  file: string;
  line: number;
  column: number;
  /** the line of the file */
  excerpt: string;
  message: Bilingual;
  mend: Bilingual;
}
