import { setup, transition } from 'xstate';

/** Where a broadcast stands. */
export const BROADCAST_STATES = [
  'draft',
  'scheduled',
  'running',
  'paused',
  'completed',
  'cancelled',
] as const;
export type BroadcastState = (typeof BROADCAST_STATES)[number];

export type BroadcastEvent = { type: 'SCHEDULE' | 'START' | 'PAUSE' | 'RESUME' | 'CANCEL' | 'COMPLETE' };

/** What the machine knows beside its state. */
export interface BroadcastMemory {
  /** It has a start in the future; paused before it, it goes back to waiting for it. */
  early: boolean;
}

/** The life of a broadcast. `completed` and `cancelled` are for ever. */
const broadcastMachine = setup({
  types: { context: {} as BroadcastMemory, events: {} as BroadcastEvent, input: {} as BroadcastMemory },
  guards: { early: ({ context }) => context.early },
}).createMachine({
  id: 'broadcast',
  context: ({ input }) => input,
  initial: 'draft',
  states: {
    draft: { on: { SCHEDULE: 'scheduled', START: 'running', CANCEL: 'cancelled' } },
    scheduled: { on: { START: 'running', PAUSE: 'paused', CANCEL: 'cancelled' } },
    running: { on: { PAUSE: 'paused', COMPLETE: 'completed', CANCEL: 'cancelled' } },
    paused: {
      on: { RESUME: [{ guard: 'early', target: 'scheduled' }, { target: 'running' }], CANCEL: 'cancelled' },
    },
    completed: { type: 'final' },
    cancelled: { type: 'final' },
  },
});

/** Where the event leads; null: nowhere from here. Pure. */
export function move(
  state: BroadcastState,
  type: BroadcastEvent['type'],
  memory: BroadcastMemory = { early: false },
): BroadcastState | null {
  const from = broadcastMachine.resolveState({ value: state, context: memory });
  if (!from.can({ type })) return null;
  return transition(broadcastMachine, from, { type })[0].value as BroadcastState;
}
