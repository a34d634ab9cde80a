import type { BlockKind, Blocks } from '../../src/consent/blocks.js';
import { decide, type FrequencyCap, type GateFacts, type GateRequest } from '../../src/gate/gate.js';

export const NOW = Date.UTC(2026, 7, 3, 3);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** All that a decision rests on. */
export interface Situation {
  request: GateRequest;
  facts: GateFacts;
  cap: FrequencyCap | null;
  now: number;
}

export interface Change {
  request?: Partial<GateRequest>;
  facts?: Partial<GateFacts>;
  cap?: FrequencyCap | null;
  now?: number;
}

export const CONSENT = { state: 'subscribed', since: NOW - DAY, asked: 0, environment: 'live' } as const;

/** A marketing template to a subscriber, with nothing against it. */
const CLEAR: Situation = {
  request: {
    purpose: 'marketing',
    topic: 'info-zakat',
    basis: null,
    template: true,
    expiresAt: null,
    alreadyAttempted: false,
    cancelled: false,
    contentBlocked: false,
    mediaRightsMissing: false,
  },
  facts: {
    environment: 'live',
    topicKnown: true,
    consent: CONSENT,
    blocks: new Map(),
    held: false,
    lastInboundAt: null,
    ticketOpen: false,
    template: { status: 'APPROVED', category: 'MARKETING' },
    account: { blocked: false, paused: null, marketingPaused: null, templatesPaused: null },
    countryAllowed: true,
    recent: [],
    restUntil: null,
    tierFreeAt: null,
    quietUntil: null,
  },
  cap: { messages: 2, period: 7 * DAY },
  now: NOW,
};

/** A situation: the clear one, changed. */
export function situation(change: Change = {}, from: Situation = CLEAR): Situation {
  return {
    request: { ...from.request, ...change.request },
    facts: { ...from.facts, ...change.facts },
    cap: change.cap === undefined ? from.cap : change.cap,
    now: change.now ?? from.now,
  };
}

/** The verdict in a word: `yes`, `wait`, or its code. */
export function verdict({ request, facts, cap, now }: Situation): string {
  const decided = decide(request, facts, cap, now);
  return 'code' in decided ? decided.code : decided.verdict;
}

export function decided({ request, facts, cap, now }: Situation) {
  return decide(request, facts, cap, now);
}

/** Blocks that stand since an hour, without end. */
export function blocks(...kinds: BlockKind[]): Blocks {
  return new Map(kinds.map((kind) => [kind, { since: NOW - HOUR, until: null }]));
}

/** A utility template that answers to an order. */
export const UTILITY: Change = {
  request: { purpose: 'utility', topic: null, basis: { kind: 'asked_for', reference: 'ZKT-118' } },
  facts: { template: { status: 'APPROVED', category: 'UTILITY' }, consent: null },
};

/** The one question for consent, with proof that they asked elsewhere. */
export const PERMISSION: Change = {
  request: { purpose: 'permission', basis: { kind: 'proof', reference: 'form 118' } },
  facts: {
    template: { status: 'APPROVED', category: 'UTILITY' },
    consent: { ...CONSENT, state: 'pending' },
  },
};

/** A free-form answer to what they wrote a minute ago. */
export const REPLY: Change = {
  request: { purpose: 'service', topic: null, template: false, basis: { kind: 'reply', at: NOW - MINUTE } },
  facts: { lastInboundAt: NOW - MINUTE, template: null, consent: null },
};

/** The changes one after the other. */
export function joined(...changes: Change[]): Change {
  const all = Object.assign({}, ...changes) as Change;
  const request = Object.assign({}, ...changes.map((change) => change.request)) as Partial<GateRequest>;
  const facts = Object.assign({}, ...changes.map((change) => change.facts)) as Partial<GateFacts>;
  return { ...all, request, facts };
}
