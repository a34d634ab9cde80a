import { LONGEST_ANSWER, MOST_FOLLOW_UPS } from './entry.js';

/** Something in the FAQ file that staff should mend. Lines and columns count from 1. */
export interface FaqFault {
  level: 'error' | 'warning';
  message: { id: string; en: string };
  file: string;
  line: number;
  column: number;
}

export type Message = FaqFault['message'];

/** Voice rule: one bubble, one small screen. */
export const COMFORTABLE_ANSWER = 350;

export const MESSAGES = {
  notAList: (): Message => ({
    id: 'Berkas ini harus berupa daftar: tiap tanya jawab diawali "- id:" di tepi kiri.',
    en: 'This file must be a list: every entry begins with "- id:" at the left edge.',
  }),
  empty: (): Message => ({
    id: 'Belum ada tanya jawab di berkas ini, jadi bot akan selalu menawarkan petugas.',
    en: 'There are no entries in this file, so the bot will always offer an agent.',
  }),
  tooManyAliases: (): Message => ({
    id: 'Rujukan (tanda * dan &) terlalu banyak. Tulis teksnya apa adanya.',
    en: 'Too many references (* and &). Write the text out.',
  }),
  entryNotAMap: (): Message => ({
    id: 'Bagian ini bukan tanya jawab. Awali dengan "- id:", lalu question dan answer menjorok di bawahnya.',
    en: 'This is not an entry. Begin it with "- id:", with question and answer indented below.',
  }),
  missing: (entry: string, path: string): Message => ({
    id: `${entry}: "${path}" belum ada. Tambahkan baris "${last(path)}:" ${under(path, 'id')}.`,
    en: `${entry}: "${path}" is missing. Add a line "${last(path)}:" ${under(path, 'en')}.`,
  }),
  emptyText: (entry: string, path: string): Message => ({
    id: `${entry}: "${path}" kosong. Isi teksnya, atau hapus barisnya bila tidak wajib.`,
    en: `${entry}: "${path}" is empty. Write the text, or remove the line if it is not required.`,
  }),
  notText: (entry: string, path: string): Message => ({
    id: `${entry}: "${path}" harus berupa teks. Beri tanda kutip: "...".`,
    en: `${entry}: "${path}" must be text. Put it in quotes: "...".`,
  }),
  notPhrases: (entry: string, path: string): Message => ({
    id: `${entry}: "${path}" harus berupa daftar. Tulis tiap kalimat di baris sendiri, diawali "- ".`,
    en: `${entry}: "${path}" must be a list. Write each phrase on a line of its own, beginning with "- ".`,
  }),
  notLanguages: (entry: string, path: string): Message => ({
    id: `${entry}: "${path}" harus berisi "id:" dan "en:", menjorok di bawahnya.`,
    en: `${entry}: "${path}" must hold "id:" and "en:", indented below it.`,
  }),
  badId: (entry: string): Message => ({
    id: `${entry}: id hanya boleh huruf kecil, angka, dan tanda hubung, misalnya "jam-layanan".`,
    en: `${entry}: an id may only have lower-case letters, digits and hyphens, for example "service-hours".`,
  }),
  duplicateId: (entry: string, line: number): Message => ({
    id: `${entry}: id ini sudah dipakai di baris ${line}. Beri id lain, atau gabungkan keduanya.`,
    en: `${entry}: this id is already used on line ${line}. Give it another id, or merge the two.`,
  }),
  unknownKey: (entry: string, key: string, allowed: readonly string[]): Message => ({
    id: `${entry}: "${key}" tidak dikenal. Yang boleh: ${allowed.join(', ')}. Periksa ejaan dan jarak di awal baris.`,
    en: `${entry}: "${key}" is not known. Allowed: ${allowed.join(', ')}. Check its spelling and the spaces before it.`,
  }),
  tooLong: (entry: string, path: string, length: number): Message => ({
    id: `${entry}: "${path}" ${length} huruf, sedangkan WhatsApp paling banyak ${LONGEST_ANSWER}. Pendekkan, atau arahkan ke situs Anda.`,
    en: `${entry}: "${path}" has ${length} characters; WhatsApp takes at most ${LONGEST_ANSWER}. Shorten it, or point to your site.`,
  }),
  long: (entry: string, path: string, length: number): Message => ({
    id: `${entry}: "${path}" ${length} huruf. Lebih enak dibaca di bawah ${COMFORTABLE_ANSWER}.`,
    en: `${entry}: "${path}" has ${length} characters. It reads better below ${COMFORTABLE_ANSWER}.`,
  }),
  samePhrase: (entry: string, phrase: string, other: string, line: number): Message => ({
    id: `${entry}: "${phrase}" juga ada di "${other}", baris ${line}. Bot tidak tahu mana yang dimaksud; sisakan satu.`,
    en: `${entry}: "${phrase}" also stands in "${other}", line ${line}. The bot cannot tell which is meant; keep one.`,
  }),
  endsFirst: (entry: string): Message => ({
    id: `${entry}: "validUntil" lebih awal dari "validFrom", jadi tidak pernah dijawab. Periksa kedua tanggal.`,
    en: `${entry}: "validUntil" is before "validFrom", so it is never answered. Check both dates.`,
  }),
  ended: (entry: string, day: string): Message => ({
    id: `${entry}: tidak dijawab lagi sejak lewat ${day}. Perbarui jawaban dan "validUntil", atau hapus bagian ini.`,
    en: `${entry}: no longer answered since ${day} has passed. Renew the answer and "validUntil", or remove the part.`,
  }),
  endsSoon: (entry: string, day: string): Message => ({
    id: `${entry}: hanya berlaku sampai ${day}. Siapkan jawaban berikutnya, atau perpanjang "validUntil".`,
    en: `${entry}: valid only until ${day}. Prepare the next answer, or extend "validUntil".`,
  }),
  reviewDue: (entry: string, day: string, owner: string | undefined): Message => ({
    id: `${entry}: seharusnya ditinjau paling lambat ${day}${owner ? ` oleh ${owner}` : ''}. Periksa jawabannya, lalu ubah "reviewBy".`,
    en: `${entry}: was to be reviewed by ${day}${owner ? ` by ${owner}` : ''}. Look at the answer, then change "reviewBy".`,
  }),
  noAdviser: (entry: string): Message => ({
    id: `${entry}: jawaban fiqh tanpa "adviser". Tulis siapa yang meninjaunya, bila sudah ditinjau.`,
    en: `${entry}: an answer on fiqh without an "adviser". Name who has reviewed it, once somebody has.`,
  }),
  noFollowUp: (entry: string, other: string): Message => ({
    id: `${entry}: "followUps" menyebut "${other}", tetapi tidak ada tanya jawab lain dengan id itu. Periksa ejaannya.`,
    en: `${entry}: "followUps" names "${other}", but no other entry has that id. Check its spelling.`,
  }),
  badDay: (entry: string, path: string): Message => ({
    id: `${entry}: "${path}" harus berupa tanggal, misalnya 2026-12-31.`,
    en: `${entry}: "${path}" must be a date, for example 2026-12-31.`,
  }),
  badKind: (entry: string, path: string): Message => ({
    id: `${entry}: "${path}" harus image, video, atau document.`,
    en: `${entry}: "${path}" must be image, video or document.`,
  }),
  tooManyFollowUps: (entry: string): Message => ({
    id: `${entry}: "followUps" paling banyak ${MOST_FOLLOW_UPS}. Sisakan yang paling sering ditanyakan.`,
    en: `${entry}: "followUps" holds at most ${MOST_FOLLOW_UPS}. Keep those that are asked most.`,
  }),
  notGroups: (): Message => ({
    id: 'Tiap bagian berisi kata yang sama artinya: "- id: [ambulans, mobil jenazah]", lalu "en: [ambulance]" di bawahnya.',
    en: 'Each part holds words of one meaning: "- id: [ambulans, mobil jenazah]", with "en: [ambulance]" below it.',
  }),
  lonelyWord: (): Message => ({
    id: 'Bagian ini perlu paling sedikit dua kata. Tambahkan kata yang sama artinya, atau hapus.',
    en: 'This part needs at least two words. Add one of the same meaning, or remove it.',
  }),
  longSynonym: (word: string): Message => ({
    id: `"${word}" harus satu atau dua kata. Kalimat tempatnya di "also" pada locales/faq.yaml.`,
    en: `"${word}" must be one or two words. Sentences belong under "also" in locales/faq.yaml.`,
  }),
  stopWord: (word: string): Message => ({
    id: `"${word}" adalah kata untuk berhenti, jadi tidak boleh berarti lain. Hapus dari sini.`,
    en: `"${word}" is a word that stops messages, so it may not mean anything else. Remove it here.`,
  }),
  synonymTwice: (word: string): Message => ({
    id: `"${word}" sudah ada di bagian lain. Gabungkan kedua bagian, atau sisakan satu.`,
    en: `"${word}" already stands in another part. Merge the two, or keep one.`,
  }),
  tab: (): Message => ({
    id: 'Ada Tab di awal baris. Ganti dengan spasi.',
    en: 'There is a Tab at the start of the line. Replace it with spaces.',
  }),
  duplicateKey: (): Message => ({
    id: 'Nama baris ini sudah ada di bagian yang sama. Hapus salah satu.',
    en: 'This name stands twice in the same part. Remove one of them.',
  }),
  indent: (): Message => ({
    id: 'Jarak di awal baris tidak cocok dengan baris di sekitarnya. Samakan jumlah spasinya.',
    en: 'The spaces at the start of this line do not match the lines around it. Use the same number.',
  }),
  quote: (): Message => ({
    id: 'Ada tanda kutip, titik dua, atau koma yang kurang. Beri tanda kutip di awal dan akhir teks: "...".',
    en: 'A quote, colon or comma is missing. Put a quote at both ends of the text: "...".',
  }),
  syntax: (): Message => ({
    id: 'Baris ini tidak bisa dibaca. Beri tanda kutip pada teksnya ("..."), dan samakan jarak di awal baris dengan bagian lain.',
    en: 'This line cannot be read. Put its text in quotes ("..."), and use the same spaces before it as other parts do.',
  }),
};

/** What the parser's error codes (package `yaml`) mean to someone who edits the file. */
export const SYNTAX: Readonly<Record<string, () => Message>> = {
  DUPLICATE_KEY: MESSAGES.duplicateKey,
  BAD_INDENT: MESSAGES.indent,
  MISSING_CHAR: MESSAGES.quote,
};

function last(path: string): string {
  return path.split('.').at(-1) as string;
}

function under(path: string, language: 'id' | 'en'): string {
  const parent = path.split('.').slice(0, -1).join('.');
  if (parent === '') return language === 'id' ? 'pada tanya jawab itu' : 'to that entry';
  return language === 'id' ? `di bawah "${parent}:"` : `below "${parent}:"`;
}
