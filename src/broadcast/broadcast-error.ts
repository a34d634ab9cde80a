import type { Bilingual } from '../whatsapp/error-row.js';
import type { Check } from './types.js';

/** Code for problem details; what a person can do about it stands in `words`. */
export type BroadcastErrorCode =
  | 'not_found'
  | 'unknown_topic'
  | 'unknown_template'
  | 'unknown_segment'
  | 'invalid_audience'
  | 'invalid_broadcast'
  | 'invalid_state'
  | 'preflight_failed'
  | 'invalid_cursor';

/** A broadcast cannot be made or moved as asked. `checks` only with `preflight_failed`. */
export class BroadcastError extends Error {
  override readonly name = 'BroadcastError';
  readonly code: BroadcastErrorCode;
  readonly words: Bilingual;
  readonly checks: Check[];

  constructor(code: BroadcastErrorCode, words: Bilingual, checks: Check[] = []) {
    super(words.en);
    this.code = code;
    this.words = words;
    this.checks = checks;
  }
}
