import { and, or, setup, transition } from 'xstate';

/** Where one contact stands with one topic. UU PDP No. 27/2022 Pasal 20-24: explicit, recorded, provable. */
export const CONSENT_STATES = [
  'unknown',
  'pending',
  'subscribed',
  'declined',
  'unsubscribed',
  'lapsed',
] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/**
 * The events that move a topic; times in ms. `own`: the customer's own act in WhatsApp. `proven`: a yes given
 * elsewhere, from a source whose proof an operator lets stand for it.
 */
export type TopicEvent =
  | { type: 'REQUEST'; at: number; own: boolean }
  | { type: 'CONFIRM'; at: number; own: boolean; proven?: boolean; now: number }
  | { type: 'DECLINE' | 'WITHDRAW' | 'LAPSE' | 'EXPIRE' | 'NUMBER_CHANGED'; at: number };

/** What the machine knows beside its state. */
export interface ConsentMemory {
  /** Where a pending request came from: unanswered or declined, it goes back no looser than that. */
  before: ConsentState | null;
  /** When the state was entered. */
  since: number;
  /** The latest stop that binds this topic: its own withdrawal, or one of everything. */
  stoppedAt: number | null;
  /** A block stands above the topic, so that only the customer may ask again. */
  blocked: boolean;
}

const HOUR = 60 * 60 * 1000;
/** Someone who said no is not asked for this long, unless they ask. */
export const DECLINE_REST = 90 * 24 * HOUR;
/** An unanswered request ends after this. */
export const PENDING_LIFE = 72 * HOUR;
/** A grant older than the customer service window never subscribes. */
export const GRANT_LIFE = 24 * HOUR;

const second = (ms: number) => Math.floor(ms / 1000);
const isOwn = (event: TopicEvent) => (event.type === 'REQUEST' || event.type === 'CONFIRM') && event.own;

/**
 * The consent machine of one topic. Nothing but a CONFIRM leads to `subscribed`: the customer's own,
 * or a proven one of somebody who never said no. WITHDRAW is accepted in every state.
 */
export const consentMachine = setup({
  types: { context: {} as ConsentMemory, events: {} as TopicEvent, input: {} as ConsentMemory },
  guards: {
    own: ({ event }) => isOwn(event),
    unblocked: ({ context }) => !context.blocked,
    /** Proof from elsewhere says nothing against a no that was said here. */
    proven: ({ context, event }) =>
      event.type === 'CONFIRM' &&
      event.proven === true &&
      !context.blocked &&
      (context.before === null || context.before === 'unknown' || context.before === 'lapsed'),
    /** WhatsApp's clock has seconds: a grant in the second of a stop may well be older than it. */
    newerThanStop: ({ context, event }) =>
      context.stoppedAt === null || second(event.at) > second(context.stoppedAt),
    newerThanNo: ({ context, event }) => second(event.at) > second(context.since),
    rested: ({ context, event }) => event.at - context.since >= DECLINE_REST,
    answersRequest: ({ context, event }) => second(event.at) >= second(context.since),
    withinWindow: ({ event }) => event.type === 'CONFIRM' && event.now - event.at <= GRANT_LIFE,
    /** It ends by itself, also while nobody is there to write that down. */
    unexpired: ({ context, event }) => event.at - context.since < PENDING_LIFE,
    cameFromStop: ({ context }) => context.before === 'unsubscribed',
    cameFromDecline: ({ context }) => context.before === 'declined',
    cameFromLapse: ({ context }) => context.before === 'lapsed',
  },
}).createMachine({
  id: 'consent',
  context: ({ input }) => input,
  initial: 'unknown',
  on: { WITHDRAW: { target: '.unsubscribed' } },
  states: {
    unknown: {
      on: {
        REQUEST: { guard: and([or(['own', 'unblocked']), 'newerThanStop']), target: 'pending' },
        // Under a question that has ended meanwhile: a no counts.
        DECLINE: { target: 'declined' },
      },
    },
    pending: {
      on: {
        REQUEST: { guard: and(['own', 'newerThanStop']), target: 'pending', reenter: true },
        CONFIRM: {
          guard: and([or(['own', 'proven']), 'answersRequest', 'unexpired', 'newerThanStop', 'withinWindow']),
          target: 'subscribed',
        },
        DECLINE: [{ guard: 'cameFromStop', target: 'unsubscribed' }, { target: 'declined' }],
        EXPIRE: [
          { guard: 'cameFromStop', target: 'unsubscribed' },
          { guard: 'cameFromDecline', target: 'declined' },
          { guard: 'cameFromLapse', target: 'lapsed' },
          { target: 'unknown' },
        ],
        NUMBER_CHANGED: [
          { guard: 'cameFromStop', target: 'unsubscribed' },
          { guard: 'cameFromDecline', target: 'declined' },
          { target: 'unknown' },
        ],
      },
    },
    subscribed: {
      on: {
        // "No, thank you" under an old question, after a yes.
        DECLINE: { target: 'unsubscribed' },
        LAPSE: { target: 'lapsed' },
        NUMBER_CHANGED: { target: 'lapsed' },
      },
    },
    declined: {
      on: {
        REQUEST: {
          guard: and([or([and(['own', 'newerThanNo']), and(['unblocked', 'rested'])]), 'newerThanStop']),
          target: 'pending',
        },
        // Said again, or the number has changed: a yes from before that comes late is older than this no.
        DECLINE: 'declined',
        NUMBER_CHANGED: 'declined',
      },
    },
    unsubscribed: {
      on: {
        REQUEST: { guard: and(['own', 'newerThanStop']), target: 'pending' },
        DECLINE: 'unsubscribed',
        NUMBER_CHANGED: 'unsubscribed',
      },
    },
    lapsed: {
      on: {
        REQUEST: { guard: and([or(['own', 'unblocked']), 'newerThanStop']), target: 'pending' },
        DECLINE: { target: 'declined' },
      },
    },
  },
});

/** What an event does to a topic. `accepted` is false where the machine has no way for it: no effect. */
export interface TopicStep {
  to: ConsentState;
  before: ConsentState | null;
  since: number;
  expiresAt: number | null;
  accepted: boolean;
}

/**
 * Moves one topic by one event; pure. A WITHDRAW of what is already unsubscribed is accepted again. `since`
 * never goes back: events arrive late and in any order, and an old request must not reopen what a newer stop
 * or a newer question has settled.
 */
export function step(state: ConsentState, memory: ConsentMemory, event: TopicEvent): TopicStep {
  const from = consentMachine.resolveState({ value: state, context: memory });
  if (!from.can(event)) {
    return { to: state, before: memory.before, since: memory.since, expiresAt: null, accepted: false };
  }
  const [next] = transition(consentMachine, from, event);
  const to = next.value as ConsentState;
  const since = Math.max(event.at, memory.since);
  if (to !== 'pending') return { to, before: null, since, expiresAt: null, accepted: true };
  const before = state === 'pending' ? memory.before : state;
  return { to, before, since, expiresAt: since + PENDING_LIFE, accepted: true };
}
