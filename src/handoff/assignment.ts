import type { Assignment } from './rules.js';

/** An agent who is there. */
export interface Ready {
  name: string;
  /** Open tickets that are theirs. */
  busy: number;
  /** When they were last given one, ms; null: never. */
  givenAt: number | null;
}

/** Whose the next ticket is; null: it waits for whoever takes it. Pure. */
export function chooseAgent(mode: Assignment, agents: readonly Ready[]): string | null {
  if (mode === 'manual') return null;
  const turn = (a: Ready, b: Ready) =>
    (a.givenAt ?? 0) - (b.givenAt ?? 0) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  const order = mode === 'round_robin' ? turn : (a: Ready, b: Ready) => a.busy - b.busy || turn(a, b);
  return [...agents].sort(order)[0]?.name ?? null;
}
