import { concept, pattern } from '../pattern.js';
import type { Window } from '../window.js';

/** One way to ask for something: how sure it makes us, its words, and what must not stand in the same sentence. */
export interface Frame {
  confidence: number;
  /** Concepts one of which a window must hold for the frame to match. */
  anchors: readonly number[];
  /** More concepts one of which it must hold. */
  needs: readonly number[];
  matches: (window: Window) => boolean;
}

/** A frame found anywhere in a sentence that holds none of the concepts of `without`, and all of `besides`. */
export function frame(confidence: number, source: string, without = '', besides = ''): Frame {
  const { find, anchors, needs } = pattern(source);
  const holds = conditions(without, besides);
  return { confidence, anchors, needs, matches: (window) => find(window) !== 0 && holds(window) };
}

/** A frame that fills a whole clause, or the whole sentence: what it needs, and what else may stand beside it. */
export function whole(
  confidence: number,
  needed: string,
  beside = '',
  part: 'clause' | 'sentence' = 'clause',
  without = '',
  besides = '',
): Frame {
  const { find, anchors, needs } = pattern(needed);
  const holds = conditions(without, besides);
  const allowed = [...conceptsIn(needed), ...beside.split(' ').filter((name) => name !== '')].map(concept);
  return {
    confidence,
    anchors,
    needs,
    matches: (window) => {
      const found = find(window);
      if (found === 0 || !holds(window)) return false;
      let free = 0;
      for (const number of allowed) free |= window.concepts[number] as number;
      if (part === 'sentence') return (window.all & ~free) === 0;
      return window.clauses.some((clause) => (clause & found) !== 0 && (clause & ~free) === 0);
    },
  };
}

function conditions(without: string, besides: string): (window: Window) => boolean {
  const vetoes = without === '' ? [] : without.split(' ').map(concept);
  const musts = besides === '' ? [] : besides.split(' ').map(concept);
  return ({ concepts }) => {
    for (const veto of vetoes) if (concepts[veto] !== 0) return false;
    for (const must of musts) if (concepts[must] === 0) return false;
    return true;
  };
}

/** The concepts that a pattern names, without its gaps and exceptions. */
function conceptsIn(source: string): string[] {
  return source
    .split(/\s+/)
    .filter((part) => !/^[~<]/.test(part))
    .flatMap((part) => part.replace(/[$^]/g, '').replace(/!.*/, '').split('|'));
}
