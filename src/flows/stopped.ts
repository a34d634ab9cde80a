import type { ConversationState, Effect } from './types.js';

/**
 * The conversation after a stop: the questions about these topics are over, with their timers, so that nothing that
 * is written afterwards is taken for an answer to them, or makes a flow ask once more (promise P2). Pure.
 */
export function withoutQuestions(
  state: ConversationState,
  topics: readonly string[] | 'all',
): { state: ConversationState; effects: Effect[] } {
  const isOver = (frame: ConversationState['stack'][number]) =>
    frame.question !== undefined &&
    (topics === 'all' || frame.topics.some((topic) => topics.includes(topic)));
  const over = state.stack.filter(isOver);
  return {
    state: { ...state, stack: state.stack.filter((frame) => !isOver(frame)) },
    effects: over.flatMap(({ timers }) => timers.map((id) => ({ type: 'cancelTimer' as const, id }))),
  };
}
