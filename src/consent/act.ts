import type { Actor, Evidence, Source } from './evidence.js';

/** One act that may change consent: what happened, to which topics, when, and what proves it. */
export interface ConsentAct {
  event:
    | 'REQUEST'
    | 'CONFIRM'
    | 'DECLINE'
    | 'WITHDRAW'
    | 'LAPSE'
    | 'EXPIRE'
    | 'NUMBER_CHANGED'
    | 'PLATFORM_STOP'
    | 'PLATFORM_RESUME'
    | 'SUSPEND'
    | 'CLEAR'
    | 'PAUSE'
    | 'UNPAUSE'
    | 'UNDELIVERABLE'
    | 'REACHABLE'
    | 'ERASE'
    | 'LINK';
  /** Topic ids, or `all`. Ignored by the events of the whole contact. */
  topics: readonly string[] | 'all';
  /** The act's own time, ms. */
  at: number;
  source: Source;
  actor: Actor;
  evidence: Evidence;
  /** Hash of the wording it answers, from `rememberWording`. */
  wording?: string;
  /** A CONFIRM by proof from a source whose policy lets it stand for the customer's own yes. */
  proven?: boolean;
  /** Of a REQUEST: the version of the topic that the words told; without it the newest. */
  topicVersion?: number;
  /** End of a PAUSE, ms. */
  until?: number;
}

/** What an act did, topic by topic; `topic` null for the whole contact. */
export interface ConsentChange {
  topic: string | null;
  from: string | null;
  to: string | null;
  effect: boolean;
}
