import { leafOf, type Node, reactions, startedFlow } from '../graph.js';
import { type Project, soundFlows } from '../project.js';
import { flowNamed, initialWays } from '../walk.js';
import type { Found, Rule } from './rule.js';

/** States or flows that lead to each other, at once or by timers, without the customer doing anything. */
export const endlessLoop: Rule = {
  code: 'endless-loop',
  level: 'fault',
  find: (project) => [...loopingStates(project), ...loopingFlows(project)],
};

function loopingStates(project: Project): Found[] {
  return soundFlows(project).flatMap((doc) =>
    doc.graph.nodes
      .filter((node) => node.children.length === 0 && leadsTo(node, node))
      .slice(0, 1)
      .map((node) => ({
        doc,
        at: node.path,
        key: true,
        message: {
          id: `Langkah \`${node.id}\` kembali ke dirinya tanpa menunggu pelanggan.`,
          en: `The state \`${node.id}\` comes back to itself without waiting for the customer.`,
        },
        mend: {
          id: 'Akhiri salah satu `always` atau `after` di jalan itu dengan langkah `type: final` atau sebuah pertanyaan.',
          en: 'Let one `always` or `after` on that way end in a `type: final` state or in a question.',
        },
      })),
  );
}

function leadsTo(from: Node, goal: Node): boolean {
  const seen = new Set<Node>();
  const waiting = [from];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const next = reactions(node).flatMap(({ kind, to }) => (kind !== 'on' && to ? [leafOf(to)] : []));
    if (next.includes(goal)) return true;
    waiting.push(...next);
  }
  return false;
}

function loopingFlows(project: Project): Found[] {
  const startedBy = (name: string): string[] => {
    const doc = flowNamed(project, name);
    // Only what the flow itself starts; what those start is followed below.
    return doc
      ? initialWays({ ...project, flows: [doc] }, doc)
          .flat()
          .flatMap(({ action }) => startedFlow(action) ?? [])
      : [];
  };
  return soundFlows(project)
    .filter(({ flow }) => startsItself(flow.id, startedBy))
    .map((doc) => ({
      doc,
      at: ['initial'],
      message: {
        id: `Alur \`${doc.flow.id}\` memulai dirinya lagi tanpa menunggu pelanggan.`,
        en: `The flow \`${doc.flow.id}\` begins itself again without waiting for the customer.`,
      },
      mend: {
        id: 'Pindahkan `startFlow` ke belakang sebuah pertanyaan.',
        en: 'Move `startFlow` behind a question.',
      },
    }));
}

function startsItself(name: string, startedBy: (name: string) => string[]): boolean {
  const seen = new Set<string>();
  const waiting = startedBy(name);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...startedBy(next));
  }
  return false;
}
