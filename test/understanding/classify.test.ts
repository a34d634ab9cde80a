import { describe, expect, test } from '@jest/globals';
import { classify } from '../../src/understanding/index.js';

/** Every frame family with sentences of its own; the large sets are measured in held-out.test.ts. */
const MEANT: Record<string, [string, ...string[]]> = {
  // a bare stop
  'opt_out: the word alone': [
    'BERHENTI',
    'stop dong min',
    'Setop!',
    'unsub',
    'opt out',
    'UNREG',
    'berhenti, makasih ya 🙏',
  ],
  'opt_out: stop + ours': [
    'stop kirim katalog',
    'tolong berhenti menghubungi saya',
    'mohon hentikan pesan siaran ini',
    'pesannya distop ya',
    'please stop sending these messages',
    'berhenti langganan buletin',
  ],
  'opt_out: a ban on sending': [
    'jangan kirim lagi',
    'ga usah wa saya lagi ya',
    'tidak perlu dikirimi lagi',
    "don't text me again",
    'no more promos',
    'promonya nggak usah dikirim',
  ],
  'opt_out: not wanting to receive': [
    'saya sudah tidak mau menerima info lagi',
    'I no longer want these updates',
    'saya menolak dikirimi promosi',
    'ga minat dapat broadcast lagi',
  ],
  'opt_out: off the list': [
    'hapus nomor saya dari daftar',
    'keluarin aku dari broadcast',
    'take me off your list',
    'nomor saya tolong dicoret',
    'remove my number',
  ],
  'opt_out: consent withdrawn': [
    'saya cabut persetujuan saya',
    'I withdraw my consent',
    'izin yang dulu saya tarik',
  ],
  'opt_out: ending the subscription': [
    'batalkan langganan saya',
    'cancel my subscription',
    'matikan notifikasi broadcast',
  ],
  'opt_out: left alone': ['jangan ganggu saya', 'leave me alone', 'tolong jangan spam'],
  'opt_out: told before': [
    'saya sudah bilang stop',
    'udah ketik berhenti kok masih dikirim',
    'I asked you to stop',
  ],
  'opt_out: regional': [
    'ora usah ngirimi aku maneh',
    'kula mboten purun dikintuni malih',
    'ulah ngirim deui atuh',
    'abdi hoyong eureun langganan',
    'kagak usah dikirimin lagi bang',
    'jan kirim juo lai',
    'tra usah kirim lagi',
  ],
  'opt_out: typed badly': [
    'brhnti',
    'stpo',
    'jgn krm lg',
    'gk ush krm bc lgi',
    'tlg hpus nmr sy dr dftr',
    'unsubcribe',
  ],
  'opt_out: drawn differently': [
    'ＳＴＯＰ',
    'b e r h e n t i',
    'ѕтор',
    'st0p kirim',
    'ber\u200bhenti',
    '🆂🆃🅾🅿',
  ],
  suspend: [
    'spam!!',
    'ganggu banget',
    'saya blokir ya',
    'this is spam',
    'salah nomor',
    '👎',
    'kebanyakan kirim pesan',
  ],
  'opt_in: asking for it': [
    'DAFTAR',
    'langganan dong',
    'saya mau terima info promo',
    'masukkan nomor saya ke daftar penerima',
    'kirimi saya laporan tiap bulan',
    'sign me up for the newsletter',
    'saya bersedia dikirimi pesan',
  ],
  'opt_in: taking a stop back': [
    'batal berhenti, saya masih mau',
    'kemarin salah pencet stop, mau lanjut terima info',
    'I unsubscribed by mistake, put me back',
    'dulu saya berhenti, sekarang mau langganan lagi',
  ],
  handoff: [
    'admin',
    'min tolong min',
    'halo admin ada?',
    'belum dibalas admin dari pagi',
    'ada yang bisa diajak ngobrol langsung?',
    'adminne endi mas',
    'aya petugas teu',
    'mau ngomong sama orang',
    'sambungkan ke petugas',
    'I want to talk to a human',
    'stop jawab otomatis, panggilkan petugasnya',
    'capek ngomong sama bot',
  ],
  data_rights: [
    'hapus data saya',
    'data apa saja yang kalian simpan tentang saya?',
    'delete my account',
    'minta salinan data pribadi',
    'nama saya salah, tolong diperbaiki',
    'tau nomor saya dari mana?',
    'minta bukti persetujuan saya',
  ],
  language: [
    'ENGLISH',
    'pakai bahasa indonesia ya',
    'stop pakai bahasa inggris',
    'can we speak English?',
    'ganti bahasa',
  ],
};

