import { concept, type Pattern, pattern } from '../pattern.js';
import type { Window } from '../window.js';

/** One way to ask for something: how sure it makes us, its words, and what must not stand in the same sentence. */
export interface Frame {
  confidence: number;
  matches: (window: Window) => boolean;
}

/** A frame found anywhere in a sentence that holds none of the concepts of `without`. */
export function frame(confidence: number, source: string, without = ''): Frame {
  const find: Pattern = pattern(source);
  const vetoes = without === '' ? [] : without.split(' ').map(concept);
  return {
    confidence,
    matches: (window) =>
      find(window) !== 0 && vetoes.every((veto) => window.concepts[veto] === 0),
  };
}

/** A frame that fills a whole clause, or the whole sentence: what it needs, and what else may stand beside it. */
export function whole(confidence: number, needed: string, beside = '', part: 'clause' | 'sentence' = 'clause'): Frame {
  const find = pattern(needed);
  const needs = needed.split(/\s+/).filter((word) => !/^[~<]/.test(word));
  const allowed = [...needs.flatMap((item) => item.replace(/[$^]/g, '').replace(/!.*/, '').split('|'))]
    .concat(beside === '' ? [] : beside.split(' '))
    .map(concept);
  return {
    confidence,
    matches: (window) => {
      const found = find(window);
      if (found === 0) return false;
      let free = 0;
      for (const number of allowed) free |= window.concepts[number] as number;
      if (part === 'sentence') return (window.all & ~free) === 0;
      return window.clauses.some((clause) => (clause & found) !== 0 && (clause & ~free) === 0);
    },
  };
}

/** The confidence of the surest frame that matches, 0 when none does. */
export function surest(frames: readonly Frame[], window: Window): number {
  let best = 0;
  for (const { confidence, matches } of frames) {
    if (confidence > best && matches(window)) best = confidence;
  }
  return best;
}
