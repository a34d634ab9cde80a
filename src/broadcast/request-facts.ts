import { reasonWords } from '../gate/words.js';
import type { Bilingual } from '../whatsapp/error-row.js';

/** What decides whether a request from outside is followed by the message that asks for a yes. */
export interface RequestFacts {
  /** Whether the topic's confirmation template may be sent; null: the topic has none. */
  template: boolean | null;
  consent: { state: string; actor: string; expiresAt: number | null } | null;
  /** A message for this very request is on its way, or was sent. */
  asked: boolean;
  /** An earlier one about this topic has had no answer: it promised that there would be no other. */
  unanswered: boolean;
  /** One about any topic went out while a request lives. */
  askedLately: boolean;
}

/** Why no message asks. `not_pending`, `asked`: there is nothing to ask. */
export type NotAsked =
  | 'not_pending'
  | 'asked'
  | 'no_basis'
  | 'no_template'
  | 'template_not_approved'
  | 'already_asked'
  | 'budget_exhausted';

/**
 * Why this request is not followed by a message; null: it is. Pure. Who declined, stopped or is blocked never gets
 * here: their request has had no effect and is not pending.
 */
export function notAsked(
  { template, consent, asked, unanswered, askedLately }: RequestFacts,
  { reference, stranger }: { reference: string | null; stranger: boolean },
): NotAsked | null {
  if (consent?.state !== 'pending' || consent.actor === 'customer') return 'not_pending';
  if (asked) return 'asked';
  if (reference === null) return 'no_basis';
  if (template === null) return 'no_template';
  if (!template) return 'template_not_approved';
  if (unanswered || (stranger && askedLately)) return 'already_asked';
  return null;
}

const WORDS: Readonly<Partial<Record<NotAsked, Bilingual>>> = {
  no_basis: {
    id: 'Permintaan ini tanpa bukti, jadi orangnya tidak kami kirimi pertanyaan. Kirim permintaannya lagi dengan bukti, atau beri ia tautan wa.me.',
    en: 'This request has no proof, so we did not write to them. Send it again with evidence, or give them a wa.me link.',
  },
  no_template: {
    id: 'Topik ini belum punya template konfirmasi. Pasang satu pada topiknya, lalu kirim permintaannya lagi; atau beri orangnya tautan wa.me.',
    en: 'This topic has no confirmation template. Give it one, then send the request again; or give the person a wa.me link.',
  },
  already_asked: {
    id: 'Orang ini sudah pernah ditanya dan tidak menjawab; pesan itu berjanji tidak ada pesan lagi. Ia masih bisa berlangganan sendiri lewat tautan wa.me.',
    en: 'This person was asked before and did not answer; that message promised that no other would follow. They can still subscribe by a wa.me link.',
  },
  budget_exhausted: {
    id: 'Terlalu banyak nomor diketik di halaman berlangganan dalam satu jam. Orang ini tidak dikirimi pertanyaan; ia masih bisa memakai tautan WhatsApp di halaman itu.',
    en: 'Too many numbers were typed on the subscribe page within an hour. This person was not written to; they can still use the WhatsApp link on that page.',
  },
};

/** Why nothing was sent, or waits, with a way on: of a request, or a reason of the gate. */
export function notAskedWords(reason: string): Bilingual {
  return WORDS[reason as NotAsked] ?? reasonWords(reason);
}
