import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createActor } from 'xstate';
import { getAdjacencyMap, getShortestPaths } from 'xstate/graph';
import {
  CONSENT_STATES,
  type ConsentMemory,
  type ConsentState,
  consentMachine,
  DECLINE_REST,
  GRANT_LIFE,
  PENDING_LIFE,
  step,
  type TopicEvent,
} from '../../src/consent/machine.js';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const NOW = Date.UTC(2026, 7, 3, 3);
const ENTERED = NOW - HOUR;
const FRESH: ConsentMemory = { before: null, since: ENTERED, stoppedAt: null, blocked: false };

const request = (own: boolean, at = NOW): TopicEvent => ({ type: 'REQUEST', at, own });
const confirm = (own: boolean, at = NOW, now = at): TopicEvent => ({ type: 'CONFIRM', at, own, now });
const plain = (
  type: 'DECLINE' | 'WITHDRAW' | 'LAPSE' | 'EXPIRE' | 'NUMBER_CHANGED',
  at = NOW,
): TopicEvent => ({ type, at });

/** Where an event leads; `-` without effect. */
function outcome(state: ConsentState, event: TopicEvent, memory: Partial<ConsentMemory> = {}): string {
  const { to, accepted } = step(state, { ...FRESH, ...memory }, event);
  if (!accepted) expect(to).toBe(state);
  return accepted ? to : '-';
}

describe('P1 every event in every state, nothing else in the way', () => {
  const EVENTS: [string, TopicEvent][] = [
    ['own REQUEST', request(true)],
    ["another's REQUEST", request(false)],
    ['own CONFIRM', confirm(true)],
    ["another's CONFIRM", confirm(false)],
    ['DECLINE', plain('DECLINE')],
    ['WITHDRAW', plain('WITHDRAW')],
    ['LAPSE', plain('LAPSE')],
    ['EXPIRE', plain('EXPIRE')],
    ['NUMBER_CHANGED', plain('NUMBER_CHANGED')],
  ];
  const U = 'unsubscribed';
  const TABLE: Record<ConsentState, string[]> = {
    //            own REQ    other REQ  own CONF      other  DECLINE     WITHDRAW LAPSE     EXPIRE     NUMBER
    unknown: ['pending', 'pending', '-', '-', 'declined', U, '-', '-', '-'],
    pending: ['pending', '-', 'subscribed', '-', 'declined', U, '-', 'unknown', 'unknown'],
    subscribed: ['-', '-', '-', '-', U, U, 'lapsed', '-', 'lapsed'],
    declined: ['pending', '-', '-', '-', 'declined', U, '-', '-', 'declined'],
    unsubscribed: ['pending', '-', '-', '-', U, U, '-', '-', U],
    lapsed: ['pending', 'pending', '-', '-', 'declined', U, '-', '-', '-'],
  };
  const cells = CONSENT_STATES.flatMap((state) =>
    EVENTS.map(([name, event], i) => [state, name, TABLE[state][i] ?? '', event] as const),
  );

  test.each(cells)('%s, %s: %s', (state, _name, expected, event) => {
    expect(outcome(state, event)).toBe(expected);
  });
});

