import { COURTESY, TITLES } from './courtesy.js';
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

/** Cuts a reading into windows, sentence by sentence. */
export function windows(reading: Reading): Window[] {
  const list: Window[] = [];
  let sentence: Kept[] = [];
  let courtesy = 0;
  let comma = false;
  const { words } = reading;
  for (let i = 0; i < words.length; i++) {
    const { word, before } = words[i] as Word;
    if (before >= 2 && (sentence.length > 0 || courtesy > 0)) {
      close(list, sentence, before === 3, courtesy);
      sentence = [];
      courtesy = 0;
      comma = false;
    } else if (before === 1) comma = true;
    if (word === 'terima' && words[i + 1]?.word === 'kasih') {
      courtesy++;
      i++;
      continue;
    }
    if (word === 'thank' && words[i + 1]?.word === 'you') {
      courtesy++;
      i++;
      continue;
    }
    if (COURTESY.has(word) && !isPerson(word, sentence)) {
      courtesy++;
      continue;
    }
    const spelled = conceptsOf(word) === undefined ? respell(word) : word;
    sentence.push({ word: spelled, concepts: conceptsOf(spelled), comma });
    comma = false;
  }
  if (sentence.length > 0 || courtesy > 0) close(list, sentence, reading.after === 3, courtesy);
  return list;
}

function isPerson(word: string, sentence: Kept[]): boolean {
  const last = sentence[sentence.length - 1]?.word;
  return (last === 'bukan' || last === 'nomor') && TITLES.has(word);
}

function close(list: Window[], sentence: Kept[], question: boolean, courtesy: number): void {
  if (sentence.length <= WIDTH) {
    list.push(build(sentence, question, courtesy));
    return;
  }
  for (let start = 0; start < sentence.length - OVERLAP; start += WIDTH - OVERLAP) {
    list.push(build(sentence.slice(start, start + WIDTH), question, courtesy));
  }
}

const STRANGE = concept('strange');
const NUMBER = concept('number');
const TITLE = concept('title');

function build(kept: Kept[], question: boolean, courtesy: number): Window {
  const concepts = new Int32Array(CONCEPT_COUNT);
  const words: string[] = [];
  let begins = 1;
  for (let i = 0; i < kept.length; i++) {
    const { word, concepts: numbers, comma } = kept[i] as Kept;
    const bit = 1 << i;
    words.push(word);
    if (comma) begins |= bit;
    if (numbers !== undefined) for (const number of numbers) concepts[number] = (concepts[number] as number) | bit;
    else if (word.charCodeAt(0) <= 57) concepts[NUMBER] = (concepts[NUMBER] as number) | bit;
    else if (TITLES.has(word)) concepts[TITLE] = (concepts[TITLE] as number) | bit;
    else concepts[STRANGE] = (concepts[STRANGE] as number) | bit;
  }
  const all = kept.length === 0 ? 0 : -1 >>> (32 - kept.length);
  begins &= all;
  const ends = ((begins >>> 1) | (1 << (kept.length - 1))) & all;
  const window: Window = { words, concepts, begins, ends, all, question, courtesy, clauses: clausesOf(begins, all) };
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
  undo: concept('undo'),
  stop: concept('stop'),
  unsub: concept('unsub'),
};

const BANS = ['jangan', 'not|no ~1 usah', 'do not', 'no more'].map(pattern);
const FORGET = pattern('jangan ~1 lupa');
const POLITE_IF = pattern('cond polite');
const STRIKES = ['not ~1 want|willing', 'no longer ~1 want|willing|consent', 'not consent'].map(pattern);
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
  const negated = ahead(mask(at.neg) | mask(at.ban), 2, begins);
  concepts[at.negated] = negated;
  concepts[at.nostop] = stops & negated;
  const conditions = POLITE_IF(window) !== 0 ? 0 : mask(at.cond);
  concepts[at.hypothetical] = ahead(conditions, 8, begins);
  let undo = 0;
  for (const phrase of UNDO_PHRASES) undo |= phrase(window);
  concepts[at.undone] = stops & (ahead(undo, 3, begins) | behind(mask(at.undo), 3, begins));
  const elsewhere = behind(OTHER_OBJECT(window), 1, begins);
  const undone = mask(at.undone);
  const meant = ~(negated | undone | mask(at.hypothetical) | elsewhere) | TOLD(window);
  concepts[at.halt] = stops & meant;
}
