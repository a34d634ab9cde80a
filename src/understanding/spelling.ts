import { INNOCENT } from './innocent.js';

/**
 * Words worth finding behind a typing error, because a stop, a right or a person hangs on them. One error is allowed, two
 * in the long ones that resemble nothing else.
 */
const TWO_ERRORS =
  'berhenti unsubscribe subscribe langganan berlangganan broadcast indonesia subscription inggris'.split(' ');
const ONE_ERROR =
  `stop hentikan dihentikan berhentikan jangan kirim dikirim dikirimi kirimi mengirim pengiriman hubungi dihubungi
  menghubungi hapus dihapus menghapus keluarkan dikeluarkan pesan nomor daftar daftarkan petugas admin operator manusia
  bahasa english language pribadi personal salinan message messages remove delete receive newsletter contact promosi
  informasi notifikasi setuju bersedia menerima terima sambungkan hubungkan batalkan matikan cancel anymore
  interested`.split(/\s+/);
const WATCHED = [...TWO_ERRORS, ...ONE_ERROR];

const byFirst = new Map<string, string[]>();
const bySecond = new Map<string, string[]>();
const byConsonants = new Map<string, string>();
for (const word of WATCHED) {
  group(byFirst, word[0] as string, word);
  group(bySecond, `${word.length}${word.slice(1, 3)}`, word);
  const bare = consonants(word);
  if (bare.length >= 3 && !byConsonants.has(bare)) byConsonants.set(bare, word);
}

function group(map: Map<string, string[]>, key: string, word: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [word]);
  else list.push(word);
}

const MEMO_LIMIT = 20_000;
const memo = new Map<string, string>();

/** The watched word that an unknown word stands for, or the word itself. */
export function respell(word: string): string {
  if (word.length < 4 || word.length > 16) return word;
  const known = memo.get(word);
  if (known !== undefined) return known;
  const found = INNOCENT.has(word) ? word : (nearest(word) ?? word);
  if (memo.size >= MEMO_LIMIT) memo.clear();
  memo.set(word, found);
  return found;
}

/** The watched word nearest to `word` within its allowance; undefined when none is. */
export function nearest(word: string): string | undefined {
  const abbreviated = unabbreviate(word);
  if (abbreviated !== undefined) return abbreviated;
  let best: string | undefined;
  let least = 3;
  for (const candidate of byFirst.get(word[0] as string) ?? []) {
    const allowed = Math.min(allowance(candidate, word), least - 1);
    if (allowed === 0 || Math.abs(candidate.length - word.length) > allowed) continue;
    const distance = distanceWithin(word, candidate, allowed);
    if (distance <= allowed) {
      best = candidate;
      least = distance;
    }
  }
  if (best !== undefined || word.length < 6) return best;
  // A slip on the very first key.
  for (const candidate of bySecond.get(`${word.length}${word.slice(1, 3)}`) ?? []) {
    if (word.slice(1) === candidate.slice(1)) return candidate;
  }
  return undefined;
}

function allowance(candidate: string, word: string): number {
  return word.length >= 6 && TWO_ERRORS.includes(candidate) ? 2 : 1;
}

/** "brhnti", "lnggnn", "ptgs": vowels left out, consonants all there. */
function unabbreviate(word: string): string | undefined {
  const bare = consonants(word);
  if (bare.length < 3 || word.length - bare.length > bare.length / 3) return undefined;
  const candidate = byConsonants.get(bare);
  if (candidate === undefined || candidate.length <= word.length || candidate[0] !== word[0])
    return undefined;
  return candidate;
}

function consonants(word: string): string {
  return word.replace(/[aiueo]/g, '');
}

const WIDEST = 18;
const rows = [new Uint8Array(WIDEST), new Uint8Array(WIDEST), new Uint8Array(WIDEST)] as const;

/** Edits between two words (a swap of neighbours counts once); anything over `limit` is `limit + 1`. */
export function distanceWithin(a: string, b: string, limit: number): number {
  let [before, last, row] = rows as unknown as [Uint8Array, Uint8Array, Uint8Array];
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      let cost = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + same,
      );
      if (
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      ) {
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
