import {
  advance,
  begin,
  type ConversationState,
  emptyConversation,
  type Facts,
  type FlowEvent,
  type Release,
} from '../../src/flows/index.js';
import { facts, release as shipped } from '../flows/shipped.js';

const BEGINNINGS: (FlowEvent | undefined)[] = [
  undefined,
  { type: 'text', text: 'zakat' },
  { type: 'text', text: 'qwerty' },
  { type: 'intent.suspend', text: 'x', understanding: { intent: 'suspend', confidence: 1 } },
  {
    type: 'intent.data_rights',
    text: 'x',
    understanding: { intent: 'data_rights', confidence: 1, right: 'erase' },
  },
];
const WORLDS: Partial<Facts>[] = [
  {},
  { consents: { 'info-zakat': 'subscribed', 'laporan-penyaluran': 'unsubscribed' } },
  { toRate: 'tk_1' },
];

/** One conversation for each place of the flows in which a customer can be kept waiting. */
export function everyWaiting(release: Release = shipped): { name: string; state: ConversationState }[] {
  const found = new Map<string, ConversationState>();
  for (const changes of WORLDS) {
    const world = facts(changes);
    const seen = new Set<string>();
    const waiting: ConversationState[] = [];
    const visit = (result: ConversationState) => {
      const state = JSON.parse(JSON.stringify(result)) as ConversationState;
      const name = state.stack.map(({ flow, snapshot }) => `${flow} ${JSON.stringify(snapshot)}`).join(' < ');
      if (name === '' || seen.has(name)) return;
      seen.add(name);
      if (!found.has(name)) found.set(name, state);
      waiting.push(state);
    };
    for (const flow of release.flows.keys()) {
      for (const event of BEGINNINGS) visit(begin(release, flow, emptyConversation(), world, event).state);
    }
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      const events: FlowEvent[] = [
        { type: 'text', text: 'qwerty' },
        { type: 'text', text: 'zakat fitrah' },
        { type: 'text', text: '300 juta' },
        { type: 'text', text: '4' },
        { type: 'text', text: 'Budi Santoso' },
        { type: 'media' },
        { type: 'order', items: 2, total: 150_000 },
        { type: 'ticket.closed' },
        ...state.stack
          .flatMap(({ question }) => question?.choices ?? [])
          .map(({ id, title }): FlowEvent => ({ type: 'choice', id, title })),
      ];
      for (const event of events) visit(advance(release, state, event, world).state);
    }
  }
  return [...found].map(([name, state]) => ({ name, state }));
}
