import { CONCEPT_COUNT } from '../pattern.js';
import type { Window } from '../window.js';
import { ACCESS, CORRECT, ERASE, ORIGIN } from './data-rights.js';
import type { Frame } from './frame.js';
import { HANDOFF } from './handoff.js';
import { LANGUAGE } from './language.js';
import { OPT_IN } from './opt-in.js';
import { OPT_OUT } from './opt-out.js';
import { ANGRY, DECEASED, MOURNING, STRANGER, UNSURE, WEARY, WRONG_NUMBER } from './suspend.js';

const GROUPS = {
  optOut: OPT_OUT,
  optIn: OPT_IN,
  erase: ERASE,
  access: ACCESS,
  correct: CORRECT,
  origin: ORIGIN,
  handoff: HANDOFF,
  language: LANGUAGE,
  angry: [...ANGRY, ...WEARY],
  stranger: STRANGER,
  wrongNumber: WRONG_NUMBER,
  deceased: DECEASED,
  mourning: MOURNING,
  unsure: UNSURE,
} as const;

export type Group = keyof typeof GROUPS;

/** For every group of frames, the confidence of the surest that matches; 0 when none does. */
export type Scores = Record<Group, number>;

interface Entry extends Frame {
  group: Group;
  /** Number of the last window it was tried on: a frame with several anchors is tried once. */
  tried: number;
}

/** Frames by the concept that must be present, so that only frames with a chance are tried. */
const byAnchor: Entry[][] = Array.from({ length: CONCEPT_COUNT }, () => []);
for (const [group, frames] of Object.entries(GROUPS)) {
  for (const frame of frames) {
    const entry: Entry = { ...frame, group: group as Group, tried: 0 };
    for (const anchor of frame.anchors) byAnchor[anchor]?.push(entry);
  }
}
let turn = 0;

export function noScores(): Scores {
  return {
    optOut: 0,
    optIn: 0,
    erase: 0,
    access: 0,
    correct: 0,
    origin: 0,
    handoff: 0,
    language: 0,
    angry: 0,
    stranger: 0,
    wrongNumber: 0,
    deceased: 0,
    mourning: 0,
    unsure: 0,
  };
}

/** Raises `scores` by what a window says. */
export function score(window: Window, scores: Scores): void {
  turn++;
  for (const concept of window.present) {
    for (const entry of byAnchor[concept] as Entry[]) {
      if (entry.tried === turn || entry.confidence <= scores[entry.group]) continue;
      if (!holdsOneOf(window.concepts, entry.needs)) continue;
      entry.tried = turn;
      if (entry.matches(window)) scores[entry.group] = entry.confidence;
    }
  }
}

function holdsOneOf(concepts: Int32Array, numbers: readonly number[]): boolean {
  for (const number of numbers) if (concepts[number] !== 0) return true;
  return false;
}
