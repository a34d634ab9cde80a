import { compileFlow } from './compile.js';
import { createContext, type TurnContext } from './context.js';
import type { Node } from './graph.js';
import type { SoundFlow } from './project.js';
import { firstStep } from './step.js';
import { turnInput } from './turn-input.js';
import type { Facts, FlowEvent, MemoryValue } from './types.js';
import { isVariable } from './variables.js';

/** What a flow does as soon as an event begins it. */
export interface Beginning {
  /** the state in which it comes to rest */
  state: Node | undefined;
  /** names of the actions on the way, in their order */
  actions: string[];
}

/**
 * Begins a flow with an event in every world that its guards can tell apart: both languages, open and closed, with
 * and without a subscription, remembering what the flow asks about. Empty when it cannot run, which other rules say.
 */
export function beginnings(doc: SoundFlow, events: readonly FlowEvent[]): Beginning[] {
  try {
    const { machine } = compileFlow(doc.flow);
    return events.flatMap((event) =>
      worlds(doc).map(({ facts, memory }) => {
        const context: TurnContext = {
          ...createContext(facts),
          flow: doc.flow.id,
          memory,
          misses: facts.windowOpen ? 0 : MANY,
          topics: 'topics' in event && event.topics ? event.topics : [],
          turn: turnInput(event, facts),
        };
        const [snapshot, actions] = firstStep(machine, context);
        return {
          state: stateAt(doc, snapshot.value),
          actions: actions.map(({ type }) => type),
        };
      }),
    );
  } catch {
    return [];
  }
}

/** More misses than any guard asks for. */
const MANY = 10;

function stateAt(doc: SoundFlow, value: unknown): Node | undefined {
  const names: string[] = [];
  for (let rest = value; rest !== undefined; ) {
    if (typeof rest === 'string') {
      names.push(rest);
      break;
    }
    const [entry] = Object.entries(rest as object);
    if (!entry) break;
    names.push(entry[0]);
    rest = entry[1];
  }
  return doc.graph.nodes.find(({ id }) => id === names.join('.'));
}

interface World {
  facts: Facts;
  memory: Record<string, MemoryValue>;
}

function worlds(doc: SoundFlow): World[] {
  const memories: World['memory'][] = [{}, ...asked(doc).map(([key, value]) => ({ [key]: value }))];
  return memories.flatMap((memory) =>
    (['id', 'en'] as const).flatMap((language) =>
      [true, false].flatMap((yes) => ({ memory, facts: worldFacts(language, yes) })),
    ),
  );
}

/** What the guards of the flow want remembered, besides what the program itself knows. */
function asked({ graph }: SoundFlow): [string, MemoryValue][] {
  return [graph.root, ...graph.nodes].flatMap(({ edges }) =>
    edges.flatMap(({ guard }): [string, MemoryValue][] => {
      if (typeof guard !== 'object' || guard.type !== 'remembers' || isVariable(guard.params.key)) return [];
      return [[guard.params.key, guard.params.value ?? true]];
    }),
  );
}

function worldFacts(language: 'id' | 'en', yes: boolean): Facts {
  const name = { id: 'Topik', en: 'Topic' };
  return {
    now: 0,
    timezone: 'Asia/Jakarta',
    language,
    org: { name: 'Organisasi' },
    topics: [{ id: 'topik', name, description: name }],
    consents: yes ? { topik: 'subscribed' } : {},
    withdrawnAll: !yes,
    windowOpen: yes,
    office: { open: yes },
    policy: { declineDays: 90, backupDays: 30 },
    faq: () => ({ decision: 'none', answers: [] }),
  };
}