describe('the time of an event', () => {
  const declined = NOW - DECLINE_REST;
  const asked = NOW - PENDING_LIFE;
  test.each<[string, ConsentState, TopicEvent, Partial<ConsentMemory>, string]>([
    ['90 days after a no they may be asked', 'declined', request(false), { since: declined }, 'pending'],
    ['a moment before not', 'declined', request(false), { since: declined + 1 }, '-'],
    ['they themselves may ask at any time', 'declined', request(true), { since: NOW - 1 }, 'pending'],
    [
      'a stop a second older than their request',
      'unsubscribed',
      request(true),
      { stoppedAt: NOW - SECOND },
      'pending',
    ],
    ['a stop of the same second wins', 'unsubscribed', request(true, NOW + 999), { stoppedAt: NOW }, '-'],
    ['a stop that is newer wins', 'unsubscribed', request(true), { stoppedAt: NOW + SECOND }, '-'],
    [
      'a stop of everything binds a topic that is not known yet',
      'unknown',
      request(true),
      { stoppedAt: NOW },
      '-',
    ],
    ['and a lapsed one', 'lapsed', request(true), { stoppedAt: NOW }, '-'],
    ['and a declined one', 'declined', request(true), { stoppedAt: NOW }, '-'],
    ['and one that is asked', 'pending', request(true), { stoppedAt: NOW }, '-'],
    ['and the yes to it', 'pending', confirm(true), { stoppedAt: NOW }, '-'],
    ['a yes a second after the stop', 'pending', confirm(true), { stoppedAt: NOW - SECOND }, 'subscribed'],
    [
      'a yes in the second of the question',
      'pending',
      confirm(true, ENTERED - 1),
      { since: ENTERED + 999 },
      '-',
    ],
    [
      'Meta counts seconds: that is the same second',
      'pending',
      confirm(true, ENTERED),
      { since: ENTERED + 999 },
      'subscribed',
    ],
    ['a yes older than the question', 'pending', confirm(true, ENTERED - SECOND), {}, '-'],
    [
      'a yes that comes as late as the window',
      'pending',
      confirm(true, NOW, NOW + GRANT_LIFE),
      {},
      'subscribed',
    ],
    ['a yes that comes later asks again', 'pending', confirm(true, NOW, NOW + GRANT_LIFE + 1), {}, '-'],
    ['a yes within 72 hours', 'pending', confirm(true), { since: asked + 1 }, 'subscribed'],
    [
      'a yes after 72 hours, though nobody has written that down',
      'pending',
      confirm(true),
      { since: asked },
      '-',
    ],
  ])('%s', (_name, state, event, memory, expected) => {
    expect(outcome(state, event, memory)).toBe(expected);
  });

  test('the limits are those of the design', () => {
    expect([DECLINE_REST, PENDING_LIFE, GRANT_LIFE]).toEqual([90 * 24 * HOUR, 72 * HOUR, 24 * HOUR]);
  });
});

describe('a block above', () => {
  test.each<[ConsentState, boolean, string]>([
    ['unknown', false, '-'],
    ['unknown', true, 'pending'],
    ['lapsed', false, '-'],
    ['lapsed', true, 'pending'],
    ['declined', false, '-'],
    ['declined', true, 'pending'],
    ['unsubscribed', false, '-'],
    ['unsubscribed', true, 'pending'],
  ])('%s, asked by themselves: %p: %s', (state, own, expected) => {
    expect(outcome(state, request(own), { blocked: true, since: NOW - 2 * DECLINE_REST })).toBe(expected);
  });
});

describe('a request leads back no looser than where it came from', () => {
  test.each<[ConsentState | null, string, string, string]>([
    // before, DECLINE, EXPIRE, NUMBER_CHANGED
    [null, 'declined', 'unknown', 'unknown'],
    ['unknown', 'declined', 'unknown', 'unknown'],
    ['lapsed', 'declined', 'lapsed', 'unknown'],
    ['declined', 'declined', 'declined', 'declined'],
    ['unsubscribed', 'unsubscribed', 'unsubscribed', 'unsubscribed'],
  ])('from %s', (before, declined, expired, changed) => {
    expect(outcome('pending', plain('DECLINE'), { before })).toBe(declined);
    expect(outcome('pending', plain('EXPIRE'), { before })).toBe(expired);
    expect(outcome('pending', plain('NUMBER_CHANGED'), { before })).toBe(changed);
  });

  test.each(['unknown', 'lapsed', 'declined', 'unsubscribed'] as const)(
    'and remembers that it was %s, also when asked twice',
    (state) => {
      const first = step(state, { ...FRESH, stoppedAt: null }, request(true));
      expect(first).toEqual({
        to: 'pending',
        before: state,
        since: NOW,
        expiresAt: NOW + PENDING_LIFE,
        accepted: true,
      });
      const again = step(
        'pending',
        { ...FRESH, before: first.before, since: first.since },
        request(true, NOW + HOUR),
      );
      expect(again).toEqual({
        to: 'pending',
        before: state,
        since: NOW + HOUR,
        expiresAt: NOW + HOUR + PENDING_LIFE,
        accepted: true,
      });
    },
  );
});

