import type { AnyStateMachine } from 'xstate';

/** A flow ready to run. */
export interface CompiledFlow {
  id: string;
  machine: AnyStateMachine;
}
