/**
 * A light Indonesian stemmer: strips particles, possessives, suffixes and prefixes (Nazief and Adriani's order) without a
 * dictionary of roots. The npm library for this, sastrawijs, rests on a dictionary of formal roots: it leaves slang,
 * English and shop words alone or spoils them, and takes a hundred times as long. Search needs only that related forms
 * meet in one stem, so a stem need not be a word.
 */
export function stem(token: string): string {
  if (token.length < 5 || !/^[a-z]+$/.test(token)) return token;
  const special = SPECIAL.get(token);
  if (special !== undefined) return special;
  return stripPrefixes(stripSuffixes(token));
}

/** Words whose ending or beginning only looks like an affix, and those whose stem the rules would miss. */
const SPECIAL: ReadonlyMap<string, string> = new Map(
  `hanya punya tanya biaya bahaya percaya upaya budaya raya kaya bagai bagaimana sebagai berapa beberapa bukan dengan
  makan ikan bulan jalan badan teman kawan hujan tangan bahan depan papan alasan kasihan tuhan pekan laman halaman
  zaman awan kanan aman iman insan bantuan=bantu pakan malam ramadan ramadhan quran mukafaah sedekah masalah
  sekolah setelah jumlah sebelah celah lelah telah adalah nafkah berkah barokah hikmah fidyah infak wakaf
  menu mental media medis memori member membership mesin masjid mesjid bahasa bapak barang belum benar
  besar berat beras berita berkas beda besok dekat diri dinas digital direktur kita kecil kelas kepala keluarga
  kemarin kenapa kerja=kerja ketika kemudian pesan perlu pernah penuh percuma pertama perut perusahaan=usaha
  peran perak seperti sebelum sedang sekarang semua senin selasa sering setiap setor sendiri september seratus seribu
  sejuta semoga tentang tempat teman terus terima tetap tetapi terang termasuk=masuk terjadi=jadi pemerintah=perintah
  penyaluran=salur penyalur=salur menyalurkan=salur disalurkan=salur tersalurkan=salur
  mengaji=kaji mengajukan=aju pengajuan=aju diajukan=aju mengajar=ajar pelajar=ajar belajar=ajar
  menerima=terima penerima=terima penerimaan=terima diterima=terima
  menunaikan=tunai ditunaikan=tunai dikeluarkan=keluar keluarkan=keluar mengeluarkan=keluar
  laporan=lapor melaporkan=lapor pelaporan=lapor dilaporkan=lapor
  mengetahui=tahu ketahui=tahu diketahui=tahu memberi=beri diberi=beri pemberian=beri diberikan=beri memberikan=beri
  memakai=pakai dipakai=pakai pemakaian=pakai memulai=mulai dimulai=mulai sampai selesai pegawai nilai pantai
  mengirimi=kirim kirimi=kirim dikirimi=kirim berhenti henti=henti hentikan=berhenti dihentikan=berhenti
  menghentikan=berhenti penghentian=berhenti pemberhentian=berhenti hari kali lagi pagi siapa rumah
  kantor transfer pulsa fitrah jenazah musala mushola pesantren akikah aqiqah qurban kurban kemenag kementerian
  information informasi donation donasi`
    .split(/\s+/)
    .map((entry): [string, string] => {
      const [word = '', root] = entry.split('=');
      return [word, root ?? word];
    }),
);

const SHORTEST = 3;
const VOWEL = /[aiueo]/;

function stripSuffixes(token: string): string {
  // A suffix goes only where two syllables stay: it would rather miss one than make "ikan" of "ik".
  let word = cut(token, ['lah', 'kah', 'tah', 'pun']);
  word = cut(word, ['nya', 'ku', 'mu']);
  return cut(word, ['kan', 'an', 'in', 'i']);
}

function cut(word: string, suffixes: readonly string[]): string {
  for (const suffix of suffixes) {
    if (!word.endsWith(suffix)) continue;
    const rest = word.slice(0, -suffix.length);
    if (suffix === 'i' && rest.endsWith('s')) continue; // "donasi", "konfirmasi"
    const least = suffix === 'i' || suffix === 'in' ? 5 : 4;
    if (rest.length >= least && syllables(rest) >= 2) return rest;
  }
  return word;
}

function syllables(word: string): number {
  return (word.match(/[aiueo]/g) ?? []).length;
}

/** Roots whose "k" melts into "meng-" and "peng-". */
const LOST_K: ReadonlyMap<string, string> = new Map(
  'kirim kurang kumpul kelola kenal konfirmasi kontak kembang kerja ketik kunjung klaim'
    .split(' ')
    .map((root) => [root.slice(1), root]),
);

const PREFIXES: readonly [prefix: string, next: RegExp, instead: string][] = [
  ['meny', VOWEL, 's'],
  ['peny', VOWEL, 's'],
  ['meng', /[aiueoghk]/, ''],
  ['peng', /[aiueoghk]/, ''],
  ['mem', /[bfpv]/, ''],
  ['pem', /[bfpv]/, ''],
  ['mem', VOWEL, 'p'],
  ['pem', VOWEL, 'p'],
  ['men', /[cdjstz]/, ''],
  ['pen', /[cdjstz]/, ''],
  ['men', VOWEL, 't'],
  ['pen', VOWEL, 't'],
  ['ber', /[a-z]/, ''],
  ['ter', /[a-z]/, ''],
  ['per', /[a-z]/, ''],
  ['me', /[lmnrwy]/, ''],
  ['pe', /[lmnrwy]/, ''],
  ['di', /[a-z]/, ''],
  ['ke', /[a-z]/, ''],
  ['se', /[a-z]/, ''],
];

function stripPrefixes(token: string): string {
  let word = token;
  for (let round = 0; round < 2; round++) {
    const next = stripPrefix(word);
    if (next === word) break;
    word = next;
  }
  return LOST_K.get(word) ?? word;
}

function stripPrefix(word: string): string {
  for (const [prefix, next, instead] of PREFIXES) {
    if (!word.startsWith(prefix)) continue;
    const rest = word.slice(prefix.length);
    if (rest.length < SHORTEST || !next.test(rest[0] as string)) continue;
    const root = instead + rest;
    if (root.length >= 4 && syllables(root) >= 2) return root;
  }
  return word;
}
