import { APOLOGIES, COURTESY, PLEAS, THANKS, TITLES } from './courtesy.js';
import type { Reading, Word } from './normalise.js';
import { ahead, behind, CONCEPT_COUNT, concept, type Masks, pattern } from './pattern.js';
import { respell } from './spelling.js';
import { conceptsOf } from './vocabulary.js';

/** A sentence, or a piece of a long one, as frames see it: words without politeness, and their concepts as masks. */
export interface Window extends Masks {
  words: string[];
  /** Ends with a question mark. */
  question: boolean;
  /** Masks of the clauses (between commas), in order. */
  clauses: number[];
  /** How many polite words were left out. */
  courtesy: number;
}

/** Bits of a mask that frames use; two stay free for stepping past the end. */
const WIDTH = 30;
/** Words that two pieces of a long sentence share, so that no frame falls between them. */
const OVERLAP = 10;

interface Kept {
  word: string;
  concepts: readonly number[] | undefined;
  comma: boolean;
}

/** What the politeness of a sentence says. */
interface Manner {
  courtesy: number;
  plea: boolean;
  apology: boolean;
  thanked: boolean;
}

/** Cuts a reading into windows, sentence by sentence. */
export function windows(reading: Reading): Window[] {
  const list: Window[] = [];
  let sentence: Kept[] = [];
  let manner: Manner = { courtesy: 0, plea: false, apology: false, thanked: false };
  let comma = false;
  const keep = (word: string): void => {
    sentence.push({ word, concepts: conceptsOf(word), comma });
    comma = false;
  };
  const { words } = reading;
  for (let i = 0; i < words.length; i++) {
    const { word, before } = words[i] as Word;
    if (before >= 2 && (sentence.length > 0 || manner.courtesy > 0)) {
      close(list, sentence, before === 3, manner);
      sentence = [];
      manner = { courtesy: 0, plea: false, apology: false, thanked: false };
      comma = false;
    } else if (before === 1) comma = true;
    const idiom = idiomAt(words, i);
    if (idiom !== undefined) {
      i += idiom.length - 1;
      if (idiom.means !== undefined) keep(idiom.means);
      else {
        manner.courtesy++;
        if (idiom.thanks) manner.thanked = true;
      }
      continue;
    }
    if (word === 'ya' && sentence.length === 0 && words[i + 1] !== undefined) {
      keep('iya');
      continue;
    }
    if (COURTESY.has(word) && !isPerson(word, sentence)) {
      manner.courtesy++;
      if (PLEAS.has(word)) manner.plea = true;
      else if (APOLOGIES.has(word)) manner.apology = true;
      else if (THANKS.has(word)) manner.thanked = true;
      continue;
    }
    const spelled = conceptsOf(word) === undefined ? respell(word) : word;
    if (spelled.endsWith('ku') && spelled.length > 5 && !hasOwnMeaning(spelled)) {
      keep(spelled.slice(0, -2));
      keep('saya'); // "nomorku", "dataku"
    } else keep(spelled);
  }
  if (sentence.length > 0 || manner.courtesy > 0) close(list, sentence, reading.after === 3, manner);
  return list;
}

/** A "-ku" that belongs to the word, or follows one that we do not know. */
function hasOwnMeaning(word: string): boolean {
  return conceptsOf(word.slice(0, -2)) === undefined;
}

interface Idiom {
  length: number;
  means?: string;
  thanks?: boolean;
}

