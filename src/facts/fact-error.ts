import type { Bilingual } from './objection.js';

export type FactErrorCode = 'not_found' | 'second_person_needed' | 'fact_change_closed';

const WORDS: Readonly<Record<FactErrorCode, Bilingual>> = {
  not_found: { id: 'Fakta atau perubahan ini tidak ada.', en: 'There is no such fact or change.' },
  second_person_needed: {
    id: 'Perubahan ini harus disetujui orang lain, dengan kunci API lain yang sudah ada sebelum usulannya dibuat.',
    en: 'Somebody else has to approve this change, with another API key that existed before it was proposed.',
  },
  fact_change_closed: {
    id: 'Perubahan ini sudah disetujui, berlaku, atau dibatalkan. Usulkan yang baru bila masih perlu.',
    en: 'This change is approved, in force or cancelled already. Propose a new one if it is still needed.',
  },
};

/** A fact cannot be changed as asked. */
export class FactError extends Error {
  override readonly name = 'FactError';
  readonly code: FactErrorCode;
  readonly words: Bilingual;

  constructor(code: FactErrorCode) {
    super(WORDS[code].en);
    this.code = code;
    this.words = WORDS[code];
  }
}
