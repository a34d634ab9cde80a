import { choicesOf } from './compile.js';
import type { Path } from './parse.js';
import type { ActionFile, ChoiceFile, FlowFile, GuardFile, StateFile, TransitionsFile } from './schema.js';

/** A flow as states and arrows, each knowing where it stands in the file. What the rules walk on. */
export interface Graph {
  root: Node;
  /** all states but the root */
  nodes: Node[];
}
export interface Node {
  /** dotted, e.g. `question.asking`; '' for the root */
  id: string;
  path: Path;
  state: StateFile;
  parent: Node | undefined;
  children: Node[];
  edges: Edge[];
  entry: Act[];
  exit: Act[];
  choices: ChoiceFile[];
}
export interface Edge {
  kind: 'on' | 'always' | 'after';
  /** name of the event, or the delay */
  event: string;
  path: Path;
  target: string | undefined;
  to: Node | undefined;
  guard: GuardFile | undefined;
  actions: Act[];
}
export interface Act {
  action: ActionFile;
  path: Path;
}

export function graphOf(file: FlowFile): Graph {
  const nodes: Node[] = [];
  const { initial, on, states } = file;
  const root = nodeOf({ initial, on, states }, '', [], undefined, nodes);
  for (const node of [root, ...nodes]) {
    for (const edge of node.edges)
      edge.to = edge.target === undefined ? undefined : find(root, file.id, node, edge.target);
  }
  return { root, nodes };
}

function nodeOf(state: StateFile, id: string, path: Path, parent: Node | undefined, all: Node[]): Node {
  const node: Node = {
    id,
    path,
    state,
    parent,
    children: [],
    edges: edgesOf(state, path),
    entry: entryOf(state, path),
    exit: actsOf(state.exit, [...path, 'exit']),
    choices: choicesOf(state),
  };
  for (const [name, child] of Object.entries(state.states ?? {})) {
    const childId = id === '' ? name : `${id}.${name}`;
    const slot = all.length;
    const childNode = nodeOf(child, childId, [...path, 'states', name], node, all);
    all.splice(slot, 0, childNode);
    node.children.push(childNode);
  }
  return node;
}

/** As XState reads targets: `#flow.state` from the top, `.child` from the state itself, anything else from its parent. */
function find(root: Node, flow: string, from: Node, target: string): Node | undefined {
  const absolute = target.startsWith(`#${flow}.`);
  const start = absolute ? root : target.startsWith('.') ? from : from.parent;
  const names = (absolute ? target.slice(flow.length + 2) : target.replace(/^\./, '')).split('.');
  return names.reduce<Node | undefined>(
    (node, name) => node?.children.find(({ path }) => path.at(-1) === name),
    start,
  );
}

function edgesOf(state: StateFile, path: Path): Edge[] {
  const on = Object.entries(state.on ?? {}).flatMap(([event, file]) =>
    edges('on', event, file, [...path, 'on', event]),
  );
  const after = Object.entries(state.after ?? {}).flatMap(([delay, file]) =>
    edges('after', delay, file, [...path, 'after', delay]),
  );
  return [...on, ...edges('always', '', state.always, [...path, 'always']), ...after];
}

function edges(kind: Edge['kind'], event: string, file: TransitionsFile | undefined, path: Path): Edge[] {
  if (file === undefined) return [];
  const base = { kind, event, to: undefined };
  if (typeof file === 'string') return [{ ...base, path, target: file, guard: undefined, actions: [] }];
  return [file].flat().map(({ target, guard, actions }, index) => {
    const own = Array.isArray(file) ? [...path, index] : path;
    return { ...base, path: own, target, guard, actions: actsOf(actions, [...own, 'actions']) };
  });
}

function entryOf({ remember, entry, say, ask }: StateFile, path: Path): Act[] {
  return [
    ...(remember ? [{ action: { remember }, path: [...path, 'remember'] }] : []),
    ...actsOf(entry, [...path, 'entry']),
    ...(say ? [{ action: { say }, path }] : []),
    ...(ask ? [{ action: { ask }, path }] : []),
  ];
}

function actsOf(file: ActionFile | ActionFile[] | undefined, path: Path): Act[] {
  if (file === undefined) return [];
  if (!Array.isArray(file)) return [{ action: file, path }];
  return file.map((action, index) => ({ action, path: [...path, index] }));
}

/** The state and those around it, the innermost first. */
export function lineage(node: Node): Node[] {
  return node.parent ? [node, ...lineage(node.parent)] : [node];
}

/** The innermost state that entering this one leads to. */
export function leafOf(node: Node): Node {
  const first = node.children.find(({ path }) => path.at(-1) === node.state.initial);
  return first ? leafOf(first) : node;
}

/** States that are entered together with this one: itself and its first ones inside. */
export function entered(node: Node): Node[] {
  const first = node.children.find(({ path }) => path.at(-1) === node.state.initial);
  return first ? [node, ...entered(first)] : [node];
}

/** A state where the conversation can rest: nothing inside, not the end, and not left at once. */
export function isWaiting(node: Node): boolean {
  if (node.children.length > 0 || node.state.type === 'final') return false;
  return !node.edges.some(({ kind, guard }) => kind === 'always' && guard === undefined);
}

/** What can happen in a state: its own arrows and those of the states around it. */
export function reactions(node: Node): Edge[] {
  return lineage(node).flatMap(({ edges: own }) => own);
}

/** Do all arrows and first states lead somewhere? */
export function isConnected({ root, nodes }: Graph): boolean {
  return [root, ...nodes].every(
    (node) =>
      node.edges.every(({ target, to }) => target === undefined || to !== undefined) &&
      (node.children.length === 0 || node.children.some(({ path }) => path.at(-1) === node.state.initial)),
  );
}

/** All actions of a flow with their places. */
export function allActs({ root, nodes }: Graph): Act[] {
  return [root, ...nodes].flatMap((node) => [
    ...node.entry,
    ...node.exit,
    ...node.edges.flatMap(({ actions }) => actions),
  ]);
}

export function nameOf(action: ActionFile): string {
  if (typeof action === 'string') return action;
  return 'type' in action ? action.type : (Object.keys(action)[0] ?? '');
}

/** The flow that an action starts. */
export function startedFlow(action: ActionFile): string | undefined {
  return typeof action === 'object' && 'type' in action && action.type === 'startFlow'
    ? action.params.flow
    : undefined;
}
