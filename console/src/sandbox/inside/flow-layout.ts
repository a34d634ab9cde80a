import { layout as arrange, Graph } from '@dagrejs/dagre';
import type { FlowEdge, FlowShape } from './flow-shape.js';

export interface Point {
  x: number;
  y: number;
}

/** Where a picture's parts stand, in px. */
export interface Layout {
  /** The upper left corner of each state. */
  places: Map<string, Point>;
  /** An arrow passes its points in their order; its words stand around `words`. */
  ways: (FlowEdge & { points: Point[]; words: Point })[];
  width: number;
  height: number;
}

/** A box of a state; its words may need a second line. */
export const box = { width: 128, height: 44 };
/** Room between states beside each other, and between rows. */
const gap = { nodesep: 16, edgesep: 12, ranksep: 34 };
const letter = { width: 6.5, height: 16 };

/** Places states in rows below those that lead to them, and arrows around the states that they pass. */
export function layout({ nodes, edges }: FlowShape, wordsOf: (edge: FlowEdge) => string): Layout {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', ranker: 'network-simplex', ...gap });
  for (const { id } of nodes) graph.setNode(id, { ...box });
  for (const edge of edges) {
    const words = wordsOf(edge);
    graph.setEdge(edge.from, edge.to, {
      width: words.length * letter.width,
      height: words === '' ? 0 : letter.height,
      labelpos: 'c',
    });
  }
  if (nodes.length > 0) arrange(graph);
  const { width = 0, height = 0 } = graph.graph();
  const corner = (id: string): Point => {
    const { x = 0, y = 0 } = graph.node(id);
    return { x: x - box.width / 2, y: y - box.height / 2 };
  };
  return {
    places: new Map(nodes.map(({ id }) => [id, corner(id)])),
    ways: edges.map((edge) => {
      const { points = [], x, y } = graph.edge(edge.from, edge.to);
      const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
      return { ...edge, points, words: { x: x ?? middle.x, y: y ?? middle.y } };
    }),
    width,
    height,
  };
}

/** A path for SVG that rounds the corners: through the middle between each two points, bent by the points. */
export function pathThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) return '';
  const bends = rest.map((bend, index) => {
    const next = rest[index + 1];
    const end = next ? { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 } : last;
    return `Q ${bend.x} ${bend.y} ${end.x} ${end.y}`;
  });
  return [`M ${first.x} ${first.y}`, ...(bends.length > 0 ? bends : [`L ${last.x} ${last.y}`])].join(' ');
}
