import type { CallConfig, CompiledFlow, MachineConfig, StateConfig, TransitionConfig } from './compiled.js';
import { milliseconds } from './duration.js';
import { flowMachine } from './machine.js';
import type { ActionFile, ChoiceFile, FlowFile, GuardFile, StateFile, TransitionsFile } from './schema.js';

/**
 * From a checked flow file to a machine: the short forms become actions on entry, delays become milliseconds.
 * @throws Error of XState when a target does not exist (`izin check` explains it).
 */
export function compileFlow(file: FlowFile): CompiledFlow {
  const config = machineConfig(file);
  const { id, variables = {} } = file;
  const keywords = Object.values(file.keywords ?? {}).flatMap((phrases) => phrases ?? []);
  return { id, config, machine: flowMachine(config), variables, keywords, late: lateFlows(file) };
}

export function machineConfig(file: FlowFile): MachineConfig {
  const { id, description, initial, on, states, variables, keywords } = file;
  return {
    id,
    ...((variables || keywords) && {
      meta: { ...(variables && { variables }), ...(keywords && { keywords }) },
    }),
    ...stateConfig({ description, initial, on, states }, []),
  };
}

/** The order on entry: remember, entry, say, ask. */
function stateConfig(state: StateFile, path: readonly string[]): StateConfig {
  const { remember, say, ask, on, always, after, states } = state;
  const entry = [
    ...(remember ? [{ type: 'remember', params: remember }] : []),
    ...calls(state.entry, path),
    ...(say ? calls({ say }, path) : []),
    ...(ask ? calls({ ask }, path) : []),
  ];
  const exit = calls(state.exit, path);
  return {
    ...(state.type && { type: state.type }),
    ...(state.description && { description: state.description }),
    ...(state.initial && { initial: state.initial }),
    ...(entry.length > 0 && { entry }),
    ...(exit.length > 0 && { exit }),
    ...(on && { on: mapValues(on, (value) => transitions(value, path)) }),
    ...(always && { always: transitions(always, path) }),
    ...(after && {
      after: mapKeys(
        mapValues(after, (value) => transitions(value, path)),
        inMilliseconds,
      ),
    }),
    ...(states && { states: mapEntries(states, (name, child) => stateConfig(child, [...path, name])) }),
  };
}

function transitions(file: TransitionsFile | undefined, path: readonly string[]): TransitionConfig[] {
  if (file === undefined) return [];
  if (typeof file === 'string') return [{ target: file }];
  return [file].flat().map(({ guard, actions, ...rest }) => ({
    ...withoutGaps(rest),
    ...(guard && { guard: guardCall(guard) }),
    ...(actions && { actions: calls(actions, path) }),
  }));
}

export function guardCall(guard: GuardFile): CallConfig {
  return typeof guard === 'string' ? { type: guard } : withoutGaps(guard);
}

function calls(file: ActionFile | ActionFile[] | undefined, path: readonly string[]): CallConfig[] {
  return file === undefined ? [] : [file].flat().map((action) => call(action, path.join('.')));
}

function call(action: ActionFile, state: string): CallConfig {
  if (typeof action === 'string') return { type: action };
  if ('say' in action) return { type: 'say', params: wordsOf(action.say) };
  if ('ask' in action) return { type: 'ask', params: { ...wordsOf(action.ask), state } };
  if ('remember' in action) return { type: 'remember', params: action.remember };
  if (action.type === 'ask') return { type: 'ask', params: { ...action.params, state } };
  return 'params' in action && action.params
    ? { type: action.type, params: action.params }
    : { type: action.type };
}

const wordsOf = <T extends object>(words: string | T) => (typeof words === 'string' ? { words } : words);

function lateFlows(file: FlowFile): Map<string, string> {
  const late = new Map<string, string>();
  const visit = (state: StateFile, path: string[]) => {
    for (const choice of choicesOf(state)) {
      if (choice.late) late.set([...path, choice.id].join('.'), choice.late);
    }
    for (const [name, child] of Object.entries(state.states ?? {})) visit(child, [...path, name]);
  };
  visit({ states: file.states }, []);
  return late;
}

/** The choices of all questions that a state asks. */
export function choicesOf(state: StateFile): ChoiceFile[] {
  const entry = state.entry === undefined ? [] : [state.entry].flat();
  const asks = entry.flatMap((action) => {
    if (typeof action === 'string') return [];
    if ('ask' in action) return [action.ask];
    return 'type' in action && action.type === 'ask' ? [action.params] : [];
  });
  return [state.ask, ...asks].flatMap((ask) => (typeof ask === 'object' ? (ask.choices ?? []) : []));
}

const inMilliseconds = (duration: string) => String(milliseconds(duration));

function mapEntries<A, B>(record: Record<string, A>, map: (key: string, value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(key, value)]));
}
function mapValues<A, B>(
  record: Partial<Record<string, A>>,
  map: (value: A | undefined) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
function mapKeys<A>(record: Record<string, A>, map: (key: string) => string): Record<string, A> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [map(key), value]));
}
function withoutGaps<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
