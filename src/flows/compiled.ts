import type { AnyStateMachine } from 'xstate';
import type { FlowFile } from './schema.js';
import type { Kind } from './vocabulary.js';

/** A flow ready to run. */
export interface CompiledFlow {
  id: string;
  /** plain XState configuration, JSON */
  config: MachineConfig;
  machine: AnyStateMachine;
  /** what the flow says it remembers, and of which kind */
  variables: Readonly<Record<string, Kind>>;
  /** what people write to begin it, in any language */
  keywords: readonly string[];
  /** `<state>.<choice>` -> the flow that a tap begins once the question is gone */
  late: ReadonlyMap<string, string>;
}

export interface MachineConfig extends StateConfig {
  id: string;
  meta?: { variables?: Record<string, Kind>; keywords?: FlowFile['keywords'] };
}
export interface StateConfig {
  type?: 'final';
  description?: string;
  initial?: string;
  entry?: CallConfig[];
  exit?: CallConfig[];
  on?: Record<string, TransitionConfig[]>;
  always?: TransitionConfig[];
  after?: Record<string, TransitionConfig[]>;
  states?: Record<string, StateConfig>;
}
/** An action or a guard by name. */
export interface CallConfig {
  type: string;
  params?: Record<string, unknown>;
}
export interface TransitionConfig {
  target?: string;
  guard?: CallConfig;
  actions?: CallConfig[];
  reenter?: boolean;
  description?: string;
}
