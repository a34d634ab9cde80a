import { concept } from '../pattern.js';
import type { Intent } from '../types.js';
import type { Window } from '../window.js';
import { EDGE, lengthOf, nameOf } from './features.js';
import { INTENTS, pair, readTable, STRIDE } from './table.js';
import { SCALE } from './weights.js';

/** How likely an intent is, 0..1, and the window that speaks for it most. */
export interface Likelihood {
  share: number;
  window?: Window;
}

/** Judged by the sentences that people labelled. */
export type Guess = Record<Intent, Likelihood>;

const TABLE = readTable();

/**
 * Reads windows as a linear model does (multinomial logistic regression over words, concepts and their neighbours), learned
 * by scripts/learn-understanding.mjs. Of several windows each intent has its likeliest; `other` its least likely.
 */
export function guess(windows: readonly Window[]): Guess {
  const best = nothing();
  for (const window of windows) {
    if (window.all === 0) continue;
    const sums = weightsOf(window);
    let most = Number.NEGATIVE_INFINITY;
    for (const sum of sums) if (sum > most) most = sum;
    const parts = sums.map((sum) => Math.exp((sum - most) / SCALE));
    const total = parts.reduce((sum, part) => sum + part, 0);
    for (let k = 0; k < INTENTS.length; k++) {
      const intent = INTENTS[k] as Intent;
      const share = (parts[k] as number) / total;
      const known = best[intent].share;
      if (intent === 'other' ? share < known : share > known) best[intent] = { share, window };
    }
  }
  return best;
}

function nothing(): Guess {
  return {
    opt_out: { share: 0 },
    suspend: { share: 0 },
    opt_in: { share: 0 },
    handoff: { share: 0 },
    data_rights: { share: 0 },
    language: { share: 0 },
    other: { share: 1 },
  };
}

/** The sum of the weights of all features of a window, in the order of INTENTS; each feature counts once. */
export function weightsOf(window: Window): number[] {
  const count = rowsOf(window);
  const { weights } = TABLE;
  let [s0, s1, s2, s3, s4, s5, s6] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const at = rows[i] as number;
    s0 += weights[at] as number;
    s1 += weights[at + 1] as number;
    s2 += weights[at + 2] as number;
    s3 += weights[at + 3] as number;
    s4 += weights[at + 4] as number;
    s5 += weights[at + 5] as number;
    s6 += weights[at + 6] as number;
  }
  return [s0, s1, s2, s3, s4, s5, s6];
}

const rows = new Int32Array(512);
/** For every row, the last window that had it. */
const seen = new Int32Array(TABLE.weights.length / STRIDE);
let turn = 0;

const meaningNumbers = new Map<readonly number[], number>();
const EDGE_NUMBER = TABLE.meanings.get(EDGE) ?? 0;
const STRANGE = { mask: concept('strange'), meaning: TABLE.meanings.get('strange') ?? 0 };
const NUMBER = { mask: concept('number'), meaning: TABLE.meanings.get('number') ?? 0 };
const TITLE_MEANING = TABLE.meanings.get('title') ?? 0;

/** Fills `rows` with the rows of the features of a window, each once; returns how many. The same as `features`, without names. */
function rowsOf(window: Window): number {
  const { words, concepts, present, meanings } = window;
  turn = (turn + 1) | 0;
  let count = 0;
  const add = (row: number | undefined): void => {
    if (row === undefined || row === 0 || seen[row / STRIDE] === turn) return;
    seen[row / STRIDE] = turn;
    rows[count++] = row;
  };
  add(TABLE.lengths[lengthOf(window)]);
  for (const number of present) add(TABLE.concepts[number]);
  let before = EDGE_NUMBER;
  let last = EDGE_NUMBER;
  for (let i = 0; i < words.length; i++) {
    add(TABLE.words.get(words[i] as string));
    const known = meanings[i];
    const meaning = known === undefined ? unknown(concepts, i) : numberOf(known);
    add(TABLE.next.get(pair(last, meaning)));
    if (i > 1) add(TABLE.skip.get(pair(before, meaning)));
    before = last;
    last = meaning;
  }
  add(TABLE.next.get(pair(last, EDGE_NUMBER)));
  return count;
}

function unknown(concepts: Int32Array, i: number): number {
  if ((((concepts[STRANGE.mask] as number) >> i) & 1) === 1) return STRANGE.meaning;
  return (((concepts[NUMBER.mask] as number) >> i) & 1) === 1 ? NUMBER.meaning : TITLE_MEANING;
}

function numberOf(meaning: readonly number[]): number {
  const known = meaningNumbers.get(meaning);
  if (known !== undefined) return known;
  const number = TABLE.meanings.get(nameOf(meaning)) ?? 0;
  meaningNumbers.set(meaning, number);
  return number;
}
