import { forgotten } from './oracle.js';
import { keyOf, type State } from './state.js';
import { type Step, steps, type World } from './steps.js';

export interface Found {
  states: number;
  transitions: number;
  /** Steps of the longest of the shortest ways to a state. */
  depth: number;
  /** Every state that can be reached was looked at. */
  fixedPoint: boolean;
  /** Everything that happened anywhere. */
  happened: ReadonlySet<string>;
  /** The shortest way to a broken promise. */
  counterexample: { broken: string; steps: string[] } | null;
}

/** Looks at every state that can be reached, nearest first, until a promise is broken or nothing new is left. */
export function explore(start: State, world: World, most = Number.POSITIVE_INFINITY): Found {
  const seen = new Map<string, number>([[keyOf(start), 0]]);
  const parents: number[] = [-1];
  const words: string[] = [''];
  const path = (from: number, last: string): string[] => {
    const back: string[] = [last];
    for (let i = from; i > 0; i = parents[i] ?? 0) back.push(words[i] ?? '');
    return back.reverse();
  };
  const happened = new Set<string>();
  let transitions = 0;
  let depth = 0;
  let level: State[] = [start];
  let first = 0;
  while (level.length > 0) {
    const next: State[] = [];
    for (const [n, state] of level.entries()) {
      for (const step of steps(state, world)) {
        transitions += 1;
        happened.add(step.words);
        const broken = step.broken ?? whatIsBroken(step);
        if (broken) {
          const counterexample = { broken, steps: path(first + n, step.words) };
          return { happened, states: seen.size, transitions, depth, fixedPoint: false, counterexample };
        }
        const key = keyOf(step.to);
        if (seen.has(key)) continue;
        seen.set(key, seen.size);
        parents.push(first + n);
        words.push(step.words);
        next.push(step.to);
      }
    }
    first += level.length;
    level = next;
    if (level.length > 0) depth += 1;
    if (seen.size > most)
      return { happened, states: seen.size, transitions, depth, fixedPoint: false, counterexample: null };
  }
  return { happened, states: seen.size, transitions, depth, fixedPoint: true, counterexample: null };
}

function whatIsBroken({ to }: Step): string | null {
  const who = forgotten(to);
  return who && `P4: nobody will ever send ${who}, and its person has not said a word`;
}

/** A counterexample as a story that can be read. */
export function story({ broken, steps: lines }: NonNullable<Found['counterexample']>): string {
  return [...lines.map((line, i) => `${String(i + 1).padStart(2)}. ${line}`), `=> ${broken}`].join('\n');
}