describe('since', () => {
  test.each<[string, ConsentState, TopicEvent, number]>([
    ['is the time of the act', 'unknown', request(true), NOW],
    ['of a withdrawal too', 'subscribed', plain('WITHDRAW'), NOW],
    [
      'does not go back for a withdrawal that comes late',
      'unsubscribed',
      plain('WITHDRAW', ENTERED - HOUR),
      ENTERED,
    ],
    [
      'nor for a withdrawal older than the subscription',
      'subscribed',
      plain('WITHDRAW', ENTERED - 1),
      ENTERED,
    ],
    ['nor for a request older than the one that stands', 'pending', request(true, ENTERED - 1), ENTERED],
  ])('%s', (_name, state, event, since) => {
    expect(step(state, FRESH, event)).toMatchObject({ since, accepted: true });
  });

  test('stays where nothing is accepted, and so does what came before', () => {
    const memory = { ...FRESH, before: 'lapsed' as const };
    expect(step('pending', memory, request(false))).toEqual({
      to: 'pending',
      before: 'lapsed',
      since: ENTERED,
      expiresAt: null,
      accepted: false,
    });
  });

  test('what is left behind is forgotten', () => {
    expect(step('pending', { ...FRESH, before: 'lapsed' }, confirm(true))).toEqual({
      to: 'subscribed',
      before: null,
      since: NOW,
      expiresAt: null,
      accepted: true,
    });
  });
});

describe('P1 every way through the machine', () => {
  const events: TopicEvent[] = [
    request(true),
    request(false),
    confirm(true),
    confirm(false),
    ...(['DECLINE', 'WITHDRAW', 'LAPSE', 'EXPIRE', 'NUMBER_CHANGED'] as const).map((type) => plain(type)),
  ];
  const memories = [null, 'unknown', 'declined', 'unsubscribed', 'lapsed'].flatMap((before) =>
    [true, false].flatMap((blocked) =>
      [null, NOW].flatMap((stoppedAt) =>
        [ENTERED, NOW - DECLINE_REST].map(
          (since): ConsentMemory => ({ before: before as ConsentState | null, blocked, stoppedAt, since }),
        ),
      ),
    ),
  );

  test.each(memories)('%j', (memory) => {
    const machine = consentMachine;
    const paths = getShortestPaths(machine, { events, input: memory });
    for (const { state, steps } of paths) {
      if (state.value !== 'subscribed') continue;
      expect(
        steps.filter(({ event }) => event.type === 'CONFIRM' && 'own' in event && event.own).length,
      ).toBe(1);
    }
    const edges = Object.values(getAdjacencyMap(machine, { events, input: memory })).flatMap(
      ({ state, transitions }) =>
        (Object.values(transitions) as Edge[]).map(({ event, state: next }) => ({
          from: state.value,
          event,
          to: next.value,
        })),
    );
    expect(edges.length).toBeGreaterThan(0);
    for (const { from, event, to } of edges) {
      if (to === 'subscribed' && from !== 'subscribed') {
        expect(event).toMatchObject({ type: 'CONFIRM', own: true });
        expect(from).toBe('pending');
      }
      if (event.type === 'WITHDRAW') expect(to).toBe('unsubscribed');
      if (from === 'unsubscribed' && to !== 'unsubscribed')
        expect(event).toMatchObject({ type: 'REQUEST', own: true });
    }
  });

  test('all states can be reached', () => {
    const reached = getShortestPaths(consentMachine, { events, input: FRESH }).map(
      ({ state }) => state.value,
    );
    expect(new Set(reached)).toEqual(new Set(CONSENT_STATES));
  });

  test('step and the machine itself go the same way', () => {
    for (const state of CONSENT_STATES) {
      for (const event of events) {
        const actor = createActor(consentMachine, {
          snapshot: consentMachine.resolveState({ value: state, context: FRESH }),
          input: FRESH,
        });
        // What goes wrong inside belongs to this test, not to the process.
        actor.subscribe({ error: () => undefined });
        actor.start();

        actor.send(event);
        expect(actor.getSnapshot().value).toBe(step(state, FRESH, event).to);
      }
    }
  });
});