describe('what is asked for', () => {
  for (const [family, sentences] of Object.entries(MEANT)) {
    test.each(sentences)(`${family}: %s`, (text) => {
      expect(classify(text).intent).toBe(family.split(':')[0]);
    });
  }
});

/** Words of a stop, a start, a person or a right in sentences that ask for none of them. */
const ORDINARY: Record<string, [string, ...string[]]> = {
  'a stop that is denied': [
    'jangan berhenti kirim laporannya ya',
    'please never stop sending reports',
    'semoga tidak berhenti',
    'jangan stop programnya',
  ],
  'stop, of other things': [
    'hujan sudah berhenti',
    'saya berhenti kerja bulan lalu',
    'suami berhenti merokok',
    'mau stop autodebit donasi',
    'the rain stopped',
    'which bus stop is near you?',
    'one stop service ya?',
    'haid saya stop dua bulan',
    'stopkontaknya rusak',
  ],
  'batal, cancel': [
    'pesanan saya batal',
    'batalkan janji temu besok',
    'puasa batal kalau muntah?',
    'please cancel my order',
  ],
  'keluar, leave': [
    'hasil lab keluar kapan',
    'darah keluar dari hidung',
    'zakat dikeluarkan kapan?',
    'when does the bus leave',
  ],
  cukup: ['cukup satu saja', 'apakah 50 ribu cukup?', 'sudah cukup informasinya, terima kasih'],
  daftar: [
    'daftar harga',
    'mau daftar relawan',
    'daftar dokter hari ini',
    'price list please',
    'cara daftar BPJS',
  ],
  langganan: [
    'toko langganan saya',
    'langganan listrik masjid',
    'saya sudah langganan tapi laporannya belum masuk',
  ],
  admin: [
    'biaya admin berapa?',
    'terima kasih admin',
    'lowongan admin masih ada?',
    'is the admin fee included?',
    'halo admin, selamat pagi',
    'nunggu petugas jemput zakat',
  ],
  hapus: [
    'maaf, pesan tadi saya hapus',
    'sedekah menghapus dosa?',
    'cara menghapus noda',
    'foto produknya kok dihapus?',
  ],
  'kirim, goods': [
    'jangan dikirim dulu barangnya',
    'jangan kirim lewat JNE',
    'paket belum dikirim?',
    "don't send the package today",
    'jangan lupa kirim laporan',
  ],
  nomor: [
    'nomor resi saya berapa?',
    'nomor antrian saya dapat dari mana',
    'saya tahu nomor ini dari brosur masjid',
    'nomor saya ganti ya, yang lama hilang',
    'dapat nomor rekening dari mana kak',
  ],
  data: ['paket data habis', 'data penyaluran ada?', 'data saya aman ga?'],
  bahasa: ['kursus bahasa inggris untuk anak', 'do you sell English books?'],
  'questions about stopping': [
    'bisa berhenti kapan saja?',
    'kalau saya stop apa yang terjadi?',
    'what happens if I opt out?',
    'can I unsubscribe anytime?',
  ],
  'what they receive': ['topik saya', 'saya langganan apa saja', 'my topics', 'pilih topik', 'jeda 30 hari'],
  'small talk': [
    'halo',
    'P',
    'terima kasih',
    'iya',
    'tidak',
    '👍',
    '🙏',
    'maaf mengganggu, mau tanya',
    '',
    '?',
  ],
  'anger about other things': ['aplikasinya error terus', 'kesal sama kurirnya', 'barang rusak 😡'],
};

