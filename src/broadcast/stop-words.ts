import type { AccountHealth, Stop } from '../account/machine.js';
import { standing } from '../account/machine.js';
import { reasonWords } from '../gate/words.js';
import type { Bilingual } from '../whatsapp/error-row.js';

const says = (id: string, en: string): Bilingual => ({ id, en });

/** Why the account stands still, and what to do. */
const STOPS: Record<string, Bilingual> = {
  disabled: says(
    'Akun WhatsApp dinonaktifkan Meta. Buka halaman Akun dan ajukan pemulihan.',
    'Meta has disabled the WhatsApp account. Open the Account page and ask for recovery.',
  ),
  ban_scheduled: says(
    'Meta akan menonaktifkan akun ini. Buka halaman Akun dan ajukan peninjauan sekarang.',
    'Meta is going to disable this account. Open the Account page and ask for a review now.',
  ),
  held_for_quality: says(
    'Meta menahan sebagian kiriman untuk menilai mutu template. Tunggu hasilnya, periksa templatenya, lalu lanjutkan.',
    'Meta holds part of the messages to judge the template. Wait for the outcome, look at the template, then resume.',
  ),
  quality_red: says(
    'Mutu nomor merah, jadi siaran ditahan supaya akun tidak diblokir. Kurangi kiriman, perbaiki isinya, lalu lanjutkan di halaman Akun.',
    "The number's quality is red, so broadcasts are held to keep the account from being blocked. Send less, mend the content, then go on from the Account page.",
  ),
  webhook_silent: says(
    'Webhook dari Meta berhenti masuk, jadi permintaan berhenti tidak akan terbaca. Periksa alamat webhook dengan `izin doctor`; siaran berlanjut sendiri setelah webhook masuk lagi.',
    "Meta's webhooks have fallen silent, so opt-outs would not be heard. Check the webhook address with `izin doctor`; broadcasts go on by themselves when webhooks are back.",
  ),
};

const VIOLATION = says(
  'Meta memberi peringatan pelanggaran kebijakan. Baca peringatannya di halaman Akun, perbaiki, lalu lanjutkan dari sana.',
  'Meta has warned of a policy violation. Read the warning on the Account page, mend what it names, then go on from there.',
);
const RESTRICTION = says(
  'Meta membatasi pengiriman dari akun ini. Lihat sampai kapan di halaman Akun.',
  'Meta restricts sending from this account. See until when on the Account page.',
);

/** The words of a reason for which the account stands still. */
export function stopWords(reason: string): Bilingual {
  if (Object.hasOwn(STOPS, reason)) return STOPS[reason] as Bilingual;
  if (reason.startsWith('violation')) return VIOLATION;
  if (reason.startsWith('restricted')) return RESTRICTION;
  return reason.startsWith('meta_') ? reasonWords(reason) : reasonWords('account_paused');
}

/** What keeps marketing from leaving now; the one that lasts longest does not matter, the widest comes first. */
export function marketingStop(health: AccountHealth, now: number): Stop | null {
  return (
    standing(health.paused, now) ??
    standing(health.templatesPaused, now) ??
    standing(health.marketingPaused, now)
  );
}
