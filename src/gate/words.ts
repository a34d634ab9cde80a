import type { Bilingual } from '../whatsapp/error-row.js';
import { outcomeOf } from '../whatsapp/errors.js';
import type { DeferCode, DenyCode } from './codes.js';

const says = (id: string, en: string): Bilingual => ({ id, en });

/** Why a message did not leave or waits, in a sentence with a way on: what staff read in place of the code. */
export const GATE_WORDS: Readonly<Record<DenyCode | DeferCode, Bilingual>> = {
  no_consent: says(
    'Orang ini belum memberi persetujuan untuk topik ini. Minta persetujuannya dulu.',
    'This person has not agreed to this topic. Ask for their consent first.',
  ),
  unknown_topic: says(
    'Topik ini tidak ada atau sudah diarsipkan. Pilih topik lain.',
    'This topic does not exist or is archived. Choose another one.',
  ),
  pending: says(
    'Orang ini belum menjawab permintaan persetujuan. Tunggu jawabannya.',
    'This person has not answered the question for consent. Wait for the answer.',
  ),
  declined: says(
    'Orang ini menolak topik ini. Ia baru boleh ditanya lagi setelah 90 hari, kecuali ia sendiri yang meminta.',
    'This person declined this topic. They may be asked again after 90 days, or when they ask for it.',
  ),
  opted_out: says(
    'Orang ini sudah berhenti. Hanya ia sendiri yang bisa berlangganan lagi, dari WhatsApp-nya.',
    'This person opted out. Only they can subscribe again, from their own WhatsApp.',
  ),
  platform_stopped: says(
    'Orang ini menghentikan pesan promosi kami di pengaturan WhatsApp. Hanya ia sendiri yang bisa membukanya lagi.',
    'This person stopped our marketing messages in their WhatsApp settings. Only they can allow them again.',
  ),
  suspended: says(
    'Orang ini mungkin ingin berhenti. Kiriman ditahan sampai ia menjawab pertanyaan bot.',
    "This person may want to opt out. Updates are held until they answer the bot's question.",
  ),
  paused_by_customer: says(
    'Orang ini meminta jeda. Kiriman berikutnya setelah jedanya berakhir.',
    'This person asked for a pause. Updates go on when it ends.',
  ),
  lapsed: says(
    'Persetujuan orang ini sudah kedaluwarsa. Minta persetujuannya lagi.',
    "This person's consent has lapsed. Ask for it again.",
  ),
  erased: says(
    'Data orang ini sudah dihapus atas permintaannya. Ia tidak dihubungi lagi.',
    "This person's data was erased at their request. They are not written to any more.",
  ),
  undeliverable: says(
    'Nomor ini tidak bisa menerima pesan WhatsApp. Periksa nomornya.',
    'This number cannot receive WhatsApp messages. Check the number.',
  ),
  no_basis: says(
    'Pesan ini tidak punya dasar pengiriman. Sebutkan apa yang diminta orang ini, beserta nomor rujukannya.',
    'This message has no basis. Name what this person asked for, with its reference.',
  ),
  window_closed: says(
    'Masa balas 24 jam sudah lewat. Tunggu orang ini menulis lagi, atau pakai template pesan.',
    'The 24-hour reply window has closed. Wait until they write again, or use a message template.',
  ),
  template_not_approved: says(
    'Template pesan ini belum disetujui Meta untuk jenis pesan ini. Periksa status dan kategorinya di WhatsApp Manager, lalu sinkronkan.',
    'Meta has not approved this message template for this kind of message. Check its status and category in WhatsApp Manager, then sync.',
  ),
  template_paused: says(
    'Template pesan ini dijeda Meta karena mutunya. Perbaiki isinya atau pakai template lain.',
    'Meta paused this message template for its quality. Mend it or use another one.',
  ),
  account_blocked: says(
    'Akun WhatsApp ini diblokir Meta. Buka halaman Akun dan ikuti langkah pemulihan.',
    'Meta has blocked this WhatsApp account. Open the Account page and follow the recovery steps.',
  ),
  country_not_allowed: says(
    'WhatsApp tidak mengantar pesan promosi ke negara nomor ini.',
    "WhatsApp does not deliver marketing to this number's country.",
  ),
  content_blocked: says(
    'Isi pesan ini tidak boleh dikirim: ada rekening, tautan, nomor, atau kata yang tidak ada di daftar fakta atau dilarang. Ubah isinya, atau daftarkan faktanya.',
    'The content of this message may not be sent: it has an account, link, number or word that is not in the list of facts, or is forbidden. Change it, or enter the fact.',
  ),
  media_rights_missing: says(
    'Izin pemakaian gambar atau berkas ini belum lengkap, atau sudah berakhir. Lengkapi dulu.',
    'The right to use this image or file is not whole on record, or has ended. Complete it first.',
  ),
  sandbox_evidence: says(
    'Bukti persetujuan orang ini berasal dari mode latihan. Minta persetujuan yang sebenarnya.',
    "The evidence of this person's consent comes from the sandbox. Ask for real consent.",
  ),
  already_attempted: says(
    'Pesan ini sudah pernah dicoba dan tidak dikirim dua kali.',
    'This message was attempted already and is not sent twice.',
  ),
  cancelled: says('Dibatalkan sebelum terkirim.', 'Cancelled before it was sent.'),
  expired: says(
    'Waktunya sudah lewat sebelum pesan ini bisa dikirim.',
    'Its time had passed before it could be sent.',
  ),
  quiet_hours: says(
    'Sekarang jam tenang. Terkirim setelah jam tenang berakhir.',
    'It is quiet hours now. Goes out when they end.',
  ),
  frequency_cap: says(
    'Orang ini sudah menerima pesan sebanyak batas frekuensi. Terkirim setelah batasnya longgar.',
    'This person has received as many messages as the frequency cap allows. Goes out when it allows more.',
  ),
  marketing_cap: says(
    'WhatsApp membatasi pesan promosi untuk orang ini. Dicoba lagi paling cepat besok.',
    'WhatsApp limits marketing to this person. Tried again tomorrow at the earliest.',
  ),
  experiment: says(
    'Orang ini ikut percobaan WhatsApp tanpa pesan promosi. Tidak perlu apa-apa.',
    'This person is in a WhatsApp experiment without marketing. Nothing to do.',
  ),
  tier_limit: says(
    'Batas penerima per hari dari Meta sudah tercapai. Terkirim setelah ada ruang.',
    "Meta's daily limit of recipients is reached. Goes out when there is room.",
  ),
  pair_rate: says(
    'Terlalu banyak pesan ke orang ini dalam waktu singkat. Terkirim sebentar lagi.',
    'Too many messages to this person in a short time. Goes out in a moment.',
  ),
  throughput: says(
    'Nomor sedang sibuk. Terkirim sebentar lagi.',
    'The number is busy. Goes out in a moment.',
  ),
  account_paused: says(
    'Pengiriman dari akun ini sedang dijeda. Lihat alasannya di halaman Akun.',
    'Sending from this account is paused. See why on the Account page.',
  ),
  budget_exhausted: says(
    'Anggaran pengiriman sudah habis. Tambah anggaran atau tunggu periode berikutnya.',
    'The sending budget is used up. Raise it or wait for the next period.',
  ),
};

/** The words of a reason that stands beside a message: a gate code, or `meta_<code>` of an error of Meta's. */
export function reasonWords(reason: string): Bilingual {
  if (Object.hasOwn(GATE_WORDS, reason)) return GATE_WORDS[reason as keyof typeof GATE_WORDS];
  const code = /^meta_(\d+)$/.exec(reason)?.[1];
  if (code === undefined) return says(`Alasan: ${reason}.`, `Reason: ${reason}.`);
  const { id, en } = outcomeOf(Number(code));
  return says(`${id.what} ${id.todo}`, `${en.what} ${en.todo}`);
}
