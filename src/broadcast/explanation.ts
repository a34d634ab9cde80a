import type { AccountHealth } from '../account/machine.js';
import { when } from '../gate/when.js';
import { reasonWords } from '../gate/words.js';
import type { Bilingual } from '../whatsapp/error-row.js';
import { type Obstacle, obstacle, type PacingFacts, type Tally } from './pacing.js';
import { stopWords } from './stop-words.js';
import type { Broadcast } from './types.js';

/** What an explanation rests on, beside the broadcast. */
export interface ExplanationFacts extends PacingFacts {
  timezone: string;
  health: AccountHealth;
  tally: Tally;
  /** The waiting recipient that comes next. */
  next: { reason: string; at: number } | null;
}

const says = (id: string, en: string): Bilingual => ({ id, en });

/** One plain sentence or two: why nothing moves, when nothing moves. Null: it moves, or there is nothing to say. */
export function explain(broadcast: Broadcast, facts: ExplanationFacts): Bilingual | null {
  switch (broadcast.state) {
    case 'draft':
      return says(
        'Siaran ini masih draf. Periksa, lalu mulai.',
        'This broadcast is a draft. Check it, then start it.',
      );
    case 'scheduled':
      return waitsForSchedule(broadcast, facts);
    case 'paused':
      return paused(broadcast);
    case 'running':
      return running(broadcast, facts);
    case 'completed':
      return broadcast.total === 0
        ? says(
            'Tidak ada yang dikirim: saat mulai, topik ini belum punya pelanggan yang cocok.',
            'Nothing was sent: no subscriber of the topic matched when it started.',
          )
        : null;
    case 'cancelled':
      return broadcast.actor === null
        ? says('Siaran ini dibatalkan.', 'This broadcast was cancelled.')
        : says(`Dibatalkan oleh ${broadcast.actor}.`, `Cancelled by ${broadcast.actor}.`);
  }
}

function waitsForSchedule({ scheduleAt }: Broadcast, { now, timezone }: ExplanationFacts): Bilingual {
  const at = when(scheduleAt ?? now, now, timezone);
  return says(`Menunggu jadwal: mulai ${at.id}.`, `Waiting for its time: starts ${at.en}.`);
}

/** Reasons of ours for a pause. */
const PAUSES: Record<string, Bilingual> = {
  undelivered_rate: says(
    'Dijeda karena lebih dari 5 persen penerima tidak bisa dihubungi di WhatsApp. Bersihkan daftar nomornya, lalu lanjutkan.',
    'Paused because more than 5 percent of recipients cannot be reached on WhatsApp. Clean up the numbers, then resume.',
  ),
  opt_out_rate: says(
    'Dijeda karena banyak penerima menghentikan pesan promosi. Periksa isi dan penerimanya sebelum melanjutkan.',
    'Paused because many recipients stopped marketing messages. Check its words and its audience before you resume.',
  ),
  staff: says('Dijeda petugas. Lanjutkan bila sudah siap.', 'Paused by staff. Resume it when you are ready.'),
};

function paused({ reason, actor }: Broadcast): Bilingual {
  if (actor !== null) {
    return says(
      `Dijeda oleh ${actor}. Lanjutkan bila sudah siap.`,
      `Paused by ${actor}. Resume it when you are ready.`,
    );
  }
  return pauseWords(reason ?? 'staff');
}

function pauseWords(reason: string): Bilingual {
  if (Object.hasOwn(PAUSES, reason)) return PAUSES[reason] as Bilingual;
  const { id, en } = reasonWords(reason.replace(/^unknown_error_/, 'meta_'));
  return says(`Dijeda. ${id}`, `Paused. ${en}`);
}

function running(broadcast: Broadcast, facts: ExplanationFacts): Bilingual | null {
  const count = (state: string) =>
    facts.tally.reduce((sum, row) => sum + (row.state === state ? row.n : 0), 0);
  const left = count('queued') + count('deferred');
  if (!broadcast.materialised || count('attempting') > 0 || left === 0) return null;
  const what = obstacle(facts);
  if (what) return obstacleWords(what, facts);
  if (count('queued') > 0 || !facts.next || facts.next.at <= facts.now) return null;
  return waitsFor(facts.next.reason, facts.next.at, facts);
}

function obstacleWords(what: Obstacle, facts: ExplanationFacts): Bilingual {
  if (what.kind === 'pause') return pauseWords(what.reason);
  if (what.code === 'account_paused') {
    const why = stopWords(what.reason);
    if (what.until === null) return why;
    const at = when(what.until, facts.now, facts.timezone);
    return says(`${why.id} Paling cepat lanjut ${at.id}.`, `${why.en} Goes on ${at.en} at the earliest.`);
  }
  return waitsFor(what.code, what.until ?? facts.now, facts);
}

/** Reasons whose sentence gains from the time at which they end. */
const WAITS: Record<string, Bilingual> = {
  quiet_hours: says('Sekarang jam tenang.', 'It is quiet hours now.'),
  frequency_cap: says(
    'Penerima yang tersisa sudah menerima pesan sebanyak batas frekuensi.',
    'The recipients that are left have received as many messages as the frequency cap allows.',
  ),
  tier_limit: says(
    'Batas penerima per hari dari Meta sudah tercapai.',
    "Meta's daily limit of recipients is reached.",
  ),
  marketing_cap: says(
    'WhatsApp membatasi pesan promosi untuk penerima yang tersisa.',
    'WhatsApp limits marketing to the recipients that are left.',
  ),
};

function waitsFor(reason: string, until: number, { now, timezone }: ExplanationFacts): Bilingual {
  const at = when(until, now, timezone);
  const why = WAITS[reason];
  if (!why) return reasonWords(reason);
  return says(`${why.id} Terkirim ${at.id}.`, `${why.en} Goes out ${at.en}.`);
}