interface Edge {
  event: TopicEvent;
  state: { value: string };
}

/** What a person has said, in words: an independent model without states. */
class Model {
  stops: number[] = [];
  requests: number[] = [];

  /** May this yes subscribe? Only if they asked after every stop, and said yes to that. */
  mayConfirm(at: number): boolean {
    const lastStop = Math.max(Number.NEGATIVE_INFINITY, ...this.stops);
    const sinceStop = this.requests.filter(
      (request) => Math.floor(request / SECOND) > Math.floor(lastStop / SECOND),
    );
    return (
      Math.floor(at / SECOND) > Math.floor(lastStop / SECOND) &&
      (this.stops.length === 0 ||
        sinceStop.some((request) => Math.floor(request / SECOND) <= Math.floor(at / SECOND)))
    );
  }
}

type Said = { type: TopicEvent['type']; own: boolean; at: number };

/** Where the topic stands after the acts, and each subscription with what the model says of it. */
function played(acts: readonly Said[]) {
  const model = new Model();
  const yes: { type: string; own: boolean; allowed: boolean }[] = [];
  let state: ConsentState = 'unknown';
  let memory: ConsentMemory = { before: null, since: 0, stoppedAt: null, blocked: false };
  for (const { type, own, at } of acts) {
    const next = step(state, memory, { type, at, own, now: at } as TopicEvent);
    if (type === 'WITHDRAW') model.stops.push(at);
    if (type === 'REQUEST' && own) model.requests.push(at);
    if (next.to === 'subscribed' && state !== 'subscribed')
      yes.push({ type, own, allowed: model.mayConfirm(at) });
    state = next.to;
    const { before, since } = next;
    memory = { before, since, stoppedAt: state === 'unsubscribed' ? since : null, blocked: false };
  }
  return { state, yes };
}

describe('P2 in any order of arrival', () => {
  const said = fc.record({
    type: fc.constantFrom(
      ...(['REQUEST', 'CONFIRM', 'DECLINE', 'WITHDRAW', 'EXPIRE', 'LAPSE', 'NUMBER_CHANGED'] as const),
    ),
    own: fc.boolean(),
    at: fc.integer({ min: 0, max: 40 }).map((n) => NOW + n * 500),
  });

  test('nobody is subscribed who did not ask, and say yes, after everything they stopped', () => {
    let subscribed = 0;
    fc.assert(
      fc.property(fc.array(said, { maxLength: 40 }), (acts) => {
        const { yes } = played(acts);
        subscribed += yes.length;
        expect(yes).toEqual(yes.map(() => ({ type: 'CONFIRM', own: true, allowed: true })));
      }),
      { numRuns: 5_000 },
    );
    expect(subscribed).toBeGreaterThan(0);
  });

  test('a withdrawal at the end, however old, ends the subscription', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 20 }), said, (acts, last) => {
        expect(played([...acts, { ...last, type: 'WITHDRAW' }]).state).toBe('unsubscribed');
      }),
    );
  });

  test.each<[string, Said[], ConsentState]>([
    [
      'DAFTAR, Ya, BERHENTI, DAFTAR of which the first two come last',
      [
        { type: 'WITHDRAW', own: true, at: NOW + 3000 },
        { type: 'REQUEST', own: true, at: NOW + 9000 },
        { type: 'REQUEST', own: true, at: NOW },
        { type: 'CONFIRM', own: true, at: NOW + 1000 },
      ],
      'pending',
    ],
    [
      'BERHENTI, DAFTAR, Ya, BERHENTI of which the last comes first',
      [
        { type: 'WITHDRAW', own: true, at: NOW + 9000 },
        { type: 'WITHDRAW', own: true, at: NOW },
        { type: 'REQUEST', own: true, at: NOW + 2000 },
        { type: 'CONFIRM', own: true, at: NOW + 4000 },
      ],
      'unsubscribed',
    ],
  ])('%s', (_name, acts, state) => {
    expect(played(acts).state).toBe(state);
  });
});
