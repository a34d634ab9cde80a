import type { FlowShape } from './flow-shape.js';

export interface Placed {
  id: string;
  x: number;
  y: number;
}

export interface Layout {
  places: Placed[];
  rows: number;
}

const column = 172;
export const rowHeight = 104;
/** More states than this in one row would be too small to read. */
const widest = 4;

/** Places states in rows, as far down as the longest way that leads to them; arrows back up do not count. */
export function layout(shape: FlowShape): Layout {
  const ahead = withoutReturns(shape);
  const levels = levelsOf(shape, ahead);
  const centre = new Map<string, number>();
  const wish = (id: string): number => {
    const before = ahead.filter(({ from, to }) => to === id && centre.has(from));
    return before.reduce((sum, { from }) => sum + (centre.get(from) ?? 0), 0) / Math.max(1, before.length);
  };
  const places: Placed[] = [];
  let rows = 0;
  for (const level of levels) {
    const sorted = level.map((id) => ({ id, wish: wish(id) })).sort((one, other) => one.wish - other.wish);
    for (let start = 0; start < sorted.length; start += widest) {
      const part = sorted.slice(start, start + widest);
      part.forEach(({ id }, index) => {
        const x = (index - (part.length - 1) / 2) * column;
        centre.set(id, x);
        places.push({ id, x, y: rows * rowHeight });
      });
      rows += 1;
    }
  }
  return { places, rows };
}

type Arrow = { from: string; to: string };

/** The arrows without those that lead back to a state on the way here, so that no circle is left. */
function withoutReturns({ nodes, edges }: FlowShape): Arrow[] {
  const kept: Arrow[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string): void => {
    state.set(id, 'open');
    for (const edge of edges) {
      if (edge.from !== id || state.get(edge.to) === 'open') continue;
      kept.push(edge);
      if (!state.has(edge.to)) visit(edge.to);
    }
    state.set(id, 'done');
  };
  for (const { id } of [...nodes].sort((one, other) => Number(other.initial) - Number(one.initial)))
    if (!state.has(id)) visit(id);
  return kept;
}

function levelsOf({ nodes }: FlowShape, ahead: Arrow[]): string[][] {
  const depth = new Map<string, number>();
  const depthOf = (id: string): number => {
    const known = depth.get(id);
    if (known !== undefined) return known;
    const before = ahead.filter(({ to }) => to === id).map(({ from }) => depthOf(from) + 1);
    const found = Math.max(0, ...before);
    depth.set(id, found);
    return found;
  };
  const levels: string[][] = [];
  for (const { id } of nodes) {
    const at = depthOf(id);
    levels[at] = [...(levels[at] ?? []), id];
  }
  return levels;
}
