import { INNOCENT } from './innocent.js';
import { LEXICON } from './lexicon.js';

/** The long words that resemble nothing else; two errors are forgiven in them, one in the others. */
const TWO_ERRORS =
  'berhenti unsubscribe subscribe langganan berlangganan broadcast indonesia subscription inggris notification'.split(
    ' ',
  );

/**
 * Words worth finding behind a typing error, because a stop, a right or a person hangs on them, and the small words that
 * turn a sentence round ("kalau", "kapan", "jangan lupa").
 */
const ONE_ERROR = `
  stop unsub hentikan dihentikan berhentikan distop setop jangan tidak usah lagi ulah deui maneh kirim ngirim dikirim dikirimi
  kirimi kirimin dikirimin kirimkan mengirim mengirimkan mengirimi pengiriman kiriman hubungi dihubungi menghubungi hapus
  dihapus menghapus hapuskan keluarkan dikeluarkan keluarin pesan nomor daftar daftarkan daftarin petugas admin operator
  manusia orang bicara ngobrol bahasa english language pribadi personal salinan message messages remove delete receive
  newsletter contact promosi promo informasi notifikasi setuju bersedia menerima terima sambungkan disambungkan sambungin
  hubungkan batalkan matikan nonaktifkan cancel anymore interested info data saya akun spam ganggu mengganggu risih
  annoying blokir report minat tertarik berminat mau ingin butuh cukup grup list number more send sending text texting
  updates update human agent someone person please want start sign panggil panggilkan ganti mulai aktifkan kalau
  kapan kenapa bagaimana berapa lupa belum sudah salah meninggal toko kantor barang paket pesanan sekarang rumah besok
  kasih tolong mohon whatsapp telepon laporan izin persetujuan cabut mencabut menarik privasi permission consent
  withdraw english switch speak indonesian youtube pilihan preferences relawan kerja donasi rutin tiap setiap reminder later`
  .trim()
  .split(/\s+/);

const byFirst = new Map<string, string[]>();
const byTail = new Map<string, string>();
const byConsonants = new Map<string, string>();
for (const word of [...TWO_ERRORS, ...ONE_ERROR]) {
  const first = word[0] as string;
  byFirst.set(first, [...(byFirst.get(first) ?? []), word]);
  if (word.length >= 6) byTail.set(word.slice(1), word);
}
for (const word of [...TWO_ERRORS, ...ONE_ERROR, ...LEXICON.words.keys()]) {
  const bare = consonants(word);
  if (word.length >= 5 && bare.length >= 3 && !byConsonants.has(bare)) byConsonants.set(bare, word);
}

const MEMO_LIMIT = 20_000;
const memo = new Map<string, string>();

/** The watched word that an unknown word stands for, or the word itself. */
export function respell(word: string): string {
  if (word.length < 4 || word.length > 16) return word;
  const known = memo.get(word);
  if (known !== undefined) return known;
  const found = INNOCENT.has(word) ? word : (nearest(word) ?? word);
  // Whoever sends random words may fill the memo, never the memory.
  if (memo.size >= MEMO_LIMIT) memo.clear();
  memo.set(word, found);
  return found;
}

/** The watched word nearest to `word` within its allowance; undefined when none is. */
function nearest(word: string): string | undefined {
  const abbreviated = unabbreviate(word);
  if (abbreviated !== undefined) return abbreviated;
  let best: string | undefined;
  let least = 3;
  for (const candidate of byFirst.get(word[0] as string) ?? []) {
    const allowed = Math.min(allowance(candidate, word), least - 1);
    if (allowed === 0 || Math.abs(candidate.length - word.length) > allowed) continue;
    const distance = distanceWithin(word, candidate, allowed);
    if (distance > allowed || (candidate.length <= 4 && !isSlip(word, candidate))) continue;
    best = candidate;
    least = distance;
  }
  if (best !== undefined || word.length < 6) return best;
  return byTail.get(word.slice(1)); // a slip on the very first key
}

function allowance(candidate: string, word: string): number {
  if (candidate.length < 4) return 0;
  return word.length >= 6 && TWO_ERRORS.includes(candidate) ? 2 : 1;
}

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
/** For every letter, the letters beside it on the keyboard. */
const BESIDE = new Map<string, string>();
for (const [r, row] of ROWS.entries()) {
  for (let i = 0; i < row.length; i++) {
    const above = ROWS[r - 1]?.slice(i, i + 2) ?? '';
    const below = ROWS[r + 1]?.slice(Math.max(0, i - 1), i + 1) ?? '';
    BESIDE.set(row[i] as string, `${row[i - 1] ?? ''}${row[i + 1] ?? ''}${above}${below}`);
  }
}

/** In four letters an error must look like one: two letters swapped, a neighbouring key, or a key struck twice. */
function isSlip(word: string, candidate: string): boolean {
  if (word.length > candidate.length) return /(.)\1/.test(word);
  if (word.length < candidate.length) return false;
  const wrong: number[] = [];
  for (let i = 0; i < word.length; i++) if (word[i] !== candidate[i]) wrong.push(i);
  const [first = 0] = wrong;
  return (
    wrong.length === 2 || (BESIDE.get(candidate[first] as string)?.includes(word[first] as string) ?? false)
  );
}

/**
 * "brhnti", "lnggnn", "pngirimn": vowels left out, consonants all there. Three consonants tell enough only where hardly a vowel
 * is left.
 */
function unabbreviate(word: string): string | undefined {
  const bare = consonants(word);
  if (bare.length < 3) return undefined;
  if (bare.length === 3 && word.length > 4) return undefined;
  const candidate = byConsonants.get(bare);
  return candidate !== undefined && candidate.length > word.length && isWithin(word, candidate)
    ? candidate
    : undefined;
}

/** Whether the letters of `word` stand in `whole` in their order, from its first letter on. */
function isWithin(word: string, whole: string): boolean {
  let i = 0;
  for (let k = 0; k < whole.length && i < word.length; k++) if (whole[k] === word[i]) i++;
  return i === word.length && whole[0] === word[0];
}

function consonants(word: string): string {
  return word.replace(/[aiueo]/g, '');
}

const WIDEST = 18;
const rows = [new Uint8Array(WIDEST), new Uint8Array(WIDEST), new Uint8Array(WIDEST)] as const;

/** Edits between two words of up to 17 letters (a swap of neighbours counts once); beyond `limit`, some larger number. */
export function distanceWithin(a: string, b: string, limit: number): number {
  let [before, last, row]: [Uint8Array, Uint8Array, Uint8Array] = [rows[0], rows[1], rows[2]];
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + same,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      }
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [before, last, row] = [last, row, before];
  }
  return last[b.length] as number;
}
