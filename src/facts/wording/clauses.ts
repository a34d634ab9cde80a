import { fold } from '../../understanding/fold.js';

/** A piece of a sentence in plain small letters, its words one space apart. */
export interface Clause {
  text: string;
  at: number;
  length: number;
  /** A "no" stands over it: its own, or one that reaches here from before. */
  denied: boolean;
}

/** With the endings that people hang on by a hyphen: "OTP-nya". */
const WORD = /[\p{L}\p{N}@$]+(?:['’]\p{L}+|-(?:nya|mu|ku|lah|kah)(?!\p{L}))?/gu;
const ENDS_SENTENCE = /[.!?\n]/;
const ENDS_CLAUSE = /[.,;:!?\n()"“”—–]| - /;
/** Words that begin a clause of their own: what a "no" before them denies ends here. */
const TURNS = new Set([
  'tapi',
  'tetapi',
  'namun',
  'lalu',
  'kemudian',
  'cukup',
  'melainkan',
  'but',
  'then',
  'instead',
  'just',
]);
/** Words that carry a "no" on: "jangan kirim OTP, atau sebutkan PIN". */
const GOES_ON = /^(?:atau|ataupun|maupun|dan|serta|apalagi|or|nor|and)\b/;
const NO =
  /\b(?:jangan|jgn|tidak|tdk|tak|takkan|bukan|gak|ga|nggak|enggak|ndak|ngga|tanpa|hindari|dilarang|rahasiakan|never|not|cannot|without|nobody|\p{L}+n't)\b/u;
/** A "no" that waits for its verb: "jangan pernah, dalam keadaan apa pun, ..." */
const NO_WAITS = /(?:^|\s)(?:jangan|jgn|jangan pernah|jangan sekali kali|never|do not|don't)$/;
/** "Jangan lupa" asks for it. */
const NO_NO =
  /\b(?:jangan|jgn|tidak usah|tidak perlu|gak usah|ga usah|don't|do not|no need to|never) (?:lupa|lupakan|ragu|takut|khawatir|cemas|sungkan|segan|forget|hesitate|worry|be afraid)\b/g;

/** Digits and signs that stand for letters inside a word: "g0bl0k". */
const DRAWN: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

/** The words of a text as the tables spell them. */
export function wordsOf(text: string): string[] {
  return (fold(text).text.match(WORD) ?? []).map(plain);
}

export function clausesOf(text: string): Clause[] {
  const folded = fold(text).text;
  const clauses: Clause[] = [];
  let words: string[] = [];
  let from = 0;
  let end = 0;
  let carried = false;
  const close = (isSentence: boolean) => {
    if (words.length > 0) {
      const clause = words.join(' ').replace(NO_NO, '');
      const before = clauses.at(-1);
      const denied = NO.test(clause) || carried || (GOES_ON.test(clause) && (before?.denied ?? false));
      clauses.push({ text: clause, at: from, length: end - from, denied });
      carried = !isSentence && (carried || NO_WAITS.test(clause));
      words = [];
    }
    if (isSentence) carried = false;
  };
  for (const match of folded.matchAll(WORD)) {
    const gap = folded.slice(end, match.index);
    const word = plain(match[0]);
    if (ENDS_CLAUSE.test(gap)) close(ENDS_SENTENCE.test(gap));
    else if (TURNS.has(word)) {
      close(false);
      carried = false;
    }
    if (words.length === 0) from = match.index;
    words.push(word);
    end = match.index + match[0].length;
  }
  close(true);
  return clauses;
}

/** Without drawn-out letters and letters drawn by digits. */
function plain(word: string): string {
  const letters = /\p{L}/u.test(word) ? word.replace(/[013457@$]/g, (sign) => DRAWN[sign] ?? sign) : word;
  return letters
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace('’', "'")
    .replace('-', '');
}
