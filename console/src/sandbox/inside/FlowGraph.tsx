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
import { layout } from './flow-layout.js';
import { shapeOf } from './flow-shape.js';

/** With more steps than this, only the surroundings of the active one are shown at first. */
const crowd = 9;

/** The flow as a picture; the step in which the conversation stands is marked. */
export function FlowGraph(props: { machine: unknown; active: string; label: string }) {
  return (
    <section className={styles.graph} aria-label={props.label}>
      <ReactFlowProvider>
        <Picture {...props} />
      </ReactFlowProvider>
    </section>
  );
}

function Picture({ machine, active }: { machine: unknown; active: string }) {
  const view = useReactFlow();
  const { nodes, edges } = useMemo(() => pictureOf(machine, active), [machine, active]);
  useEffect(() => {
    const beside = new Set([active]);
    for (const { source, target } of edges) {
      if (source === active) beside.add(target);
      if (target === active) beside.add(source);
    }
    const near = nodes.filter(({ id }) => beside.has(id));
    const shown = nodes.length > crowd && near.length > 0 ? near : nodes;
    const frame = requestAnimationFrame(
      () => void view.fitView({ nodes: shown, padding: 0.12, maxZoom: 1, duration: 250 }),
    );
    return () => cancelAnimationFrame(frame);
  }, [nodes, edges, active, view]);
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

function pictureOf(machine: unknown, active: string): { nodes: Node[]; edges: Edge[] } {
  const shape = shapeOf(machine);
  const places = new Map(layout(shape).map((place) => [place.id, place]));
  const nodes = shape.nodes.map((node): Node => {
    const here = node.id === active || active.startsWith(`${node.id}.`);
    const { x = 0, y = 0 } = places.get(node.id) ?? {};
    const kind = here ? styles.active : node.final ? styles.final : styles.step;
    return {
      id: node.id,
      position: { x, y },
      data: { label: node.description ?? node.id.replaceAll(/[-_]/g, ' ') },
      className: kind ?? '',
      ariaLabel: node.id,
    };
  });
  const edges = shape.edges.map(({ from, to, labels }): Edge => {
    const words = labels.filter(Boolean);
    const more = words.length > 2 ? ` +${words.length - 2}` : '';
    return {
      id: `${from} ${to}`,
      source: from,
      target: to,
      label: words.slice(0, 2).join(', ') + more,
      className: from === active ? (styles.edgeActive ?? '') : (styles.edge ?? ''),
      markerEnd: { type: MarkerType.ArrowClosed, color: from === active ? '#0b6b5d' : '#9aa6a1' },
    };
  });
  return { nodes, edges };
}
