import type { FileFault } from './file-error.js';
import type { Outcome, Reason } from './outcome.js';

export interface Words {
  id: string;
  en: string;
}

const says = (id: string, en: string): Words => ({ id, en });

/** Why a row did not become a request, and what to do about it. */
export const REASON_WORDS: Record<Reason, Words> = {
  missing_phone: says(
    'Nomor kosong. Isi nomornya, lalu impor lagi.',
    'No number. Fill it in and import again.',
  ),
  invalid_phone: says(
    'Bukan nomor telepon. Tulis seperti 0812… atau +62812…, lalu impor lagi.',
    'Not a phone number. Write it as 0812… or +62812…, and import again.',
  ),
  lost_digits: says(
    'Excel membulatkan nomor ini (6,28E+12), angkanya hilang. Ambil dari berkas aslinya, format kolom sebagai Teks, lalu impor lagi; atau impor berkas .xlsx-nya langsung. Bila nomornya memang berakhir nol sebanyak itu, tulis dengan +62.',
    'Excel has rounded this number (6,28E+12), its digits are lost. Take it from the original, format the column as Text, and import again; or import the .xlsx itself. If it really ends in so many zeros, write it with +62.',
  ),
  missing_topic: says(
    'Topik kosong. Isi kolom topik, atau sebut topik untuk seluruh berkas.',
    'No topic. Fill in the column, or name one topic for the whole file.',
  ),
  unknown_topic: says(
    'Topik ini tidak ada. Pakai id atau nama topik yang ada, atau buat dulu.',
    'There is no such topic. Use the id or name of one that exists, or make it first.',
  ),
  invalid_date: says(
    'Bukan tanggal yang ada. Tulis hari dulu: 3/8/2025, 3 Agt 2025, atau 2025-08-03.',
    'Not a date that exists. Write the day first: 3/8/2025, 3 Aug 2025, or 2025-08-03.',
  ),
  date_in_future: says(
    'Tanggal setuju ada di masa depan. Periksa hari, bulan, dan tahunnya.',
    'The date of consent is in the future. Check day, month and year.',
  ),
  too_long: says(
    'Isi sel terlalu panjang (paling banyak 200 huruf; kalimat persetujuan 4.000). Pendekkan, lalu impor lagi.',
    'A cell is too long (at most 200 characters; the wording 4,000). Shorten it and import again.',
  ),
  missing_source: says(
    'Belum ada sumber izin. Lampirkan bukti untuk impor ini; sebelum itu orang ini tidak dihubungi.',
    'No source of the consent. Attach a proof to this import; nobody is written to before that.',
  ),
  missing_date: says(
    'Belum ada tanggal setuju. Lampirkan bukti untuk impor ini; sebelum itu orang ini tidak dihubungi.',
    'No date of consent. Attach a proof to this import; nobody is written to before that.',
  ),
  missing_proof: says(
    'Belum ada kalimat persetujuan atau rujukan. Lampirkan bukti untuk impor ini; sebelum itu orang ini tidak dihubungi.',
    'No wording of the consent and no reference. Attach a proof to this import; nobody is written to before that.',
  ),
  never_proven: says(
    'Buktinya tidak datang dalam 90 hari, datanya sudah dihapus. Impor lagi bersama buktinya.',
    'The proof did not come within 90 days, the data are deleted. Import again together with the proof.',
  ),
  pending: says(
    'Sudah diminta dan belum dijawab. Tidak perlu apa-apa.',
    'Asked already, not answered yet. Nothing to do.',
  ),
  subscribed: says('Sudah berlangganan. Tidak perlu apa-apa.', 'Subscribed already. Nothing to do.'),
  already_asked: says(
    'Sudah pernah diminta dan tidak menjawab. Hanya orang ini sendiri yang dapat mulai lagi.',
    'Was asked before and did not answer. Only this person can begin again.',
  ),
  opted_out: says(
    'Orang ini sudah berhenti. Hanya orang ini sendiri yang dapat mulai lagi.',
    'This person has unsubscribed. Only they can begin again.',
  ),
  declined: says(
    'Orang ini menolak. Baru boleh diminta lagi setelah 90 hari, atau bila ia sendiri yang meminta.',
    'This person declined. They may be asked again after 90 days, or when they ask themselves.',
  ),
  erased: says(
    'Data orang ini dihapus atas permintaannya. Impor tidak mengembalikannya.',
    'This person’s data were erased at their request. An import does not bring them back.',
  ),
  suspended: says(
    'Orang ini mungkin ingin berhenti dan sedang ditanya. Tunggu jawabannya.',
    'This person may want to stop and is being asked. Wait for their answer.',
  ),
  undeliverable: says(
    'Nomor ini tidak ada di WhatsApp. Periksa nomornya.',
    'This number is not on WhatsApp. Check it.',
  ),
  paused_by_customer: says(
    'Orang ini minta jeda. Impor lagi setelah jedanya selesai.',
    'This person asked for a pause. Import again when it is over.',
  ),
  platform_stopped: says(
    'Orang ini menghentikan pesan promosi lewat WhatsApp. Hanya ia sendiri yang dapat membukanya lagi.',
    'This person stopped marketing in WhatsApp itself. Only they can allow it again.',
  ),
  csv_syntax: says(
    'Mulai baris ini berkas bukan CSV yang utuh, mungkin tanda kutip tidak ditutup. Perbaiki baris ini, lalu impor sisanya.',
    'From here on the file is not CSV, perhaps a quote is not closed. Mend this line and import the rest.',
  ),
  line_too_long: says(
    'Baris ini lebih dari 64.000 huruf, mungkin tanda kutip tidak ditutup. Perbaiki, lalu impor sisanya.',
    'This line has over 64,000 characters, perhaps a quote is not closed. Mend it and import the rest.',
  ),
  broken_file: says(
    'Berkas rusak atau terpotong mulai dari sini. Simpan ulang, lalu impor sisanya.',
    'The file is damaged or cut off from here on. Save it again and import the rest.',
  ),
  expands_too_far: says(
    'Isi berkas ini membengkak tidak wajar. Simpan ulang dari Excel, lalu impor sisanya.',
    'This file unpacks to more than a table has. Save it again from Excel and import the rest.',
  ),
};

