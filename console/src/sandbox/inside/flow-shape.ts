/** One state of a flow, for drawing. */
export interface FlowNode {
  /** Path of state names, such as `wait.reply`. */
  id: string;
  /** Words for staff, when the flow gives some. */
  description?: string;
  final: boolean;
  initial: boolean;
}

export interface FlowEdge {
  from: string;
  to: string;
  /** What leads there: event names without their prefix. */
  labels: string[];
}

export interface FlowShape {
  nodes: FlowNode[];
  edges: FlowEdge[];
}

interface StateConfig {
  id?: string;
  initial?: string;
  type?: string;
  description?: string;
  states?: Record<string, StateConfig>;
  on?: Record<string, unknown>;
  after?: Record<string, unknown>;
  always?: unknown;
  onDone?: unknown;
}

/** Reads an exported XState configuration into leaf states and the arrows between them. */
export function shapeOf(machine: unknown): FlowShape {
  const root = (machine ?? {}) as StateConfig;
  const nodes: FlowNode[] = [];
  const arrows: { from: string; target: string; label: string }[] = [];
  const ids = new Map<string, string>();

  const visit = (path: string[], state: StateConfig, initial: boolean): void => {
    const id = path.join('.');
    if (state.id) ids.set(state.id, id);
    const children = Object.entries(state.states ?? {});
    for (const { label, target } of targetsOf(state)) arrows.push({ from: id, target, label });
    if (children.length === 0 && path.length > 0)
      nodes.push({
        id,
        final: state.type === 'final',
        initial,
        ...(state.description ? { description: state.description } : {}),
      });
    for (const [name, child] of children)
      visit([...path, name], child, (path.length === 0 || initial) && name === state.initial);
  };
  visit([], root, true);

  const edges = new Map<string, FlowEdge>();
  for (const { from, target, label } of arrows) {
    const to = leafOf(root, resolve(from, target, ids));
    // What the whole flow listens to holds in every state: arrows from all of them would hide the rest.
    if (from === '' || to === undefined) continue;
    for (const { id } of nodes) {
      if (id === to || (id !== from && !id.startsWith(`${from}.`))) continue;
      const edge = edges.get(`${id} ${to}`) ?? { from: id, to, labels: [] };
      if (!edge.labels.includes(label)) edge.labels.push(label);
      edges.set(`${id} ${to}`, edge);
    }
  }
  return { nodes, edges: [...edges.values()] };
}

function targetsOf(state: StateConfig): { label: string; target: string }[] {
  const found: { label: string; target: string }[] = [];
  const take = (label: string, transition: unknown): void => {
    for (const one of Array.isArray(transition) ? transition : [transition]) {
      const target = typeof one === 'string' ? one : (one as { target?: unknown } | null | undefined)?.target;
      if (typeof target === 'string') found.push({ label, target });
    }
  };
  for (const [event, transition] of Object.entries(state.on ?? {})) take(wordOf(event), transition);
  for (const [delay, transition] of Object.entries(state.after ?? {}))
    take(`⏱ ${delayWords(delay)}`, transition);
  take('', state.always);
  take('', state.onDone);
  return found;
}

/** Milliseconds as the largest unit that divides them: `3 d`, `72 h`, `10 min`, `4 s`. */
function delayWords(delay: string): string {
  const ms = Number(delay);
  if (!Number.isFinite(ms)) return delay;
  const units: [number, string][] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ];
  const [size, name] = units.find(([unit]) => ms >= unit && ms % unit === 0) ?? [1, 'ms'];
  return `${ms / size} ${name}`;
}

function wordOf(event: string): string {
  return event.replace(/^(choice|intent)\./, '');
}

/** XState's ways to name a target: `#id.child`, `.child`, or a sibling. */
function resolve(from: string, target: string, ids: Map<string, string>): string {
  if (target.startsWith('#')) {
    const [name = '', ...rest] = target.slice(1).split('.');
    return [ids.get(name) ?? name, ...rest].filter(Boolean).join('.');
  }
  if (target.startsWith('.')) return `${from}${target}`;
  const parent = from.split('.').slice(0, -1);
  return [...parent, target].join('.');
}

/** A compound target stands for the state in which it begins. */
function leafOf(root: StateConfig, path: string): string | undefined {
  const names = path.split('.');
  let state: StateConfig | undefined = root;
  for (const name of names) state = state?.states?.[name];
  while (state?.states && state.initial) {
    names.push(state.initial);
    state = state.states[state.initial];
  }
  return state ? names.join('.') : undefined;
}
