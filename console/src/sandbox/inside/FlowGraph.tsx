import '@xyflow/react/dist/base.css';
import {
  Background,
  BaseEdge,
  Controls,
  type Edge,
  type EdgeProps,
  MarkerType,
  type Node,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import styles from './flow.module.css';
import { box, layout, type Point, pathThrough } from './flow-layout.js';
import { type FlowEdge, shapeOf } from './flow-shape.js';

/** The flow as a picture; the step in which the conversation stands is marked, and what leads on from it. */
export function FlowGraph(props: { machine: unknown; active: string; label: string }) {
  const { machine, active, label } = props;
  const picture = useMemo(() => pictureOf(machine, active), [machine, active]);
  const height = Math.min(620, Math.max(240, picture.height + 48));
  return (
    <section className={styles.graph} style={{ height }} aria-label={label}>
      <ReactFlowProvider>
        <Picture {...picture} />
      </ReactFlowProvider>
    </section>
  );
}

/** A picture that would be smaller than this is looked at in part, around where the conversation stands. */
const readable = 0.6;

function Picture({ nodes, edges, width, height, focus }: ReturnType<typeof pictureOf>) {
  const { fitBounds, setCenter } = useReactFlow();
  const wide = useStore((view) => view.width);
  const high = useStore((view) => view.height);
  useEffect(() => {
    if (width === 0 || wide === 0) return;
    const whole = Math.min(wide / width, high / height);
    if (whole < readable && focus) void setCenter(focus.x, focus.y, { zoom: readable });
    else void fitBounds({ x: 0, y: 0, width, height }, { padding: 0.06 });
  }, [width, height, wide, high, focus, fitBounds, setCenter]);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      edgeTypes={edgeTypes}
      minZoom={0.1}
      maxZoom={1}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      preventScrolling={false}
      proOptions={{ hideAttribution: true }}
    >
      <Background gap={22} color="#d5dcd7" />
      <Controls showInteractive={false} />
    </ReactFlow>
  );
}

type Way = Edge<{ points: Point[]; words: Point }, 'way'>;

/** An arrow that keeps to the way it was given, around the states. */
function WayEdge({ data, label, markerEnd }: EdgeProps<Way>) {
  if (!data) return null;
  const { points, words } = data;
  return (
    <BaseEdge
      path={pathThrough(points)}
      label={label}
      labelX={words.x}
      labelY={words.y}
      {...(markerEnd !== undefined && { markerEnd })}
    />
  );
}
const edgeTypes = { way: WayEdge };

function pictureOf(machine: unknown, active: string) {
  const shape = shapeOf(machine);
  // Words on every arrow would hide the picture: only the ways on from here are named.
  const wordsOf = ({ from, labels }: FlowEdge) => (from === active ? shortened(labels) : '');
  const { places, ways, width, height } = layout(shape, wordsOf);
  const nodes = shape.nodes.map((node): Node => {
    const kind = node.id === active ? styles.active : node.final ? styles.final : styles.step;
    return {
      id: node.id,
      position: places.get(node.id) ?? { x: 0, y: 0 },
      ...box,
      data: { label: node.id.replaceAll(/[-_]/g, ' ').replaceAll('.', ' › ') },
      className: kind ?? '',
      ariaLabel: node.id,
      ...(node.description ? { domAttributes: { title: node.description } } : {}),
    };
  });
  const edges = ways.map(({ points, words, ...edge }): Way => {
    const { from, to } = edge;
    const here = from === active;
    return {
      id: `${from} ${to}`,
      type: 'way',
      source: from,
      target: to,
      data: { points, words },
      label: wordsOf(edge),
      className: (here ? styles.edgeActive : styles.edge) ?? '',
      ...(here && { zIndex: 1 }),
      markerEnd: { type: MarkerType.ArrowClosed, color: here ? '#0b6b5d' : '#b4beb9' },
    };
  });
  const here = places.get(active);
  // A little below it: what may come next is more than what was.
  const focus = here && { x: here.x + box.width / 2, y: here.y + 3 * box.height };
  return { nodes, edges, width, height, focus };
}

function shortened(labels: string[]): string {
  const words = labels.filter(Boolean);
  return words.slice(0, 2).join(', ') + (words.length > 2 ? ` +${words.length - 2}` : '');
}
