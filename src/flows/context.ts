import type { Facts, MemoryValue, Shown, Spoken } from './types.js';
import type { Kind } from './vocabulary.js';

/** What guards, actions and words see during a turn. Built fresh for each turn; only `memory` outlives it. */
export interface TurnContext {
  facts: Facts;
  flow: string;
  language: Spoken;
  memory: Record<string, MemoryValue>;
  /** what the flow says it remembers, and of which kind */
  kinds: Readonly<Record<string, Kind>>;
  /** what the running flow is about; empty = nothing named */
  topics: readonly string[];
  misses: number;
  /** state whose question is open */
  asking?: string;
  /** misses before this turn: a turn counts once */
  missesBefore: number;
  turn: TurnInput;
  /** what the FAQ said in this turn */
  found?: { decision: 'answer' | 'suggest' | 'none'; ids: string[] };
}

/** The event of the turn, taken apart. */
export interface TurnInput {
  /** event type: text, intent, choice, answer, media, ... */
  event: string;
  text?: string;
  intent?: string;
  /** value of the chosen row, or the id of the choice */
  choice?: string;
  /** an answer from outside the flow: `yes`, or `late-yes` from a button whose question is gone */
  answer?: string;
  reason?: string;
  /** set when one topic was named */
  scope?: 'topic';
  right?: string;
  languageAsked?: Spoken;
  /** what a location, an order, a contact card tells */
  sent?: {
    place?: string;
    latitude?: number;
    longitude?: number;
    items?: number;
    total?: number;
    name?: string;
    phone?: string;
    own?: boolean;
  };
  /** the answers of a form */
  form?: Readonly<Record<string, MemoryValue>>;
  /** the question that this event answers */
  shown?: Shown;
}

/** What XState sees: the type selects the transition; the rest is in the context. */
export interface MachineEvent {
  type: string;
}

/** The topics that the flow is about; the main topic when none was named. */
export function subject(context: TurnContext): readonly string[] {
  if (context.topics.length > 0) return context.topics;
  const main = context.facts.topics[0];
  return main ? [main.id] : [];
}

export function isSubscribed({ facts }: TurnContext, topic: string): boolean {
  return !facts.withdrawnAll && facts.consents[topic] === 'subscribed';
}

/** A context outside of any flow. */
export function createContext(facts: Facts): TurnContext {
  return {
    facts,
    flow: '',
    language: facts.language,
    memory: {},
    kinds: {},
    topics: [],
    misses: 0,
    missesBefore: 0,
    turn: { event: 'begin' },
  };
}
