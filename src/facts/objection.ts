/** What stands against a text. The same words at the gate, in the API and in `izin check`. */
export const OBJECTIONS = [
  'unknown_account',
  'unknown_qris',
  'unknown_link',
  'unknown_phone',
  'unknown_fact',
  'expired_fact',
  'asks_secret',
  'impersonation',
  'abuse',
  'incitement',
] as const;
export type ObjectionCode = (typeof OBJECTIONS)[number];

export interface Objection {
  code: ObjectionCode;
  /** Where in the text, in UTF-16 units. */
  at: number;
  length: number;
}

export interface Bilingual {
  id: string;
  en: string;
}

const says = (id: string, en: string): Bilingual => ({ id, en });

/** What is wrong and what to do; never quotes the text (promise P8). */
export const OBJECTION_WORDS: Readonly<Record<ObjectionCode, { message: Bilingual; mend: Bilingual }>> = {
  unknown_account: {
    message: says(
      'Ada nomor rekening, atau nomor panjang yang bisa dibaca sebagai rekening, yang tidak ada di daftar fakta.',
      'There is an account number, or a long number that reads like one, that is not in the list of facts.',
    ),
    mend: says(
      'Pakai rujukan seperti {{fact.rekening-zakat}}, atau daftarkan rekeningnya lewat dua orang. Nomor yang bukan rekening: tulis jenisnya di depan, misalnya "nomor donasi".',
      'Use a reference such as {{fact.rekening-zakat}}, or have two people enter the account. If it is no account, write what it is before it, such as "donation number".',
    ),
  },
  unknown_qris: {
    message: says(
      'Ada kode QRIS yang tidak ada di daftar fakta.',
      'There is a QRIS code that is not in the list of facts.',
    ),
    mend: says(
      'Pakai rujukan ke QRIS yang terdaftar, atau daftarkan yang ini lewat dua orang.',
      'Use a reference to a QRIS code of the list, or have two people enter this one.',
    ),
  },
  unknown_link: {
    message: says(
      'Ada tautan atau alamat surel yang domainnya tidak ada di daftar fakta.',
      'There is a link or e-mail address whose domain is not in the list of facts.',
    ),
    mend: says(
      'Pakai rujukan seperti {{fact.situs}}/donasi, atau daftarkan domainnya lewat dua orang.',
      'Use a reference such as {{fact.situs}}/donasi, or have two people enter the domain.',
    ),
  },
  unknown_phone: {
    message: says(
      'Ada nomor telepon yang tidak ada di daftar fakta.',
      'There is a phone number that is not in the list of facts.',
    ),
    mend: says(
      'Pakai rujukan seperti {{fact.telepon}}, atau daftarkan nomornya dulu.',
      'Use a reference such as {{fact.telepon}}, or enter the number first.',
    ),
  },
  unknown_fact: {
    message: says(
      'Ada rujukan ke fakta yang tidak terdaftar.',
      'There is a reference to a fact that is not in the list.',
    ),
    mend: says(
      'Periksa namanya di locales/facts.yaml atau GET /facts.',
      'Check its name in locales/facts.yaml or GET /facts.',
    ),
  },
  expired_fact: {
    message: says('Ada fakta yang sudah lewat masanya.', 'There is a fact whose time is over.'),
    mend: says(
      'Minta pemilik faktanya memperbarui nilai dan tanggalnya, baru kirim.',
      'Have the owner of the fact renew its value and date, then send.',
    ),
  },
  asks_secret: {
    message: says(
      'Teks ini meminta OTP, PIN, CVV, kata sandi, atau nomor kartu lengkap.',
      'This text asks for an OTP, PIN, CVV, password or full card number.',
    ),
    mend: says(
      'Hapus permintaannya: kami tidak pernah meminta kode rahasia. Peringatan agar tidak membagikannya boleh.',
      'Take the request out: we never ask for secret codes. A warning not to share them is fine.',
    ),
  },
  impersonation: {
    message: says(
      'Teks ini mengaku dari bank, polisi, pemerintah, atau lembaga lain, lalu meminta sesuatu.',
      'This text claims to come from a bank, the police, a public body or another organisation, and asks for something.',
    ),
    mend: says(
      'Sebut nama lembaga sendiri, dan jelaskan permintaannya atas nama itu.',
      "Give your own organisation's name, and explain the request in that name.",
    ),
  },
  abuse: {
    message: says('Ada kata yang menghina.', 'There is a word that insults.'),
    mend: says(
      'Tulis ulang tanpa kata itu. Marah? Serahkan tiketnya kepada rekan.',
      'Write it again without that word. Angry? Hand the ticket to a colleague.',
    ),
  },
  incitement: {
    message: says(
      'Teks ini menghasut terhadap suatu agama, suku, atau golongan.',
      'This text incites against a religion, a people or a group.',
    ),
    mend: says('Hapus bagian itu.', 'Take that part out.'),
  },
};

/** Message and mend in one, as the API's `detail`. */
export function objectionWords(code: ObjectionCode): Bilingual {
  const { message, mend } = OBJECTION_WORDS[code];
  return says(`${message.id} ${mend.id}`, `${message.en} ${mend.en}`);
}
