import {
  type Edge,
  entered,
  isWaiting,
  lineage,
  type Node,
  nameOf,
  reactions,
  startedFlow,
} from '../graph.js';
import { beginnings } from '../probe.js';
import { type Project, soundFlows } from '../project.js';
import { flowNamed, reachable } from '../walk.js';
import type { Found, Rule } from './rule.js';

/** Engine-wide, PETUGAS always leads to a person, so most states need nothing of their own. A state closes that road when
 * it takes `intent.handoff` for itself, or when it leaves free text unanswered (people then do not know what to type).
 * Such a state must have a ticket opened on the way in, or lead to `openTicket` or the handoff flow. */
export const noPerson: Rule = {
  code: 'no-person',
  level: 'fault',
  find: (project) => [
    ...soundFlows(project).flatMap((doc) =>
      doc.graph.nodes
        .filter((node) => isWaiting(node) && closesTheRoad(node) && !reachesPerson(project, node))
        .map((node) => ({
          doc,
          at: node.path,
          key: true,
          message: {
            id: `Dari langkah \`${node.id}\` pelanggan tidak bisa mencapai petugas.`,
            en: `From the state \`${node.id}\` the customer cannot reach a person.`,
          },
          mend: {
            id: 'Arahkan `intent.handoff` atau sebuah pilihan ke alur handoff, atau jangan diamkan `text`.',
            en: 'Lead `intent.handoff` or a choice to the handoff flow, or do not leave `text` unanswered.',
          },
        })),
    ),
    ...withoutTicket(project),
  ],
};

/** Asking for a person opens the ticket in that very turn, also outside office hours. */
function withoutTicket(project: Project): Found[] {
  const doc = flowNamed(project, 'handoff');
  if (!doc) return [];
  const text = 'PETUGAS';
  const event = {
    type: 'intent.handoff',
    text,
    understanding: { intent: 'handoff', confidence: 1 },
  } as const;
  const lost = beginnings(doc, [event]).find(({ actions }) => !actions.includes('openTicket'));
  if (!lost) return [];
  const state = lost.state?.id ?? doc.flow.initial;
  return [
    {
      doc,
      at: lost.state?.path ?? ['initial'],
      key: true,
      message: {
        id: `Pelanggan meminta petugas, tetapi sampai di langkah \`${state}\` tidak ada tiket yang terbuka.`,
        en: `The customer asks for a person, but comes to the state \`${state}\` without a ticket being opened.`,
      },
      mend: {
        id: 'Panggil `openTicket` di setiap jalan sejak awal alur handoff, juga di luar jam kerja.',
        en: 'Call `openTicket` on every way from the beginning of the handoff flow, also outside office hours.',
      },
    },
  ];
}

function closesTheRoad(node: Node): boolean {
  return reactions(node).some(
    (edge) =>
      edge.event === 'intent.handoff' ||
      edge.event === 'intent.*' ||
      (edge.event === 'text' && isSilent(edge)),
  );
}

const isSilent = ({ to, actions, guard }: Edge) =>
  to === undefined && actions.length === 0 && guard === undefined;

function reachesPerson(project: Project, node: Node, seen: ReadonlySet<string> = new Set()): boolean {
  if (lineage(node).some(({ entry }) => entry.some(({ action }) => nameOf(action) === 'openTicket')))
    return true;
  return [...reachable(node)].some((state) =>
    [
      ...(state === node ? [] : entered(state).flatMap(({ entry }) => entry)),
      ...state.edges.flatMap(({ actions }) => actions),
    ].some(({ action }) => {
      if (nameOf(action) === 'openTicket') return true;
      const flow = startedFlow(action);
      const started = flow === undefined || seen.has(flow) ? undefined : flowNamed(project, flow);
      return (
        started !== undefined && reachesPerson(project, started.graph.root, new Set([...seen, flow ?? '']))
      );
    }),
  );
}