describe('what is not asked for', () => {
  for (const [family, sentences] of Object.entries(ORDINARY)) {
    test.each(sentences)(`${family}: %s`, (text) => {
      expect(classify(text).intent).toBe('other');
    });
  }
});

describe('details', () => {
  test.each([
    ['stop info zakat', ['zakat']],
    ['Kirim laporannya saja, promo kurbannya nggak usah', ['promo', 'kurban']],
    ['berhenti laporan penyaluran', ['laporan', 'penyaluran']],
    ['jangan kirim info diskon lagi', ['diskon']],
    ['batalkan langganan info beasiswa', ['beasiswa']],
    ['STOP PROMO', undefined],
    ['stop semua info zakat', undefined],
    ['hapus nomor saya dari daftar', undefined],
    ['BERHENTI', undefined],
  ])('%s stops the topic %j', (text, topicWords) => {
    const { intent, scope } = classify(text);
    expect({ intent, words: scope?.topicWords }).toEqual({ intent: 'opt_out', words: topicWords });
  });

  test.each([
    ['daftar info kurban', ['kurban']],
    ['mau langganan info zakat', ['zakat']],
    ['langganan', undefined],
  ])('%s starts the topic %j', (text, topicWords) => {
    const { intent, scope } = classify(text);
    expect({ intent, words: scope?.topicWords }).toEqual({ intent: 'opt_in', words: topicWords });
  });

  test.each([
    ['maaf salah nomor, jangan kirim lagi', 'opt_out', 'wrong_number'],
    ['saya bukan Pak Hendra. Jangan hubungi nomor ini lagi', 'opt_out', 'wrong_number'],
    ['ayah saya sudah meninggal, mohon jangan dikirimi lagi', 'opt_out', 'deceased'],
    ['pemilik nomor ini sudah wafat', 'suspend', 'deceased'],
    ['saya tidak pernah daftar, hentikan', 'opt_out', 'never_signed_up'],
    ['ganggu banget, stop kirim', 'opt_out', 'angry'],
    ['dari mana kalian dapat nomor saya?', 'data_rights', 'never_signed_up'],
    ['stop', 'opt_out', undefined],
  ])('%s: %s because %s', (text, intent, reason) => {
    expect(classify(text)).toEqual(
      expect.objectContaining(reason === undefined ? { intent } : { intent, reason }),
    );
    expect(classify(text).reason).toBe(reason);
  });

  test.each([
    ['english', 'en'],
    ['ganti ke bahasa Inggris', 'en'],
    ["I don't speak Indonesian", 'en'],
    ['saya kurang paham bahasa Indonesia', 'en'],
    ['bahasa Inggris aja ya, my Indonesian is bad', 'en'],
    ['BAHASA', 'id'],
    ['jangan pakai bahasa inggris', 'id'],
    ['stop pakai bahasa inggris', 'id'],
    ['kok jadi bahasa inggris? balikin ke indo dong', 'id'],
    ['bahasa jawa aja bisa?', undefined],
    ['ganti bahasa', undefined],
  ])('%s asks for %s', (text, language) => {
    const got = classify(text);
    expect({ intent: got.intent, language: got.language }).toEqual({ intent: 'language', language });
  });

  test.each([
    ['hapus semua data saya', 'erase'],
    ['lupakan semua tentang saya', 'erase'],
    ['jangan simpan data saya', 'erase'],
    ['minta salinan data saya', 'access'],
    ['what data do you have about me?', 'access'],
    ['perbaiki data saya', 'correct'],
    ['my name is wrong, please fix it', 'correct'],
    ['dari mana nomor saya?', 'origin'],
    ['kok yayasan bisa tahu nomor ibu', 'origin'],
    ['siapa yang kasih nomor HP saya ke kalian', 'origin'],
    ['angsal nomer kula saking pundi nggih', 'origin'],
    ['kenging nomer abdi ti mana teh', 'origin'],
    ['how did you get my phone number?', 'origin'],
  ])('%s is the right to %s', (text, right) => {
    expect(classify(text)).toMatchObject({ intent: 'data_rights', right });
  });

  test('a stop wins over what else is asked, and keeps the right', () => {
    expect(classify('hapus data saya dan jangan kirim pesan lagi')).toMatchObject({
      intent: 'opt_out',
      right: 'erase',
    });
    expect(classify('jangan kirim promo lagi. admin mana?').intent).toBe('opt_out');
  });

  test('a stop counts wherever it stands in a long text', () => {
    const talk = 'Kemarin kami sekeluarga pergi ke pasar dan membeli sayur untuk acara di rumah. ';
    expect(classify(`${talk.repeat(20)}Tolong jangan kirim pesan lagi. ${talk.repeat(20)}`).intent).toBe(
      'opt_out',
    );
    expect(classify(talk.repeat(40)).intent).toBe('other');
  });
});

