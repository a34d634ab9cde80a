import type { Bilingual } from '../whatsapp/error-row.js';

export type HandoffErrorCode =
  | 'not_found'
  | 'ticket_closed'
  | 'window_closed'
  | 'invalid_text'
  | 'content_blocked'
  | 'media_rights_missing'
  | 'invalid_time'
  | 'no_answer_later'
  | 'invalid_label'
  | 'contact_blocked';

/** A ticket, quick reply or label cannot be changed as asked. */
export class HandoffError extends Error {
  override readonly name = 'HandoffError';
  readonly code: HandoffErrorCode;
  readonly words: Bilingual;

  constructor(code: HandoffErrorCode, words: Bilingual) {
    super(words.en);
    this.code = code;
    this.words = words;
  }
}
