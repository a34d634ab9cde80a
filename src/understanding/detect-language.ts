import { fold } from './fold.js';
import { REGIONAL_WORDS } from './slang.js';
import { scan } from './tokens.js';

const INDONESIAN = new Set(
  `yang dan di ke dari ini itu untuk dengan tidak ada saya aku kami kita anda kamu bisa mau sudah belum akan apa apakah
  bagaimana kapan berapa siapa kenapa mana dimana jangan tolong mohon terima kasih kak min pak bu mas mbak ya iya dong
  deh sih nih lagi juga saja aja atau kalau karena jika pada oleh sebagai lebih banyak semua harus boleh perlu ingin
  gak ga nggak ngga gk udah udh blm gimana gmn makasih selamat pagi siang sore malam berhenti kirim pesan nomor daftar
  langganan hapus petugas pilihan bantuan bayar biaya bahasa orang hari bulan tahun cara caranya buat sama tapi cuma sekali baru
  masih pernah banget assalamualaikum halo alhamdulillah zakat infak sedekah wakaf kurban barang harga kirimi dikirim info`.split(
    /\s+/,
  ),
);
const ENGLISH = new Set(
  `the a an and or of to in on at for from with without is are am was were be been do does did dont not no yes i you he
  she we they it my your our their me us him this that these those what when where who why how which can could would
  should will may might must have has had please thanks thank hello hi good morning want need like get send stop help
  about more any some there here just only but if so as by up out off list number message messages again anymore price
  open close today tomorrow speak english pay start subscribe
  unsubscribe preferences agent human`.split(/\s+/),
);

/** The words of a text, folded as all of them are: small letters, no accents, no marks. */
export const wordsIn = (text: string): string[] => scan(fold(text).text).tokens.map(({ word }) => word);

/** The words by which languages beside ours are known. */
export type AddedVocabulary = ReadonlyMap<string, ReadonlySet<string>>;

const NOTHING_ADDED: AddedVocabulary = new Map();
/** One word alone may be a name or a loan. */
const FEWEST = 2;

/**
 * The language a text is written in, by its small words and its endings; regional languages count as Indonesian
 * unless they were added. Undefined where it says too little or as much of one as of the other, so that whoever
 * asks keeps the language already known.
 */
export function detectLanguage(text: string): 'id' | 'en' | undefined;
export function detectLanguage(text: string, added: AddedVocabulary): string | undefined;
export function detectLanguage(text: string, added: AddedVocabulary = NOTHING_ADDED): string | undefined {
  const words = wordsIn(text);
  const theirs = (word: string) => !INDONESIAN.has(word) && !ENGLISH.has(word);
  const [first, second] = [...added]
    .map(([language, known]) => ({
      language,
      count: new Set(words.filter((word) => known.has(word) && theirs(word))).size,
    }))
    .sort((a, b) => b.count - a.count);
  const { indonesian, english } = countOurs(
    words.filter((word) => !theirs(word) || ![...added.values()].some((known) => known.has(word))),
  );
  if (first && first.count >= FEWEST && first.count > Math.max(indonesian, english, second?.count ?? 0)) {
    return first.language;
  }
  if (indonesian > english) return 'id';
  return english > indonesian ? 'en' : undefined;
}

function countOurs(words: readonly string[]) {
  let indonesian = 0;
  let english = 0;
  for (const word of words) {
    if (ENGLISH.has(word)) english++;
    else if (INDONESIAN.has(word) || REGIONAL_WORDS.has(word)) indonesian++;
    else if (/^[a-z]{5,}$/.test(word)) {
      if (/^(?:ber|meng|mem|men|per|di[^ae]|ter)[a-z]{4,}|(?:nya|kan|lah|kah)$/.test(word)) indonesian += 0.5;
      else if (/(?:ing|tion|ed|ly)$/.test(word)) english += 0.5;
    }
  }
  return { indonesian, english };
}