/** Words that together mean something else than one by one. */
function idiomAt(words: Word[], i: number): Idiom | undefined {
  const word = (words[i] as Word).word;
  const next = words[i + 1]?.word;
  switch (word) {
    case 'terima':
      return next === 'kasih' ? { length: 2, thanks: true } : undefined;
    case 'thank':
      return next === 'you' ? { length: 2, thanks: true } : undefined;
    case 'good':
      return next === 'morning' || next === 'afternoon' || next === 'evening'
        ? { length: 2, thanks: true }
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

function isPerson(word: string, sentence: Kept[]): boolean {
  const last = sentence[sentence.length - 1]?.word;
  return (last === 'bukan' || last === 'nomor' || last === 'not') && TITLES.has(word);
}

function close(list: Window[], sentence: Kept[], question: boolean, manner: Manner): void {
  if (sentence.length <= WIDTH) {
    list.push(build(sentence, question, manner));
    return;
  }
  for (let start = 0; start < sentence.length - OVERLAP; start += WIDTH - OVERLAP) {
    list.push(build(sentence.slice(start, start + WIDTH), question, manner));
  }
}

const STRANGE = concept('strange');
const NUMBER = concept('number');
const TITLE = concept('title');
const PLEA = concept('plea');
const APOLOGY = concept('apology');
const THANKED = concept('thanked');
const QUESTION = concept('question');

function build(kept: Kept[], question: boolean, manner: Manner): Window {
  const concepts = new Int32Array(CONCEPT_COUNT);
  const words: string[] = [];
  let begins = 1;
  for (let i = 0; i < kept.length; i++) {
    const { word, concepts: numbers, comma } = kept[i] as Kept;
    const bit = 1 << i;
    words.push(word);
    if (comma) begins |= bit;
    if (TITLES.has(word)) concepts[TITLE] = (concepts[TITLE] as number) | bit;
    else if (numbers !== undefined)
      for (const number of numbers) concepts[number] = (concepts[number] as number) | bit;
    else if (word.charCodeAt(0) <= 57) concepts[NUMBER] = (concepts[NUMBER] as number) | bit;
    else concepts[STRANGE] = (concepts[STRANGE] as number) | bit;
  }
  const all = kept.length === 0 ? 0 : -1 >>> (32 - kept.length);
  begins &= all;
  const ends = ((begins >>> 1) | (1 << (kept.length - 1))) & all;
  if (manner.plea) concepts[PLEA] = all;
  if (manner.apology) concepts[APOLOGY] = all;
  if (manner.thanked) concepts[THANKED] = all;
  if (question) concepts[QUESTION] = all;
  const window: Window = {
    words,
    concepts,
    begins,
    ends,
    all,
    question,
    courtesy: manner.courtesy,
    clauses: clausesOf(begins, all),
  };
  derive(window);
  return window;
}

function clausesOf(begins: number, all: number): number[] {
  const list: number[] = [];
  let rest = begins;
  while (rest !== 0) {
    const first = rest & -rest;
    rest &= rest - 1;
    const next = rest & -rest;
    list.push((next === 0 ? all : next - 1) & ~(first - 1));
  }
  return list;
}

const at = {
  ban: concept('ban'),
  negated: concept('negated'),
  undone: concept('undone'),
  hypothetical: concept('hypothetical'),
  halt: concept('halt'),
  nostop: concept('nostop'),
  strike: concept('strike'),
  neg: concept('neg'),
  want: concept('want'),
  cond: concept('cond'),
  can: concept('can'),
  past: concept('yesterday'),
  still: concept('masih'),
  kok: concept('kok'),
  undo: concept('undo'),
  stop: concept('stop'),
  unsub: concept('unsub'),
};

const BANS = ['jangan', 'not|no ~1 usah', 'do not', 'no more'].map(pattern);
const FORGET = pattern('jangan ~1 lupa');
const POLITE_IF = pattern('cond polite');
const STRIKES = [
  'not ~1 want|willing',
  'no longer ~1 want|willing|consent',
  'not consent',
  'want|prefer ~1 prefer not',
  'prefer not',
].map(pattern);
const UNDO_PHRASES = ['not ~1 nojadi', 'batal', 'undo'].map(pattern);
const TOLD = pattern('bilang ~1 stop|unsub');
const OTHER_OBJECT = pattern('stop bot|reply|language|use|auto|english|indonesian|worldstop');

/** Finds the concepts that rest on their neighbours: bans, and which stops are meant. */
function derive(window: Window): void {
  const { concepts, begins } = window;
  const mask = (number: number): number => concepts[number] as number;
  let bans = 0;
  for (const ban of BANS) bans |= ban(window);
  if (FORGET(window) !== 0) bans = 0;
  concepts[at.ban] = bans;
  let strikes = 0;
  for (const strike of STRIKES) strikes |= strike(window);
  concepts[at.strike] = strikes;

  const stops = mask(at.stop) | mask(at.unsub);
  // "bisa nggak berhenti ...?" asks, it does not deny.
  const tags = mask(at.can) << 1;
  const negated = ahead((mask(at.neg) & ~tags) | mask(at.ban), 2, begins);
  concepts[at.negated] = negated;
  concepts[at.nostop] = stops & negated;
  const conditions = POLITE_IF(window) !== 0 ? 0 : mask(at.cond);
  // "Berhenti langganan bisa lewat sini?" asks how; "bisa berhenti kirim?" asks us to.
  const asksHow = mask(QUESTION) === 0 ? 0 : behind(mask(at.can) & ~behind(stops, 6, begins), 5, begins);
  concepts[at.hypothetical] = ahead(conditions, 8, begins) | (stops & asksHow);
  let undo = 0;
  for (const phrase of UNDO_PHRASES) undo |= phrase(window);
  // "Kemarin saya stop" tells a story, unless it goes on "kok masih dikirim".
  const story = (mask(at.still) | mask(at.kok)) === 0 ? ahead(mask(at.past), 3, begins) : 0;
  concepts[at.undone] = stops & (ahead(undo, 3, begins) | behind(mask(at.undo), 3, begins) | story);
  const elsewhere = behind(OTHER_OBJECT(window), 1, begins);
  const undone = mask(at.undone);
  const denied = negated & ~TOLD(window);
  concepts[at.halt] = stops & ~(denied | undone | mask(at.hypothetical) | elsewhere);
}
