import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import {
  advance,
  begin,
  type ConversationState,
  emptyConversation,
  type Facts,
  type FlowEvent,
  type Release,
  type TurnResult,
} from '../../src/flows/index.js';
import { PASSING } from '../../src/flows/vocabulary.js';
import { release } from './shipped.js';
import { intent } from './talk.js';

/**
 * Every shipped flow, walked through the engine until nothing new turns up: from each state that can be reached
 * all kinds of events are tried, and each state is saved and loaded on the way.
 */
export const WORLDS: [string, Partial<Facts>][] = [
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
  ['a complaint', { complaint: { number: 12, dueAt: Date.UTC(2026, 4, 6, 3), again: false } }],
  ['whose ticket was closed just now', { toRate: 'tk_1' }],
  ['nothing is known', { topics: [], org: { name: '' }, policy: { declineDays: 0, backupDays: 0 } }],
];

const BEGINNINGS: (FlowEvent | undefined)[] = [
  undefined,
  { type: 'text', text: 'zakat' },
  { type: 'text', text: 'qwerty' },
  intent('opt_out', { reason: 'angry' }),
  intent('suspend'),
  intent('suspend', { reason: 'wrong_number' }),
  { type: 'answer', choice: 'not-helped' },
  intent('data_rights', { right: 'erase' }),
  intent('data_rights', { right: 'correct' }),
  intent('language'),
  { type: 'order' },
  { type: 'answer', choice: 'late-no', topics: ['info-zakat'] },
  ...['good', 'fair', 'poor'].map(
    (one): FlowEvent => ({ type: 'answer', choice: `late-${one}`, value: 'tk_1' }),
  ),
  ...['add', 'drop', 'pause', 'resume', 'see'].map((choice): FlowEvent => ({ type: 'answer', choice })),
];

const EVENTS: FlowEvent[] = [
  { type: 'text', text: 'qwerty' },
  { type: 'text', text: 'zakat fitrah' },
  { type: 'text', text: '' },
  { type: 'text', text: '300 juta' },
  { type: 'text', text: '1000' },
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
function shapeOf({ stack, misses, memory }: ConversationState, { flows }: Release): string {
  const sums = stack.flatMap(({ flow }) =>
    Object.entries(flows.get(flow)?.variables ?? {}).flatMap(([key, kind]) =>
      PASSING.has(kind) ? [memory[key]] : [],
    ),
  );
  return JSON.stringify([
    Math.min(misses, 3),
    sums,
    stack.map(({ flow, snapshot, topics, question }) => [flow, snapshot, topics, question?.state]),
  ]);
}

export function explore(
  flow: string,
  world: Facts,
  seen: (result: TurnResult) => void,
  shipped: Release = release,
): Set<string> {
  const known = new Set<string>();
  const waiting: ConversationState[] = [];
  const visit = (result: TurnResult) => {
    seen(result);
    const saved: ConversationState = JSON.parse(JSON.stringify(result.state));
    expect(isDeepStrictEqual(saved, result.state)).toBe(true);
    const shape = shapeOf(saved, shipped);
    if (known.has(shape)) return;
    known.add(shape);
    waiting.push(saved);
  };
  for (const event of BEGINNINGS) visit(begin(shipped, flow, emptyConversation(), world, event));
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (const event of eventsOf(state)) visit(advance(shipped, state, event, world));
  }
  return known;
}
