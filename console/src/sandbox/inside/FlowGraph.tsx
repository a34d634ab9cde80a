import '@xyflow/react/dist/base.css';
import {
  Background,
  Controls,
  type Edge,
  MarkerType,
  type Node,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import styles from './flow.module.css';
import { layout, rowHeight } from './flow-layout.js';
import { shapeOf } from './flow-shape.js';

/** The flow as a picture; the step in which the conversation stands is marked, and what leads on from it. */
export function FlowGraph(props: { machine: unknown; active: string; label: string }) {
  const { machine, active, label } = props;
  const picture = useMemo(() => pictureOf(machine, active), [machine, active]);
  const height = Math.min(620, Math.max(240, picture.rows * rowHeight + 24));
  return (
    <section className={styles.graph} style={{ height }} aria-label={label}>
      <ReactFlowProvider>
        <Picture {...picture} />
      </ReactFlowProvider>
    </section>
  );
}

function Picture({ nodes, edges }: { nodes: Node[]; edges: Edge[] }) {
  const { fitView } = useReactFlow();
  useEffect(() => {
    if (nodes.length === 0) return;
    const frame = requestAnimationFrame(() => void fitView({ padding: 0.06, maxZoom: 1 }));
    return () => cancelAnimationFrame(frame);
  }, [nodes, fitView]);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      fitView
      minZoom={0.2}
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

function pictureOf(machine: unknown, active: string): { nodes: Node[]; edges: Edge[]; rows: number } {
  const shape = shapeOf(machine);
  const { places, rows } = layout(shape);
  const placeOf = new Map(places.map((place) => [place.id, place]));
  const nodes = shape.nodes.map((node): Node => {
    const { x = 0, y = 0 } = placeOf.get(node.id) ?? {};
    const kind = node.id === active ? styles.active : node.final ? styles.final : styles.step;
    return {
      id: node.id,
      position: { x, y },
      data: { label: node.id.replaceAll(/[-_]/g, ' ').replaceAll('.', ' › ') },
      className: kind ?? '',
      ariaLabel: node.id,
      ...(node.description ? { domAttributes: { title: node.description } } : {}),
    };
  });
  const edges = shape.edges.map(({ from, to, labels }): Edge => {
    const here = from === active;
    return {
      id: `${from} ${to}`,
      source: from,
      target: to,
      className: (here ? styles.edgeActive : styles.edge) ?? '',
      // Words on every arrow would hide the picture: only the ways on from here are named.
      ...(here ? { label: shortened(labels) } : {}),
      markerEnd: { type: MarkerType.ArrowClosed, color: here ? '#0b6b5d' : '#b4beb9' },
    };
  });
  return { nodes, edges, rows };
}

function shortened(labels: string[]): string {
  const words = labels.filter(Boolean);
  return words.slice(0, 2).join(', ') + (words.length > 2 ? ` +${words.length - 2}` : '');
}