describe('whose words they are', () => {
  test.each([
    'tadi suami saya balas STOP, itu bukan saya, saya masih mau',
    'di pesan kemarin ada tulisan "balas BERHENTI", maksudnya apa?',
    'saya ga minta dihentikan kok',
    'DISKON 70%! Klik link ini. Ketik STOP untuk berhenti berlangganan',
    'teman saya bilang mau berhenti langganan air galon',
  ])('%s is no opt-out', (text) => {
    expect(classify(text).intent).not.toBe('opt_out');
  });

  test('a stop in a long breath is found', () => {
    const text =
      'saya sudah wakaf kemarin lewat transfer, bukti sudah saya kirim ke mbak Dewi dan saya juga sudah isi formulir, nah saya cuma mau minta satu hal, nomor saya jangan dikirimi broadcast lagi';
    expect(classify(text).intent).toBe('opt_out');
  });
});

describe('what came before', () => {
  test.each(['ga usah', 'nggak dulu deh', 'no', 'cukup', 'tidak'])(
    'a bare %j after a broadcast waits',
    (text) => {
      expect(classify(text).intent).toBe('other');
      expect(classify(text, { afterBroadcast: true }).intent).toBe('suspend');
      expect(classify(text, { afterBroadcast: true, question: 'yes_no' }).intent).toBe('other');
    },
  );

  test.each(['ga usah', 'no need', 'nggak setuju', 'ya', 'boleh', '2', 'jangan dulu'])(
    '%j to a question of ours answers it',
    (text) => {
      for (const question of ['yes_no', 'topic'] as const) {
        expect(classify(text, { question }).intent).toBe('other');
        expect(classify(text, { question, afterBroadcast: true }).intent).toBe('other');
      }
    },
  );

  test.each(['stop', 'berhenti', 'tidak, jangan hubungi saya lagi', 'ga, hapus nomor saya dari daftar'])(
    'P2 %j to a question of ours, or to a person of ours, is a stop',
    (text) => {
      expect(classify(text, { question: 'yes_no' }).intent).toBe('opt_out');
      expect(classify(text, { ticket: true }).intent).toBe('opt_out');
    },
  );

  test.each([
    ['stop dulu kak', 'suspend'],
    ['stop dulu prosesnya kak, saya cek saldo', 'other'],
    ['ga usah kirim notanya', 'other'],
    ['nggak usah mbak', 'other'],
    ['oh ya, jangan kirim broadcast ke saya lagi', 'opt_out'],
  ])('to a person of ours, %j is %s', (text, intent) => {
    expect(classify(text, { ticket: true }).intent).toBe(intent);
  });

  test('an angry sign beside words waits only after a broadcast', () => {
    expect(classify('apa ini 👎').intent).toBe('other');
    expect(classify('apa ini 👎', { afterBroadcast: true }).intent).toBe('suspend');
  });

  test('ordinary words after a broadcast stay ordinary', () => {
    for (const text of ['terima kasih', 'berapa nisabnya?', 'amin', '👍', 'tidak bisa login']) {
      expect(classify(text, { afterBroadcast: true }).intent).toBe('other');
    }
  });
});
