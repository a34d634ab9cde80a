import {
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createEmptyActor,
  type EventObject,
  type ExecutableActionsFrom,
} from 'xstate';

/** Where a machine stands after a step, and what it wants done, in order. */
export type Step = [next: AnyMachineSnapshot, actions: ExecutableActionsFrom<AnyStateMachine>[]];

/** Nobody: our machines invoke and spawn nothing, so whoever runs them is asked for nothing. */
const nobody = createEmptyActor();
const nothing = () => undefined;

/**
 * XState's own `initialTransition`, without the actor that it makes for each call and whose constructor computes
 * the initial state once more. Source: stately.ai/docs/pure-transitions.
 */
export function firstStep(machine: AnyStateMachine, input: unknown): Step {
  return noting((scope) => machine.getInitialSnapshot(scope, input as never));
}

/** XState's own `transition`, in the same way. */
export function nextStep(machine: AnyStateMachine, snapshot: AnyMachineSnapshot, event: EventObject): Step {
  return noting((scope) => machine.transition(snapshot, event, scope));
}

function noting(step: (scope: AnyActorScope) => AnyMachineSnapshot): Step {
  const actions: Step[1] = [];
  const next = step({
    self: nobody,
    system: nobody.system,
    id: '',
    sessionId: '',
    defer: nothing,
    logger: nothing,
    stopChild: nothing,
    emit: nothing,
    actionExecutor: (action) => void actions.push(action as (typeof actions)[number]),
  });
  return [next, actions];
}
