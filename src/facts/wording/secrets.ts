import type { Clause } from './clauses.js';

/** Codes that nobody may ask for. A pin on a map is none. */
const SECRET = [
  '(?:kode )?otp(?:nya|mu)?',
  'kode (?:verifikasi|keamanan|rahasia|aktivasi|sms|(?:6|enam|4|empat) (?:angka|digit))(?:nya|mu)?',
  '(?:kode |nomor |m ?)?pin(?:nya|mu)?(?! (?:lokasi|location|point|peta|map|maps|alamat|titik|drop|this|the|it|of|chat|pesan|message))',
  'cvv2?(?:nya)?|cvc2?(?:nya)?',
  '(?:kata )?sandi(?:nya|mu)?',
  'pass ?words?(?:nya)?|passcodes?',
  '(?:verification|security|login|one time|activation) (?:code|password)s?',
  'nomor kartu (?:kredit |debit |atm )?(?:anda )?(?:secara )?(?:lengkap|utuh)',
  '(?:full|complete|whole) card numbers?',
  '16 (?:digit|angka) (?:nomor )?(?:kartu|card)',
  '(?:3|tiga|three) (?:angka|digits?) (?:di |on the )?(?:belakang|balik|back) (?:kartu|of)',
].join('|');

const ASKS =
  'kirim|kirimkan|kirimin|kirimlah|kasih|kasihkan|kasi|kasihtau|beri|berikan|beritahu|beritahukan|kabari|kabarkan|infokan|info|informasikan|sebutkan|sebut|bagikan|bagi|teruskan|balas|bacakan|serahkan|tuliskan|lampirkan|konfirmasi|konfirmasikan|minta|meminta|mintakan|mohon|setorkan|kongkon|aturaken|send|give|tell|share|provide|forward|read|reply|text|submit|disclose|confirm|hand|need|require|want|request|ask for|asking for';
const NEEDS =
  '(?<!(?:anda|kamu|kakak|bapak|ibu|you|they|nasabah|pengguna) )(?:butuh|membutuhkan|perlu|memerlukan|perlukan|butuhkan)';
const HERE =
  '(?:di sini|disini|ke sini|kesini|sini|di chat ini|ke chat ini|di bawah|lewat chat|here|below|in this chat|to this (?:chat|number))';
const TO_US = '(?:kami|saya|aku|petugas|admin|cs|tim|us|me|our (?:team|agent|staff)|an agent)';
const near = (most: number) => `(?: \\S+){0,${most}}? `;

const REQUESTS: readonly RegExp[] = [
  new RegExp(`\\b(?:${ASKS}|${NEEDS})\\b${near(6)}(?:${SECRET})\\b`),
  // typing it is fine on the bank's page, not here
  new RegExp(
    `\\b(?:masukkan|masukin|isi|isikan|ketik|ketikkan|input|tulis|type|enter|write)\\b${near(6)}(?:${SECRET})\\b.*\\b${HERE}`,
  ),
  new RegExp(
    `\\b(?:mengirim|mengirimkan|memberi|memberikan|menyebutkan|memberitahukan|menyampaikan|dikirim|dikirimkan|disebutkan|diberikan|diteruskan)\\b.*\\b(?:${SECRET})\\b.*\\b(?:(?:ke|kepada|pada|to|with) ${TO_US}|${HERE})`,
  ),
  new RegExp(
    `\\b(?:${SECRET})\\b${near(4)}(?:kirim|kirimkan|dikirim|dikirimkan|kasih|sebutkan|disebutkan|diberikan|berikan|diteruskan|teruskan|infokan|bagikan|balas|sent|shared|forwarded)\\b(?! (?:ke|kepada) (?:hp|nomor|surel|email)).*\\b(?:(?:ke|kepada|pada|to|with) ${TO_US}|${HERE}|ya|dong|kak|pak|bu|please)\\b`,
  ),
  new RegExp(`\\b(?:berapa|mana|what is|what's|whats)${near(2)}(?:${SECRET})\\b`),
  new RegExp(`\\bapa (?:${SECRET})\\b`),
  new RegExp(
    `\\b(?:${SECRET})(?: (?:anda|kakak|kamu|bapak|ibu|kartu|atm|bank|yang masuk|yg masuk))* (?:berapa|apa)\\b`,
  ),
];

/** Speaks of others who ask, of our own sending, or of keeping it: no request. */
const INNOCENT: readonly RegExp[] = [
  /\b(?:kalau|kalo|bila|jika|apabila) (?:ada|seseorang|orang|diminta)\b|\bada (?:yang|yg|orang|pihak)\b|\b(?:orang|pihak|siapa pun|siapapun|penelepon) yang\b/,
  /\b(?:penipu|penipuan|modus|waspada|waspadai|hati hati|awas|oknum|tolak|abaikan|laporkan|scam|scammers?|fraud|fraudsters?|beware|careful|suspicious|ignore|refuse|report)\b/,
  /\b(?:someone|anyone|anybody|somebody|whoever|no one|siapa pun|siapapun|if you are asked)\b/,
  /\b(?:aplikasi|bank|atm|mesin|sistem|situs|halaman|edc|layar|app|website|page|screen|browser)\b(?: \S+){0,3} (?:meminta|minta|asks?|needs?|requires?|wants?|confirms?)\b/,
  /\b(?:kami|kita|saya|sistem|bank|we|i|meta|whatsapp)(?: (?:sudah|telah|akan|baru|saja|selalu|juga|have|will|just|can|had))* (?:kirim|kirimkan|berikan|kasih|send|sent|text|give|mengirim|mengirimkan)\b/,
];
/** Changing or hiding it gives it to nobody. */
const KEPT = new RegExp(
  `\\b(?:ganti|mengganti|ubah|mengubah|reset|mereset|atur ulang|lupa|buat|membuat|aktifkan|tutup|menutup|tutupi|sensor|samarkan|sembunyikan|hapus|change|changing|resetting|forgot|forgotten|new|set|cover|hide|mask|remove)(?: \\S+)? (?:${SECRET})\\b`,
  'g',
);

export function asksSecret({ text, denied }: Clause): boolean {
  if (denied) return false;
  const rest = text.replace(KEPT, '');
  return REQUESTS.some((request) => request.test(rest)) && !INNOCENT.some((one) => one.test(rest));
}

export const SECRET_WORDS: readonly string[] = (
  'otp otpnya otpmu pin pinnya pinmu mpin cvv cvv2 cvc cvc2 cvvnya cvcnya sandi sandinya sandimu password passwords passwordnya passcode passcodes ' +
  'verifikasi verifikasinya keamanan rahasia aktivasi sms verification security login activation digit digits angka word words kartu card'
).split(' ');
