import { LEXICON } from './lexicon.js';

/**
 * A small language for frames, matched with bit operations over a window of at most 30 words: bit i of a mask is word i,
 * so one step tests every place at once and no text can make matching slow.
 *
 *   "ban ~3 send|contact"   a ban, then at most 3 other words, then one of two concepts
 *   "want get"              side by side (politeness is already left out)
 *   "msg <2> only"          in either order, at most 2 words between
 *   "^stop" "stop$"         first, last of a clause
 *   "stop!negated"          a stop that is not negated
 */
export interface Pattern {
  /** The mask of places where the last item of a match stands, 0 when there is none. */
  find: (window: Masks) => number;
  /** The concepts one of which must be present for a match. */
  anchors: readonly number[];
  /** The same of its last item. */
  needs: readonly number[];
}

/** What a pattern sees: a mask for every concept, and where clauses begin and end. */
export interface Masks {
  concepts: Int32Array;
  /** The concepts that are present at all. */
  present: number[];
  begins: number;
  ends: number;
  /** All words of the window. */
  all: number;
}

/** Concepts that are not words but found by other patterns; they have masks as words do. */
export const DERIVED_CONCEPTS = [
  'ban',
  'negated',
  'undone',
  'hypothetical',
  'halt',
  'strange',
  'number',
  'title',
  'nostop',
  'strike',
  'plea',
  'apology',
  'greeting',
  'question',
] as const;
const derivedStart = LEXICON.concepts.size;

/** The name of every concept, by number. */
export const CONCEPT_NAMES: readonly string[] = [...LEXICON.concepts.keys(), ...DERIVED_CONCEPTS];

/** How many masks a window needs. */
export const CONCEPT_COUNT = CONCEPT_NAMES.length;

/** The number of a concept; throws when no such concept exists, so that a misspelt frame is found at start. */
export function concept(name: string): number {
  const known = LEXICON.concepts.get(name);
  if (known !== undefined) return known;
  const derived = (DERIVED_CONCEPTS as readonly string[]).indexOf(name);
  if (derived < 0) throw new Error(`unknown concept ${name}`);
  return derivedStart + derived;
}

interface Item {
  any: number[];
  none: number[];
  begins: boolean;
  ends: boolean;
}

interface Step {
  item: Item;
  gap: number;
  bothWays: boolean;
}

/** Compiles a pattern; throws when it names an unknown concept. */
export function pattern(source: string): Pattern {
  const steps: Step[] = [];
  let gap = 0;
  let bothWays = false;
  for (const part of source.trim().split(/\s+/)) {
    const forward = /^~(\d)$/.exec(part);
    const either = /^<(\d)>$/.exec(part);
    if (forward ?? either) {
      gap = Number((forward ?? either)?.[1]);
      bothWays = either !== null;
      continue;
    }
    steps.push({ item: item(part), gap, bothWays });
    gap = 0;
    bothWays = false;
  }
  return {
    find: (window) => run(steps, window),
    anchors: steps[0]?.item.any ?? [],
    needs: steps.at(-1)?.item.any ?? [],
  };
}

function item(part: string): Item {
  const [wanted = '', ...unwanted] = part.replace(/^\^/, '').replace(/\$$/, '').split('!');
  return {
    any: wanted.split('|').map(concept),
    none: unwanted.map(concept),
    begins: part.startsWith('^'),
    ends: part.endsWith('$'),
  };
}

function run(steps: Step[], window: Masks): number {
  let found = 0;
  for (let i = 0; i < steps.length; i++) {
    const { item, gap, bothWays } = steps[i] as Step;
    let here = 0;
    for (const number of item.any) here |= window.concepts[number] as number;
    for (const number of item.none) here &= ~(window.concepts[number] as number);
    if (item.begins) here &= window.begins;
    if (item.ends) here &= window.ends;
    if (i > 0) {
      let reach = found << 1;
      for (let k = 0; k < gap; k++) reach |= reach << 1;
      if (bothWays) {
        let back = found >>> 1;
        for (let k = 0; k < gap; k++) back |= back >>> 1;
        reach |= back;
      }
      here &= reach;
    }
    if (here === 0) return 0;
    found = here;
  }
  return found;
}

/** The words after each of `from`, at most `distance` on, without passing into another clause. */
export function ahead(from: number, distance: number, begins: number): number {
  let reach = 0;
  let edge = from;
  for (let k = 0; k < distance; k++) {
    edge = (edge << 1) & ~begins;
    reach |= edge;
  }
  return reach;
}

/** The words before each of `from`, at most `distance` back, without passing into another clause. */
export function behind(from: number, distance: number, begins: number): number {
  let reach = 0;
  let edge = from;
  for (let k = 0; k < distance; k++) {
    edge = (edge & ~begins) >>> 1;
    reach |= edge;
  }
  return reach;
}
