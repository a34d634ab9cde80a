import { APOLOGIES, COURTESY, GREETINGS, PLEAS, TITLES } from './courtesy.js';
import type { Reading, Word } from './normalise.js';
import { SLANG } from './slang.js';
import { respell } from './spelling.js';
import { conceptsOf } from './vocabulary.js';

/** A word that carries meaning, and the concepts it stands for. */
export interface Kept {
  word: string;
  concepts: readonly number[] | undefined;
  /** Whether a comma or bracket stands before it. */
  comma: boolean;
}

/** A sentence without its politeness; what the politeness says is kept as marks. */
export interface Sentence {
  words: Kept[];
  /** "Tolong", "please". */
  plea: boolean;
  /** "Maaf", "sorry". */
  apology: boolean;
  /** Thanks or a greeting. */
  greeting: boolean;
  /** Ends with a question mark. */
  question: boolean;
  /** Whether anything at all was said, if only a greeting. */
  said: boolean;
}

/** Cuts a reading into sentences. */
export function sentences(reading: Reading): Sentence[] {
  const list: Sentence[] = [];
  let sentence = silence();
  let comma = false;
  const { words } = reading;
  for (let i = 0; i < words.length; i++) {
    const { word, before } = words[i] as Word;
    if (before >= 2 && sentence.said) {
      list.push({ ...sentence, question: before === 3 });
      sentence = silence();
      comma = false;
    } else if (before === 1) comma = true;
    sentence.said = true;
    if (JOINERS.has(word)) {
      comma = true;
      continue;
    }
    if (isAddress(words, i)) {
      i++; // "stop ya mbak Rina"
      continue;
    }
    const idiom = idiomAt(words, i);
    if (idiom !== undefined) {
      i += idiom.length - 1;
      if (idiom.greeting) sentence.greeting = true;
      if (idiom.means === undefined) continue;
    }
    const meant = idiom?.means ?? (opensWithYes(words, i, sentence) ? 'iya' : word);
    if (isCourtesy(meant, sentence)) {
      mark(sentence, meant);
      continue;
    }
    keep(sentence, meant, comma);
    comma = false;
  }
  if (sentence.said) list.push({ ...sentence, question: reading.after === 3 });
  return list;
}

function silence(): Sentence {
  return { words: [], plea: false, apology: false, greeting: false, question: false, said: false };
}

const OPENERS: ReadonlySet<string> = new Set(['ya', 'ok', 'oke', 'okay']);
/** Words that begin a new clause as a comma does. */
const JOINERS: ReadonlySet<string> = new Set([
  'tetapi',
  'but',
  'namun',
  'dan',
  'and',
  'lalu',
  'so',
  'makanya',
  'nah',
]);

/** "Ya" is a filler, but not where a sentence begins with it. */
function opensWithYes(words: Word[], i: number, sentence: Sentence): boolean {
  return OPENERS.has(words[i]?.word ?? '') && sentence.words.length === 0 && words[i + 1] !== undefined;
}

/** A title and a name at the end of a sentence. */
function isAddress(words: Word[], i: number): boolean {
  const name = words[i + 1];
  if (name === undefined || name.before > 0 || !TITLES.has((words[i] as Word).word)) return false;
  const previous = words[i - 1]?.word;
  if (previous === undefined || previous === 'bukan' || previous === 'nomor' || previous === 'not')
    return false;
  const after = words[i + 2];
  return (
    (after === undefined || after.before > 0) &&
    conceptsOf(name.word) === undefined &&
    !COURTESY.has(name.word)
  );
}

function mark(sentence: Sentence, word: string): void {
  if (PLEAS.has(word)) sentence.plea = true;
  else if (APOLOGIES.has(word)) sentence.apology = true;
  else if (GREETINGS.has(word)) sentence.greeting = true;
}

function keep(sentence: Sentence, word: string, comma: boolean): void {
  const spelled = conceptsOf(word) === undefined ? respell(word) : word;
  if (isCourtesy(spelled, sentence)) {
    mark(sentence, spelled);
    return;
  }
  const owned = ownedBySpeaker(spelled);
  sentence.words.push({ word: owned ?? spelled, concepts: conceptsOf(owned ?? spelled), comma });
  if (owned !== undefined) sentence.words.push({ word: 'saya', concepts: conceptsOf('saya'), comma: false });
}

/** "nomorku", "dataku", "dataq": the word without "-ku" where that is a word we know. */
function ownedBySpeaker(word: string): string | undefined {
  if (!/(?:ku|q)$/.test(word) || word.length < 5) return undefined;
  const base = word.slice(0, word.endsWith('q') ? -1 : -2);
  const standard = SLANG.get(base)?.[0] ?? base;
  return conceptsOf(standard) === undefined ? undefined : standard;
}

function isCourtesy(word: string, sentence: Sentence): boolean {
  if (!COURTESY.has(word)) return false;
  const last = sentence.words[sentence.words.length - 1]?.word;
  return !(TITLES.has(word) && (last === 'bukan' || last === 'nomor' || last === 'not'));
}

interface Idiom {
  length: number;
  /** The word it stands for; none where it is mere politeness. */
  means?: string;
  greeting?: boolean;
}

/** Words that together mean something else than one by one. */
function idiomAt(words: Word[], i: number): Idiom | undefined {
  const next = words[i + 1]?.word;
  switch ((words[i] as Word).word) {
    case 'terima':
      return next === 'kasih' ? { length: 2, greeting: true } : undefined;
    case 'thank':
      return next === 'you' ? { length: 2, greeting: true } : undefined;
    case 'good':
      return next === 'morning' || next === 'afternoon' || next === 'evening'
        ? { length: 2, greeting: true }
        : undefined;
    case 'tidak':
      return next === 'apa' && words[i + 2]?.word === 'apa' ? { length: 3 } : undefined;
    case 'apa':
      return next === 'apa' || next === 'pun' || next === 'saja' ? { length: 2, means: 'apapun' } : undefined;
    case 'jangan':
      return next === 'jangan' ? { length: 2, means: 'mungkin' } : undefined;
    default:
      return undefined;
  }
}