/** What is wrong with a file, and what to do about it. */
export const FAULT_WORDS: Record<FileFault | 'internal', Words> = {
  empty_file: says(
    'Berkas kosong. Pilih berkas yang berisi tabel.',
    'The file is empty. Choose one with a table in it.',
  ),
  no_header: says(
    'Tidak ada baris judul dengan kolom nomor, misalnya: phone,name,topic,source,date,wording,reference atau "No HP", "Nama", "Tanggal setuju". Tambahkan baris judul, atau sebut kolomnya dengan map.',
    'No header names a column of numbers, such as: phone,name,topic,source,date,wording,reference or "No HP", "Nama", "Tanggal setuju". Add a header, or name the column with map.',
  ),
  unmapped_column: says(
    'Kolom yang disebut dalam map tidak ada di berkas. Tulis persis seperti di baris judul.',
    'A column named in map is not in the file. Write it as it stands in the header.',
  ),
  unknown_sheet: says(
    'Tidak ada lembar dengan nama itu. Periksa namanya di bagian bawah Excel, atau kosongkan untuk lembar pertama.',
    'There is no sheet of that name. Look it up at the foot of Excel, or leave it out for the first sheet.',
  ),
  old_excel: says(
    'Berkas Excel lama (.xls) atau berkata sandi. Simpan sebagai .xlsx tanpa kata sandi, atau CSV.',
    'An old Excel file (.xls), or one with a password. Save it as .xlsx without a password, or as CSV.',
  ),
  unreadable_format: says(
    'Ini bukan tabel. Simpan sebagai .xlsx atau CSV.',
    'This is not a table. Save it as .xlsx or CSV.',
  ),
  broken_file: says(
    'Berkas rusak atau terpotong. Simpan atau unduh ulang, lalu coba lagi.',
    'The file is damaged or cut off. Save or download it again, and try once more.',
  ),
  csv_syntax: says(
    'Berkas bukan CSV yang utuh, mungkin tanda kutip tidak ditutup. Simpan ulang sebagai CSV atau .xlsx.',
    'The file is not CSV, perhaps a quote is not closed. Save it again as CSV or .xlsx.',
  ),
  line_too_long: says(
    'Ada baris dengan lebih dari 64.000 huruf. Simpan ulang sebagai CSV atau .xlsx.',
    'A line has over 64,000 characters. Save the file again as CSV or .xlsx.',
  ),
  expands_too_far: says(
    'Isi berkas ini membengkak tidak wajar. Simpan ulang dari Excel, atau sebagai CSV.',
    'This file unpacks to more than a table has. Save it again from Excel, or as CSV.',
  ),
  too_large: says(
    'Berkas lebih dari 1 GB. Bagi menjadi beberapa berkas.',
    'The file is larger than 1 GB. Divide it into several.',
  ),
  file_missing: says(
    'Berkas ini tidak ada lagi di server. Unggah sekali lagi; baris yang sudah masuk tidak diminta dua kali.',
    'The file is not on the server any more. Upload it once more; rows that are in are not asked for twice.',
  ),
  internal: says(
    'Ada kesalahan di pihak kami. Unggah sekali lagi; baris yang sudah masuk tidak diminta dua kali.',
    'Our fault. Upload the file once more; rows that are in are not asked for twice.',
  ),
};

const SECOND_NUMBER = says(
  'Ada dua nomor; yang pertama yang dipakai, yang lain disimpan di atribut other_phones.',
  'There are two numbers; the first is used, the other is kept in the attribute other_phones.',
);

const FINE: Partial<Record<Outcome, Words>> = {
  requested: says(
    'Diminta; berlangganan bila orang ini menjawab ya di WhatsApp.',
    'Requested; subscribed when this person says yes in WhatsApp.',
  ),
  subscribed: says('Berlangganan dengan buktinya.', 'Subscribed by its proof.'),
};

/** The line of the report in words. */
export function explain(row: {
  outcome: Outcome;
  reason: Reason | null;
  note: 'second_number' | null;
}): Words {
  const words = row.reason === null ? FINE[row.outcome] : REASON_WORDS[row.reason];
  const { id, en } = words ?? says(row.outcome, row.outcome);
  return row.note === null
    ? { id, en }
    : { id: `${id} ${SECOND_NUMBER.id}`, en: `${en} ${SECOND_NUMBER.en}` };
}
