import { DENY_CODES, type DenyCode } from '../gate/codes.js';
import { GATE_WORDS } from '../gate/words.js';

interface Words {
  title: string;
  detail: string;
}

/** Faults of a request, with the HTTP status of each. The gate's codes are answered with 409. */
const FAULTS = {
  rights_request_closed: [
    409,
    'Permintaan sudah ditutup',
    'Permintaan ini sudah ditutup; catat yang baru bila orangnya meminta lagi.',
    'Request already closed',
    'This request is closed already; enter a new one if the person asks again.',
  ],
  rights_erasure_open: [
    409,
    'Data belum dihapus',
    'Hapus kontaknya (`DELETE /contacts/{id}`): permintaan ini tertutup dengan sendirinya.',
    'Not erased yet',
    'Erase the contact (`DELETE /contacts/{id}`): that closes this request by itself.',
  ],
  event_forgotten: [
    409,
    'Isi peristiwa sudah dihapus',
    'Isinya ikut terhapus bersama data orangnya, jadi tidak ada yang bisa diproses. Tidak perlu apa-apa.',
    'Content of the event erased',
    'What it said went with the data of its person, so there is nothing to process. Nothing to do.',
  ],
  invalid_json: [
    400,
    'Isi bukan JSON',
    'Isi permintaan tidak dapat dibaca sebagai JSON.',
    'Not JSON',
    'The body cannot be read as JSON.',
  ],
  invalid_request: [
    400,
    'Permintaan tidak terbaca',
    'Server tidak dapat membaca permintaan ini.',
    'Unreadable request',
    'The server cannot read this request.',
  ],
  invalid_query: [
    400,
    'Parameter keliru',
    'Periksa parameter yang disebut dalam `errors`.',
    'Invalid query',
    'See `errors` for the parameters to mend.',
  ],
  invalid_cursor: [
    400,
    'Penanda halaman tidak berlaku',
    'Mulai lagi dari halaman pertama, tanpa `cursor`.',
    'Invalid cursor',
    'Start again from the first page, without `cursor`.',
  ],
  unauthorized: [
    401,
    'Kunci API diperlukan',
    'Sertakan kunci yang berlaku: `Authorization: Bearer <kunci>`.',
    'API key needed',
    'Send a valid key: `Authorization: Bearer <key>`.',
  ],
  forbidden: [
    403,
    'Kunci ini tidak berwenang',
    'Pakai kunci server sendiri (IZIN_API_KEY), atau perintah `izin token` di mesin server.',
    'This key may not do that',
    "Use the server's own key (IZIN_API_KEY), or the command `izin token` on its machine.",
  ],
  not_found: [
    404,
    'Tidak ditemukan',
    'Tidak ada apa pun di alamat ini.',
    'Not found',
    'There is nothing at this address.',
  ],
  method_not_allowed: [
    405,
    'Metode tidak didukung',
    'Alamat ini ada, tetapi untuk metode lain (lihat `Allow`).',
    'Method not allowed',
    'This address exists, for other methods (see `Allow`).',
  ],
  second_person_needed: [
    409,
    'Perlu orang kedua',
    'Perubahan ini harus disetujui orang lain, dengan kunci API lain.',
    'A second person is needed',
    'Somebody else has to approve this change, with another API key.',
  ],
  fact_change_closed: [
    409,
    'Perubahan sudah selesai',
    'Perubahan ini sudah disetujui, berlaku, atau dibatalkan.',
    'Change already closed',
    'This change is approved, in force or cancelled already.',
  ],
  conflict: [
    409,
    'Bertentangan dengan keadaan sekarang',
    'Keadaan sekarang tidak mengizinkannya.',
    'Conflict',
    'The present state does not allow it.',
  ],
  already_exists: [
    409,
    'Sudah ada',
    'Sudah ada yang memakai id ini.',
    'Already exists',
    'Something with this id exists already.',
  ],
  idempotency_conflict: [
    409,
    'Idempotency-Key sudah dipakai',
    'Kunci ini pernah dipakai untuk permintaan lain.',
    'Idempotency-Key used before',
    'This key was used for a different request.',
  ],
  idempotency_in_progress: [
    409,
    'Masih dikerjakan',
    'Permintaan pertama dengan kunci ini belum selesai. Coba lagi sebentar.',
    'Still in progress',
    'The first request with this key is not finished. Try again in a moment.',
  ],
  idempotency_unclear: [
    409,
    'Hasilnya tidak pasti',
    'Permintaan pertama dengan kunci ini terputus. Periksa hasilnya, lalu pakai kunci baru.',
    'Outcome unclear',
    'The first request with this key was interrupted. See whether it took effect, then use a new key.',
  ],
  too_large: [
    413,
    'Isi terlalu besar',
    'Kirim dalam beberapa bagian.',
    'Body too large',
    'Send it in several parts.',
  ],
  unsupported_media_type: [
    415,
    'Jenis isi tidak didukung',
    'Kirim `application/json`, `text/csv` untuk impor, atau berkas untuk pindaian dan media.',
    'Unsupported content type',
    'Send `application/json`, `text/csv` for imports, or a file for scans and media.',
  ],
  invalid: [
    422,
    'Isi keliru',
    'Periksa bagian yang disebut dalam `errors`.',
    'Invalid content',
    'See `errors` for the parts to mend.',
  ],
  invalid_phone: [
    422,
    'Nomor telepon keliru',
    'Tulis nomor lengkap, misalnya +62 812 3456 7890.',
    'Invalid phone number',
    'Write the whole number, for example +62 812 3456 7890.',
  ],
  consent_not_postable: [
    422,
    'Persetujuan tidak dapat ditulis',
    'Hanya REQUEST dan WITHDRAW. Setuju hanya dapat dikatakan pelanggan sendiri di WhatsApp.',
    'Consent cannot be posted',
    'Only REQUEST and WITHDRAW. Only the customer can say yes, in WhatsApp.',
  ],
  contact_unknown: [
    422,
    'Kontak tidak ada',
    'Tidak ada kontak dengan id ini.',
    'No such contact',
    'There is no contact with this id.',
  ],
  invalid_message: [
    422,
    'Pesan melanggar batas Meta',
    'Periksa bagian yang disebut dalam `errors`.',
    'Message breaks a limit of Meta',
    'See `errors` for the parts to mend.',
  ],
  unknown_template: [
    422,
    'Template belum ada',
    'Sinkronkan template, atau periksa nama dan bahasanya.',
    'No such template',
    'Synchronise the templates, or check name and language.',
  ],
  unknown_segment: [
    422,
    'Segmen belum ada',
    'Periksa id segmennya.',
    'No such segment',
    'Check the id of the segment.',
  ],
  invalid_audience: [
    422,
    'Sasaran keliru',
    'Sebut `segment`, `labels` atau `all`.',
    'Invalid audience',
    'Name `segment`, `labels` or `all`.',
  ],
  invalid_broadcast: [
    422,
    'Siaran keliru',
    'Periksa isi siarannya.',
    'Invalid broadcast',
    'Check the content of the broadcast.',
  ],
  release_refused: [
    422,
    'Belum dapat diterbitkan',
    'Alur, kata, atau FAQ masih keliru, lihat `faults`: berkas, baris, dan cara memperbaikinya.',
    'Not fit to be published',
    'The flows, words or FAQ have faults, see `faults`: file, line and how to mend it.',
  ],
  release_outdated: [
    409,
    'Rilis lain sudah terbit',
    'Orang lain sudah menerbitkan. Lihat perubahannya (`GET /releases/{id}/diff`), lalu terbitkan lagi di atasnya.',
    'Another release is in use',
    'Somebody else has published. Look at what changed (`GET /releases/{id}/diff`), then publish on top of it.',
  ],
  release_unusable: [
    409,
    'Rilis ini tidak dapat dipakai lagi',
    'Rilis ini dari versi program yang lama. Terbitkan isinya sebagai rilis baru.',
    'This release cannot run any more',
    'It is from an older version of the program. Publish its content as a new release.',
  ],
  invalid_text: [
    422,
    'Teks keliru',
    'Periksa panjang dan isinya.',
    'Invalid text',
    'Check its length and content.',
  ],
  invalid_label: [
    422,
    'Label keliru',
    'Periksa panjang dan isinya.',
    'Invalid label',
    'Check its length and content.',
  ],
  invalid_state: [
    409,
    'Belum dapat dilakukan',
    'Keadaan siaran ini tidak mengizinkannya.',
    'Not possible now',
    'The state of this broadcast does not allow it.',
  ],
  preflight_failed: [
    409,
    'Belum siap dikirim',
    'Ada pemeriksaan yang gagal, lihat `checks`.',
    'Not ready to be sent',
    'A check failed, see `checks`.',
  ],
  complaint_closed: [
    409,
    'Pengaduan sudah ditutup',
    'Bila orang ini mengadu lagi, nomornya baru.',
    'The complaint is closed',
    'If this person complains again, it gets a new number.',
  ],
  invalid_time: [
    422,
    'Waktu keliru',
    'Pilih waktu yang akan datang.',
    'Invalid time',
    'Choose a time ahead.',
  ],
  no_answer_later: [
    409,
    'Belum ada izin untuk dijawab nanti',
    'Tunggu orang ini menulis lagi.',
    'No yes to be answered later',
    'Wait until they write again.',
  ],
  contact_blocked: [
    409,
    'Orang ini diblokir',
    'Buka blokirnya dulu (`POST /contacts/{id}/unblock`).',
    'This person is shut out',
    'Unblock them first (`POST /contacts/{id}/unblock`).',
  ],
  ticket_closed: [
    409,
    'Tiket sudah ditutup',
    'Buka tiket baru bila perlu.',
    'The ticket is closed',
    'Open a new one if needed.',
  ],
  import_header: [
    422,
    'Baris judul tidak ditemukan',
    'Baris judul harus menyebut kolom nomor, misalnya: phone,name,topic,source,date,wording,reference',
    'No header found',
    'The header must name a column of numbers, such as: phone,name,topic,source,date,wording,reference',
  ],
  import_file: [
    422,
    'Berkas tidak dapat diimpor',
    'Simpan sebagai .xlsx atau CSV, lalu coba lagi.',
    'The file cannot be imported',
    'Save it as .xlsx or CSV, and try again.',
  ],
  import_running: [
    409,
    'Impor masih berjalan',
    'Tunggu sampai selesai, atau batalkan dulu.',
    'The import is still running',
    'Wait until it is done, or cancel it first.',
  ],
  import_proven: [
    409,
    'Tidak ada yang menunggu bukti',
    'Semua baris impor ini sudah berbukti atau sudah diputuskan.',
    'Nothing waits for a proof',
    'Every row of this import is proven or decided.',
  ],
  import_ended: [
    409,
    'Impor sudah selesai',
    'Yang sudah selesai tidak dapat dibatalkan.',
    'The import has ended',
    'What has ended cannot be cancelled.',
  ],
  rate_limited: [
    429,
    'Terlalu sering',
    'Tunggu sesuai `Retry-After`.',
    'Too many requests',
    'Wait as `Retry-After` says.',
  ],
  internal: [
    500,
    'Ada kesalahan di pihak kami',
    'Sebutkan `X-Request-Id` bila melapor.',
    'Our fault',
    'Name the `X-Request-Id` when reporting it.',
  ],
  unavailable: [
    503,
    'Belum siap',
    'Data tidak dapat disimpan saat ini. Coba lagi sebentar.',
    'Not available',
    'Nothing can be stored at the moment. Try again shortly.',
  ],
  missing_proof: [
    422,
    'Bukti belum ada',
    'Permintaan dari kertas atau telepon perlu bukti: `scan`, `note`, atau `reference` di dalam `evidence`.',
    'Proof is missing',
    'A request on paper or by telephone needs proof: `scan`, `note` or `reference` in `evidence`.',
  ],
  unknown_scan: [
    422,
    'Pindaian tidak dikenal',
    'Unggah dulu lewat `POST /scans`, lalu sebut `id`-nya.',
    'Unknown scan',
    'Upload it by `POST /scans` first, then give its `id`.',
  ],
  not_a_scan: [
    422,
    'Bukan pindaian',
    'Kirim gambar (PNG, JPEG, WebP) atau PDF.',
    'Not a scan',
    'Send a picture (PNG, JPEG, WebP) or a PDF.',
  ],
  medium_not_sendable: [
    422,
    'Jenis berkas ini tidak dapat dikirim',
    'Kirim JPEG, PNG, MP4, PDF, atau jenis lain yang diterima WhatsApp, dengan akhiran nama yang benar.',
    'This kind of file cannot be sent',
    'Send a JPEG, PNG, MP4, PDF or another type that WhatsApp takes, with the right ending of its name.',
  ],
  medium_type_mismatch: [
    422,
    'Isi berkas tidak cocok dengan namanya',
    'Periksa berkasnya: isinya jenis lain. Simpan ulang dengan akhiran nama yang benar.',
    'The file is not what its name says',
    'Look at the file: its bytes are of another type. Save it anew with the right ending.',
  ],
  medium_broken: [
    422,
    'Gambar tidak dapat dibuka',
    'Gambarnya rusak, atau lebih dari 20 megapiksel. Perkecil, lalu unggah lagi.',
    'The picture cannot be opened',
    'It is damaged, or has more than 20 megapixels. Make it smaller and upload it again.',
  ],
  medium_held_by_file: [
    409,
    'Izinnya diatur dalam berkas',
    'Ubah di flows/media/rights.yaml, lalu mulai ulang server.',
    'Its rights stand in a file',
    'Change them in flows/media/rights.yaml, then restart the server.',
  ],
  medium_withdrawn: [
    409,
    'Berkas ini sudah ditarik',
    'Yang sudah ditarik tidak dikirim lagi. Daftarkan berkas dengan id baru.',
    'This file was withdrawn',
    'What was withdrawn is not sent any more. Enter a file under a new id.',
  ],
  no_proof: [
    422,
    'Pesan ini tidak membawa bukti',
    'Sebut pesan yang berisi gambar atau dokumen.',
    'This message brought no proof',
    'Name a message with a picture or a document.',
  ],
  proof_decided: [
    409,
    'Bukti ini sudah diputuskan',
    'Lihat siapa dan kapan di `GET /transfer-proofs/{number}`. Untuk memutuskan lain, tulis kepada orangnya lewat tiket.',
    'Somebody has decided on this proof',
    'See who and when by `GET /transfer-proofs/{number}`. To say otherwise, write to the person in a ticket.',
  ],
  media_waiting: [
    409,
    'Berkasnya belum ada di sini',
    'Berkas sedang diambil dari WhatsApp atau menunggu diperiksa (`reason`). Coba lagi sebentar lagi.',
    'The file is not here yet',
    'It is being fetched from WhatsApp, or waits to be looked at (`reason`). Try again in a moment.',
  ],
  media_refused: [
    409,
    'Berkasnya tidak disimpan',
    'Berkas ini ditolak saat diperiksa (`reason`). Minta orangnya mengirim yang lain.',
    'The file was not kept',
    'It was refused when it was looked at (`reason`). Ask the person for another one.',
  ],
  media_gone: [
    410,
    'Berkasnya sudah tidak ada',
    'Sudah dihapus di sini, atau WhatsApp tidak punya lagi (`reason`).',
    'The file is gone',
    'It was removed here, or WhatsApp does not have it any more (`reason`).',
  ],
  signup_refused: [
    422,
    'Meta menolak lembar persetujuan ini',
    'Perbaiki menurut penjelasan Meta, lalu coba lagi.',
    'Meta refused this signup',
    "Mend it as Meta's explanation says, then try again.",
  ],
  template_refused: [
    422,
    'Meta menolak template ini',
    'Perbaiki menurut penjelasan Meta, lalu ajukan lagi.',
    'Meta refused this template',
    "Mend it as Meta's explanation says, then hand it in again.",
  ],
  upstream: [
    502,
    'WhatsApp tidak menjawab',
    'Meta menolak atau tidak menjawab. Coba lagi nanti.',
    'WhatsApp did not answer',
    'Meta refused or did not answer. Try again later.',
  ],
} as const satisfies Record<string, readonly [number, string, string, string, string]>;

export type ProblemCode = keyof typeof FAULTS | DenyCode;

/** Every code that the API answers with. */
export const PROBLEM_CODES: readonly string[] = [...Object.keys(FAULTS), ...DENY_CODES];

/** HTTP status by code. */
export const STATUS: Partial<Record<ProblemCode, number>> = Object.fromEntries(
  Object.entries(FAULTS).map(([code, [status]]) => [code, status]),
);

export function wordsOf(code: ProblemCode, language: 'id' | 'en'): Words {
  const indonesian = language === 'id';
  if (isDenial(code)) {
    const title = indonesian ? 'Pesan tidak boleh dikirim' : 'The message may not be sent';
    return { title, detail: GATE_WORDS[code][language] };
  }
  const [, titleId, detailId, titleEn, detailEn] = FAULTS[code];
  return indonesian ? { title: titleId, detail: detailId } : { title: titleEn, detail: detailEn };
}

const isDenial = (code: ProblemCode): code is DenyCode => (DENY_CODES as readonly string[]).includes(code);
