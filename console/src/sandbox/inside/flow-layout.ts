import type { FlowShape } from './flow-shape.js';

export interface Placed {
  id: string;
  x: number;
  y: number;
}

const column = 172;
const row = 112;

/** Places states in rows by their distance from the first one; within a row near those that lead to them. */
export function layout(shape: FlowShape): Placed[] {
  const depth = depths(shape);
  const rows = new Map<number, string[]>();
  for (const { id } of shape.nodes) {
    const level = depth.get(id) ?? 0;
    rows.set(level, [...(rows.get(level) ?? []), id]);
  }
  const position = new Map<string, number>();
  const placed: Placed[] = [];
  for (const level of [...rows.keys()].sort((one, other) => one - other)) {
    const ids = rows.get(level) ?? [];
    const wish = (id: string): number => {
      const before = shape.edges.filter(({ from, to }) => to === id && position.has(from));
      if (before.length === 0) return 0;
      return before.reduce((sum, { from }) => sum + (position.get(from) ?? 0), 0) / before.length;
    };
    const sorted = ids.map((id) => ({ id, wish: wish(id) })).sort((one, other) => one.wish - other.wish);
    sorted.forEach(({ id }, index) => {
      const x = (index - (sorted.length - 1) / 2) * column;
      position.set(id, x);
      placed.push({ id, x, y: level * row });
    });
  }
  return placed;
}

function depths({ nodes, edges }: FlowShape): Map<string, number> {
  const depth = new Map<string, number>();
  const first = nodes.find(({ initial }) => initial) ?? nodes[0];
  let reached = first ? [first.id] : [];
  for (let level = 0; reached.length > 0; level += 1) {
    for (const id of reached) depth.set(id, level);
    const next = edges.filter(({ from, to }) => reached.includes(from) && !depth.has(to)).map(({ to }) => to);
    reached = [...new Set(next)];
  }
  const last = Math.max(0, ...depth.values());
  for (const { id } of nodes) if (!depth.has(id)) depth.set(id, last + 1);
  return depth;
}
