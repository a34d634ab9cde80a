import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import {
  advance,
  begin,
  type ConversationState,
  emptyConversation,
  type Facts,
  type FlowEvent,
  type TurnResult,
} from '../../src/flows/index.js';
import { facts, release } from './shipped.js';
import { intent } from './talk.js';

/**
 * Every shipped flow, walked through the engine until nothing new turns up: from each state that can be reached
 * all kinds of events are tried, and each state is saved and loaded on the way.
 */
const WORLDS: [string, Partial<Facts>][] = [
  ['a newcomer', {}],
  [
    'a subscriber at night, in English',
    {
      language: 'en',
      consents: { 'info-zakat': 'subscribed', 'laporan-penyaluran': 'unsubscribed' },
      office: { open: false, opensAt: Date.UTC(2026, 4, 4, 1) },
    },
  ],
  ['on a break', { consents: { 'laporan-penyaluran': 'subscribed' }, pausedUntil: Date.UTC(2026, 5, 2, 3) }],
  ['nothing is known', { topics: [], org: { name: '' }, policy: { declineDays: 0, backupDays: 0 } }],
];

const BEGINNINGS: (FlowEvent | undefined)[] = [
  undefined,
  { type: 'text', text: 'zakat' },
  { type: 'text', text: 'qwerty' },
  intent('opt_out', { reason: 'angry' }),
  intent('suspend'),
  intent('data_rights', { right: 'erase' }),
  intent('language'),
  { type: 'order' },
  { type: 'answer', choice: 'late-no', topics: ['info-zakat'] },
  ...['add', 'drop', 'pause', 'resume', 'see'].map((choice): FlowEvent => ({ type: 'answer', choice })),
];

const EVENTS: FlowEvent[] = [
  { type: 'text', text: 'qwerty' },
  { type: 'text', text: 'zakat fitrah' },
  { type: 'text', text: '' },
  { type: 'media' },
  { type: 'location' },
  { type: 'order' },
  { type: 'choice', id: 'who knows' },
  { type: 'choice', id: 'opt-in.question.asking.yes:info-zakat~zz' },
  { type: 'ticket.closed' },
  { type: 'timer', id: 'faq#1/xstate.after.1.faq.asking' },
  intent('handoff'),
];

/** What can happen in a state: everything above, every choice on the screen, every timer. */
function eventsOf(state: ConversationState): FlowEvent[] {
  const choices = state.stack.flatMap(({ question }) => question?.choices ?? []);
  const timers = state.stack.flatMap((frame) => frame.timers);
  return [
    ...EVENTS,
    ...choices.map(({ id, title }): FlowEvent => ({ type: 'choice', id, title })),
    ...choices.map(({ title }): FlowEvent => ({ type: 'text', text: title })),
    ...timers.map((id): FlowEvent => ({ type: 'timer', id })),
  ];
}

/** Counters only ever grow, so they do not make a state a new one. */
function shapeOf({ stack, misses }: ConversationState): string {
  return JSON.stringify([
    Math.min(misses, 3),
    stack.map(({ flow, snapshot, topics, question }) => [flow, snapshot, topics, question?.state]),
  ]);
}

function explore(flow: string, world: Facts, seen: (result: TurnResult) => void): Set<string> {
  const known = new Set<string>();
  const waiting: ConversationState[] = [];
  const visit = (result: TurnResult) => {
    seen(result);
    const saved: ConversationState = JSON.parse(JSON.stringify(result.state));
    expect(isDeepStrictEqual(saved, result.state)).toBe(true);
    const shape = shapeOf(saved);
    if (known.has(shape)) return;
    known.add(shape);
    waiting.push(saved);
  };
  for (const event of BEGINNINGS) visit(begin(release, flow, emptyConversation(), world, event));
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (const event of eventsOf(state)) visit(advance(release, state, event, world));
  }
  return known;
}

const visited = new Set<string>();

function isSound({ state, effects, handled }: TurnResult): void {
  const sends = effects.filter((effect) => effect.type === 'send');
  expect(sends.length).toBeLessThanOrEqual(2);
  expect(JSON.stringify(effects)).not.toMatch(/\{\{|undefined|\[object/);
  if (!handled) expect(effects).toHaveLength(0);
  expect(new Set(state.stack.map((frame) => frame.flow)).size).toBe(state.stack.length);
  for (const effect of effects) {
    if (effect.type !== 'consent') continue;
    // P1: only an answer to a shown question confirms or lifts a hold, and only what it named.
    if (effect.event === 'CONFIRM') expect(effect.shown?.topics).toEqual(effect.topics);
    if (effect.event === 'CLEAR') expect(effect.shown).toBeDefined();
  }
}

describe.each(WORLDS)('%s', (_, changes) => {
  test.each([...release.flows.keys()])('%s takes whatever comes, in every state', (flow) => {
    const shapes = explore(flow, facts(changes), (result) => {
      isSound(result);
      for (const frame of result.state.stack) visited.add(`${frame.flow} ${JSON.stringify(frame.snapshot)}`);
    });
    expect(shapes.size).toBeGreaterThan(0);
  });
});

test('the walks above reached every state in which a shipped flow can wait', () => {
  expect([...visited].sort()).toEqual([
    'catalogue "showing"',
    'data-rights "erase"',
    'data-rights "held"',
    'data-rights "summary"',
    'faq "asking"',
    'faq "suggesting"',
    'faq "unknown"',
    'handoff "closed"',
    'handoff "later"',
    'handoff "waiting"',
    'opt-in "picking"',
    'opt-in {"question":"asking"}',
    'opt-in {"question":"open"}',
    'opt-out "unclear"',
    'preferences "adding"',
    'preferences "dropping"',
    'preferences "language"',
    'preferences "menu"',
    'welcome "asking"',
    'welcome "first"',
  ]);
});
