import { read } from './normalise.js';

const YES = new Set(
  'ya iya yes yeah yep boleh setuju oke ok okay nggih mangga monggo sure agree agreed tentu setuju bersedia lanjut lanjutkan silakan silahkan sarujuk satuju'.split(
    ' ',
  ),
);
const NO = new Set('tidak no nope not ora henteu jangan ogah belum'.split(' '));
/** What may stand beside a yes or a no without changing it. */
const BESIDE = new Set(
  'saya i me dong deh kak bang mas mbak pak bapak bu ibu min sih lah aja saja please tolong terima kasih thanks thank you usah mau dulu jadi banget kok atuh mah yo ya that nih gan sis bro it want need perlu minat'.split(
    ' ',
  ),
);
const NUMBERS = new Map([
  ['satu', 1],
  ['dua', 2],
  ['tiga', 3],
  ['empat', 4],
  ['lima', 5],
  ['enam', 6],
  ['tujuh', 7],
  ['delapan', 8],
  ['sembilan', 9],
  ['sepuluh', 10],
  ['one', 1],
  ['two', 2],
  ['three', 3],
  ['four', 4],
  ['five', 5],
  ['first', 1],
  ['second', 2],
  ['third', 3],
  ['pertama', 1],
  ['kedua', 2],
  ['ketiga', 3],
  ['siji', 1],
  ['loro', 2],
  ['hiji', 1],
  ['ciek', 1],
] as const);
const BEFORE_NUMBER = new Set(
  'nomor no yang pilihan pilih opsi option number angka saya mau the i choose'.split(' '),
);

/**
 * A typed answer to a question: yes, no, or the number of a choice (from 1; where the question is yes or no, 1 is yes and 2 is
 * no). A reaction, a sticker or a bare 🙏 is none (voice.md, section 3), and neither is a text that says more.
 */
export function answer(text: string): 'yes' | 'no' | number | undefined {
  return answerIn(read(text).words.map(({ word }) => word));
}

/** The same for words in standard spelling. */
export function answerIn(words: readonly string[]): 'yes' | 'no' | number | undefined {
  if (words.length === 0 || words.length > 6) return undefined;
  const number = numberIn(words);
  if (number !== undefined) return number;
  let yes = false;
  let no = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === 'tidak' && words[i + 1] === 'apa') return undefined; // "tidak apa-apa" is neither
    if (NO.has(word)) no = true;
    else if (YES.has(word)) yes = true;
    else if (!BESIDE.has(word)) return undefined;
  }
  if (no) return 'no';
  return yes ? 'yes' : undefined;
}

/** The number that a text consists of ("2", "nomor 2", "yang kedua"); undefined when it says more. */
export function numberIn(words: readonly string[]): number | undefined {
  let found: number | undefined;
  for (const word of words) {
    const number = /^\d{1,2}$/.test(word) ? Number(word) : NUMBERS.get(word as 'satu');
    if (number !== undefined) {
      if (found !== undefined) return undefined;
      found = number;
    } else if (!BEFORE_NUMBER.has(word) && !BESIDE.has(word)) return undefined;
  }
  return found;
}
