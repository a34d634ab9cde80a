import type { StateValue } from 'xstate';
import type { StateConfig } from './compiled.js';
import type { ConversationState, Release } from './types.js';

/**
 * The conversation without flows or states that this release no longer has: staff may have renamed them since.
 * What is left goes on; the customer's next words find their flow anew. The same object when nothing is gone.
 */
export function withoutGone(release: Release, state: ConversationState): ConversationState {
  const stack = state.stack.filter(({ flow, snapshot }) => {
    const config = release.flows.get(flow)?.config;
    return config !== undefined && has(config, snapshot);
  });
  return stack.length === state.stack.length ? state : { ...state, stack };
}

function has(config: StateConfig, value: StateValue): boolean {
  if (typeof value === 'string') {
    const leaf = config.states?.[value];
    return leaf !== undefined && leaf.states === undefined;
  }
  return Object.entries(value).every(([name, inner]) => {
    const child = config.states?.[name];
    return child !== undefined && inner !== undefined && has(child, inner);
  });
}
