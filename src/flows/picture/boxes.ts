import { guardWords } from '../edge-label.js';
import {
  type Act,
  type Edge,
  isWaiting,
  leafOf,
  type Node,
  nameOf,
  reactions,
  startedFlow,
} from '../graph.js';
import type { Project, SoundFlow } from '../project.js';
import type { Bilingual, Language } from '../types.js';
import { questionOf, textOf } from '../words-used.js';

/** One state of a flow as it is drawn. */
export interface Box {
  id: string;
  kind: 'waiting' | 'passing' | 'final';
  initial: boolean;
  /** what it says first, in both languages */
  says: Bilingual | undefined;
  /** what it does besides, by the names of the actions */
  does: string[];
  rows: Row[];
}

/** What can happen in a state, and where it leads. */
export interface Row {
  kind: 'choice' | 'event' | 'timer' | 'condition';
  label: string;
  /** id of the box; undefined: it stays where it is */
  to: string | undefined;
  /** flows that begin then */
  begins: string[];
}

/** Reads a flow into boxes: one for each state in which nothing lies inside. */
export function boxesOf(project: Project, { graph }: SoundFlow): Box[] {
  const first = leafOf(graph.root);
  return graph.nodes
    .filter(({ children }) => children.length === 0)
    .map((node) => ({
      id: node.id,
      kind: node.state.type === 'final' ? 'final' : isWaiting(node) ? 'waiting' : 'passing',
      initial: node === first,
      says: saysOf(project, node),
      does: doesOf(node),
      rows: rowsOf(project, node),
    }));
}

function saysOf(project: Project, node: Node): Bilingual | undefined {
  const spoken = node.entry.flatMap((act) => [...saidIn(act), ...questionOf(act).map(({ ask }) => ask)]);
  const [first] = spoken;
  if (!first) return undefined;
  const { words, variant } = first;
  const text = (language: Language) => {
    const said =
      (variant && textOf(project, `${words}_${variant}`, language)) || textOf(project, words, language);
    return said?.split('\n', 1)[0] ?? words;
  };
  return { id: text('id'), en: text('en') };
}

type Spoken = { words: string; variant?: string | undefined };

function saidIn({ action }: Act): Spoken[] {
  if (typeof action === 'string') return [];
  if ('say' in action) return [typeof action.say === 'string' ? { words: action.say } : action.say];
  if (!('type' in action)) return [];
  return action.type === 'say' || action.type === 'sendCatalog' || action.type === 'sendForm'
    ? [action.params]
    : [];
}

const SPOKEN = new Set(['say', 'ask', 'sendCatalog', 'sendForm']);

function doesOf(node: Node): string[] {
  return node.entry.flatMap(({ action }) => {
    const flow = startedFlow(action);
    if (flow !== undefined) return [`⇒ ${flow}`];
    const name = nameOf(action);
    return SPOKEN.has(name) ? [] : [name];
  });
}

function rowsOf(project: Project, node: Node): Row[] {
  const passing = !isWaiting(node);
  const rows: Row[] = [];
  for (const edge of reactions(node)) {
    if (passing && edge.kind !== 'always') continue;
    const label = labelIn(project, node, edge);
    const to = edge.to && leafOf(edge.to).id;
    const begins = edge.actions.flatMap(({ action }) => startedFlow(action) ?? []);
    const same = rows.find(
      (row) => row.to === to && row.kind === 'event' && row.begins.join() === begins.join(),
    );
    const kind = kindOf(edge);
    if (same && kind === 'event') same.label = `${same.label}, ${label}`;
    else if (!rows.some((row) => row.label === label)) rows.push({ kind, label, to, begins });
  }
  return rows;
}

function kindOf({ kind, event }: Edge): Row['kind'] {
  if (kind === 'always') return 'condition';
  if (kind === 'after') return 'timer';
  return event.startsWith('choice.') ? 'choice' : 'event';
}

const EVENT_WORDS: Record<string, Bilingual> = {
  text: { id: 'menulis', en: 'writes' },
  media: { id: 'mengirim berkas', en: 'sends a file' },
  location: { id: 'mengirim lokasi', en: 'sends a location' },
  order: { id: 'memesan', en: 'orders' },
  contact: { id: 'mengirim kontak', en: 'sends a contact' },
  form: { id: 'mengisi formulir', en: 'fills the form in' },
  'ticket.closed': { id: 'tiket ditutup', en: 'ticket closed' },
  'choice.*': { id: 'pilihan lain', en: 'any other choice' },
  'intent.*': { id: 'maksud lain', en: 'any other wish' },
};

const UNITS: Record<string, Bilingual> = {
  s: { id: 'detik', en: 's' },
  m: { id: 'menit', en: 'min' },
  h: { id: 'jam', en: 'h' },
  d: { id: 'hari', en: 'd' },
};

function labelIn(project: Project, node: Node, { kind, event, guard }: Edge): string {
  const condition = guard === undefined ? '' : `${guardWords(guard)}?`;
  if (kind === 'always') return condition || 'selain itu · otherwise';
  const label =
    kind === 'after' ? timer(event) : (choice(project, node, event) ?? both(EVENT_WORDS[event]) ?? event);
  return condition ? `${label} [${condition}]` : label;
}

function timer(duration: string): string {
  const [, amount = '', unit = ''] = /^(\d+)([smhd])$/.exec(duration) ?? [];
  return both({ id: `${amount} ${UNITS[unit]?.id}`, en: `${amount} ${UNITS[unit]?.en}` }) ?? duration;
}

/** The button as the customer sees it. */
function choice(project: Project, node: Node, event: string): string | undefined {
  const id = event.replace(/^choice\./, '');
  // A question may have been asked in a state beside this one.
  const asked = [node, ...(node.parent?.children ?? [])]
    .flatMap(({ choices }) => choices)
    .find((one) => event.startsWith('choice.') && one.id === id);
  if (!asked) return undefined;
  if ('each' in asked) return `{${asked.each}}`;
  const text = (language: Language) => textOf(project, asked.title, language) ?? asked.title;
  return both({ id: text('id'), en: text('en') });
}

function both(words: Bilingual | undefined): string | undefined {
  if (!words) return undefined;
  return words.id === words.en ? words.id : `${words.id} · ${words.en}`;
}
