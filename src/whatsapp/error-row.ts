/** What the program does about an error (reference: error codes, engine actions). */
export type Action =
  /** Passing trouble: the same message again, later and later. */
  | 'retry'
  /** Too fast for the number or the app: halve the rate, the message goes back into the queue. */
  | 'slow'
  /** Too much to this one person: only they wait. */
  | 'pair_wait'
  /** Marketing to this person rests for a day; no retry inside the broadcast. */
  | 'defer_day'
  /** This message will never arrive. */
  | 'undeliverable'
  /** The person stopped marketing in WhatsApp. */
  | 'opt_out'
  /** Every broadcast with this template stops. */
  | 'template_stop'
  /** This broadcast pauses until staff decide. */
  | 'campaign_pause'
  /** All marketing of the number and the portfolio pauses. */
  | 'marketing_stop'
  /** Nothing more leaves from what `scope` names. */
  | 'stop_all'
  /** Ours to mend: the message fails, somebody is told, nothing is repeated blindly. */
  | 'fix';

export type Scope = 'message' | 'recipient' | 'country' | 'template' | 'campaign' | 'number' | 'account';

/** When to try again: the first wait, by how much each further one grows, how many tries there are. */
export interface Wait {
  firstMs: number;
  factor: number;
  /** Further tries after the first; 0: only wait, the program never tries this message again by itself. */
  tries: number;
}

/** What happened and what to do about it, one sentence or two each, for staff. */
export interface ErrorWords {
  what: string;
  todo: string;
}

/** What an error means for its template: told apart because the ways on differ. */
export type TemplateConsequence = 'paused' | 'disabled' | 'missing' | 'violating' | 'faulty';

export interface ErrorRow {
  /** One code, or the first and last of a range. */
  codes: number | readonly [number, number];
  action: Action;
  scope: Scope;
  wait?: Wait;
  template?: TemplateConsequence;
  /** Says something about the number written to: after several on different days it is bad. */
  badNumber?: boolean;
  /** Stops the broadcast, even where the action concerns one message only. */
  stopsCampaign?: boolean;
  id: ErrorWords;
  en: ErrorWords;
}

export interface Bilingual {
  id: string;
  en: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Back-off of ordinary trouble: 10 s, 40 s, 2.7 min, 11 min, 43 min; within about an hour. */
export const BACK_OFF: Wait = { firstMs: 10 * SECOND, factor: 4, tries: 5 };
export const tries = (count: number): Wait => ({ ...BACK_OFF, tries: count });
export const after = (firstMs: number, count: number): Wait => ({ firstMs, factor: 1, tries: count });
export const minutes = (count: number): number => count * MINUTE;
/** 4^n seconds, n from 0 (Meta docs: messaging limits, pair rate). */
export const PAIR: Wait = { firstMs: SECOND, factor: 4, tries: 5 };

/** One line of the table: the code, what we do, what happened in both languages, what staff can do. */
export function row(
  codes: ErrorRow['codes'],
  action: Action,
  scope: Scope,
  what: Bilingual,
  todo: Bilingual,
  more: Pick<ErrorRow, 'wait' | 'template' | 'badNumber' | 'stopsCampaign'> = {},
): ErrorRow {
  return {
    codes,
    action,
    scope,
    ...more,
    id: { what: what.id, todo: todo.id },
    en: { what: what.en, todo: todo.en },
  };
}

export const says = (id: string, en: string): Bilingual => ({ id, en });

/** Advice that fits many errors. */
export const ADVICE = {
  nothing: says(
    'Tidak perlu apa-apa. Izin mencoba lagi sendiri.',
    'Nothing to do. Izin tries again by itself.',
  ),
  settled: says(
    'Tidak perlu apa-apa. Pesan ini tidak dikirim ulang.',
    'Nothing to do. This message is not sent again.',
  ),
  token: says(
    'Buat token baru untuk pengguna sistem di Meta Business Suite, pasang di Izin, lalu mulai ulang.',
    'Make a new token for the system user in Meta Business Suite, set it in Izin and restart.',
  ),
  permission: says(
    'Periksa izin token di Meta Business Suite: whatsapp_business_messaging dan whatsapp_business_management.',
    'Check the permissions of the token in Meta Business Suite: whatsapp_business_messaging and whatsapp_business_management.',
  ),
  developer: says(
    'Laporkan kepada pengembang beserta kode ini. Jangan kirim ulang sebelum diperbaiki.',
    'Report it to the developer with this code. Do not send again before it is mended.',
  ),
  support: says(
    'Buka Meta Business Suite, Business Support Home, pilih akun WhatsApp, dan ajukan peninjauan.',
    'Open Meta Business Suite, Business Support Home, choose the WhatsApp account and request a review.',
  ),
  registration: says(
    'Daftarkan nomor ini di WhatsApp Manager, lalu periksa lagi dengan `izin doctor`.',
    'Register the number in WhatsApp Manager, then check again with `izin doctor`.',
  ),
  template: says(
    'Buka template ini di WhatsApp Manager, perbaiki, lalu sinkronkan template di Izin.',
    'Open the template in WhatsApp Manager, mend it, then sync templates in Izin.',
  ),
  parameters: says(
    'Samakan isian siaran dengan template, lalu lanjutkan siaran.',
    'Make the values of the broadcast match the template, then resume it.',
  ),
  unused: says(
    'Izin tidak memakai fitur ini. Laporkan kepada pengembang jika sering muncul.',
    'Izin does not use this feature. Report it to the developer if it keeps coming.',
  ),
  manager: says('Selesaikan langkah ini di WhatsApp Manager.', 'Complete this step in WhatsApp Manager.'),
  later: says('Tunggu, lalu coba lagi.', 'Wait, then try again.'),
} as const;
