import { type Act, type Edge, entered, leafOf, type Node, reactions, startedFlow } from './graph.js';
import { type Project, type SoundFlow, soundFlows } from './project.js';

/** The ways that begin when a transition is taken; one without a target only does its actions. */
export function waysOf(project: Project, { actions, to }: Edge): Act[][] {
  const own = to === undefined ? [[]] : follow(project, to, new Set());
  return own.map((acts) => withStarted(project, [...actions, ...acts], new Set()));
}

function follow(project: Project, node: Node, seen: ReadonlySet<Node>): Act[][] {
  const leaf = leafOf(node);
  const entry = entered(node).flatMap((one) => one.entry);
  if (seen.has(leaf)) return [[]];
  const immediate = reactions(leaf).filter(({ kind }) => kind === 'always');
  const rests = !immediate.some(({ guard }) => guard === undefined);
  const onward = immediate.flatMap(({ actions, to }) => {
    const rest = to === undefined ? [[]] : follow(project, to, new Set([...seen, leaf]));
    return rest.map((acts) => [...entry, ...actions, ...acts]);
  });
  return (rests ? [entry, ...onward] : onward).map((acts) => acts);
}

/** Flows that are started speak in the same turn, after the flow that started them. */
function withStarted(project: Project, acts: readonly Act[], seen: ReadonlySet<string>): Act[] {
  const started = acts.flatMap(({ action }) => startedFlow(action) ?? []);
  const longest = started.flatMap((name) => {
    const doc = flowNamed(project, name);
    if (!doc || seen.has(name)) return [];
    const ways = initialWays(project, doc, new Set([...seen, name]));
    return ways.sort((a, b) => b.length - a.length)[0] ?? [];
  });
  return [...acts, ...longest];
}

/** What a flow may do as soon as it begins. */
export function initialWays(
  project: Project,
  { graph }: SoundFlow,
  seen: ReadonlySet<string> = new Set(),
): Act[][] {
  return follow(project, graph.root, new Set()).map((acts) => withStarted(project, acts, seen));
}

export function flowNamed(project: Project, name: string): SoundFlow | undefined {
  return soundFlows(project).find(({ flow }) => flow.id === name);
}

/** States that can be reached from the start, whatever the guards say. */
export function reachable(start: Node): Set<Node> {
  const found = new Set<Node>();
  const waiting = [start];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    const inside = entered(node).filter((one) => one !== node);
    const around = node.parent ? [node.parent] : [];
    const next = node.edges.flatMap(({ to }) => to ?? []);
    waiting.push(...inside, ...next, ...around);
  }
  return found;
}
