import { createMachine } from 'xstate';
import { getSimplePaths } from 'xstate/graph';
import { labelOf } from './edge-label.js';
import { type Graph, isConnected, isWaiting, leafOf, type Node, reactions, startedFlow } from './graph.js';
import { readProject, soundFlows } from './project.js';
import type { Sources } from './sources.js';
import type { Way } from './way.js';

/** Every way through every flow that can be read, by the name of the flow. */
export function waysOfFlows(sources: Sources): { flow: string; ways: Way[] }[] {
  const project = readProject(sources, () => false);
  return soundFlows(project)
    .filter(({ graph }) => isConnected(graph))
    .map(({ flow, graph }) => ({ flow: flow.id, ways: waysThrough(graph) }));
}

/** Every way through a flow, whatever its guards say: XState's own walker on the flow as a plain graph. */
function waysThrough({ root, nodes }: Graph): Way[] {
  const leaves = nodes.filter(({ children }) => children.length === 0);
  const arrows = new Map(leaves.map((leaf) => [leaf, arrowsOf(leaf)]));
  const name = new Map(leaves.map((leaf, i) => [leaf, `s${i}`]));
  const machine = createMachine({
    initial: name.get(leafOf(root)) ?? '',
    states: Object.fromEntries(
      leaves.map((leaf) => [
        name.get(leaf),
        {
          on: Object.fromEntries(
            (arrows.get(leaf) ?? []).map(({ to }, i) => [`e${i}`, { target: name.get(to) ?? '' }]),
          ),
        },
      ]),
    ),
  });
  const leafNamed = (value: unknown) => leaves[Number(String(value).slice(1))] as Node;
  const found = getSimplePaths(machine).map(({ steps }) => ({
    // A step names what happened and the state after it; the first comes from nowhere into the first state.
    passed: steps.map(({ state }) => leafNamed(state.value)),
    taken: steps.slice(1).map(({ event }) => Number(event.type.slice(1))),
  }));
  return longest(found, arrows);
}

type Found = { passed: Node[]; taken: number[] };

/** The ways that are not the beginning of another one. */
function longest(found: Found[], arrows: ReadonlyMap<Node, Arrow[]>): Way[] {
  const beginnings = new Set(
    found.map(({ passed, taken }) => keyOf(passed.slice(0, -1), taken.slice(0, -1))),
  );
  return found
    .filter(({ passed, taken }) => !beginnings.has(keyOf(passed, taken)))
    .map(({ passed, taken }) => {
      const steps = taken.map((index, i) => arrows.get(passed[i] as Node)?.[index] as Arrow);
      return {
        states: passed.map(({ id }) => id),
        steps: steps.map(({ label }) => label),
        ends: passed.at(-1)?.state.type === 'final',
        begins: steps.at(-1)?.begins ?? [],
      };
    });
}

const keyOf = (passed: readonly Node[], taken: readonly number[]) =>
  passed.map(({ id }, i) => `${id} ${taken[i] ?? ''}`).join('\n');

interface Arrow {
  label: string;
  to: Node;
  begins: string[];
}

/** What leads from one state to another is one arrow, however many events take it. */
function arrowsOf(leaf: Node): Arrow[] {
  const isPassed = !isWaiting(leaf);
  const known = new Set<string>();
  const arrows: Arrow[] = [];
  for (const edge of reactions(leaf)) {
    const label = labelOf(edge);
    // What the state answers itself does not come to those around it; what is left at once hears nothing.
    if (edge.to === undefined || known.has(label) || (isPassed && edge.kind !== 'always')) continue;
    known.add(label);
    const to = leafOf(edge.to);
    const begins = [...edge.actions, ...to.entry].flatMap(({ action }) => startedFlow(action) ?? []);
    const same = arrows.find(
      (one) => one.to === to && one.begins.join() === begins.join() && one.label !== '',
    );
    if (same && label !== '') same.label = `${same.label}, ${label}`;
    else arrows.push({ label, to, begins });
  }
  return arrows;
}
