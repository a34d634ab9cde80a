import { stringify } from 'yaml';
import { durationOf } from './duration.js';
import { BARE_ACTIONS } from './schema.js';

/** XState configuration as it may come back from a tool: JSON of any shape. */
type Json = { [key: string]: unknown };

/** What tools add and a flow does not have: how it looks there, and what XState would keep by itself. */
const DROPPED = [
  'context',
  'types',
  'meta',
  'tags',
  'key',
  'version',
  'schemas',
  'states',
  'on',
  'always',
  'after',
];
const HEAD = '# yaml-language-server: $schema=./flow.schema.json\n';

/**
 * Plain XState configuration (JSON) as a flow file: the way back from `exportFlow`, with the short forms where they
 * fit. What a flow may not have stays in, so that `check` can say so. Comments do not survive the journey.
 * @throws Error when it is no machine with a name
 */
export function importFlow(config: unknown): { id: string; source: string } {
  if (!isObject(config) || typeof config['id'] !== 'string' || !isObject(config['states']))
    throw new Error('this is no XState machine with an id and states');
  const { id } = config;
  const { id: _, description, initial, ...rest } = stateFile(config, [id]);
  const { variables, keywords } = isObject(config['meta']) ? config['meta'] : {};
  const file = {
    id,
    version: 1,
    ...(description !== undefined && { description }),
    ...(isObject(variables) && { variables }),
    ...(isObject(keywords) && { keywords }),
    initial,
    ...rest,
  };
  return { id, source: `${HEAD}${stringify(file, { lineWidth: 110, aliasDuplicateObjects: false })}` };
}

/** `path`: the name of the flow and of the states down to this one. */
function stateFile(state: Json, path: readonly string[]): Json {
  const others = Object.fromEntries(Object.entries(state).filter(([key]) => !DROPPED.includes(key)));
  const { entry, exit, ...kept } = others;
  const on = isObject(state['on']) && mapValues(state['on'], (value) => transitions(value, path));
  const after = isObject(state['after']) ? state['after'] : undefined;
  return {
    ...kept,
    ...onEntry(entry),
    ...(exit !== undefined && { exit: oneOrMore(list(exit).map(action)) }),
    ...(on && { on }),
    ...(state['always'] !== undefined && { always: transitions(state['always'], path) }),
    ...(after && {
      after: Object.fromEntries(
        Object.entries(after).map(([delay, value]) => [
          durationOf(Number(delay)) ?? delay,
          transitions(value, path),
        ]),
      ),
    }),
    ...(isObject(state['states']) && {
      states: mapValues(state['states'], (child, name) =>
        isObject(child) ? stateFile(child, [...path, name]) : child,
      ),
    }),
  };
}

/** The order on entry is remember, entry, say, ask: what stands at the right end of it gets its short form. */
function onEntry(entry: unknown): Json {
  const actions = list(entry).map(action);
  const short: Json = {};
  const [first] = actions;
  if (isObject(first) && 'remember' in first && Object.keys(first).length === 1) {
    short['remember'] = first['remember'];
    actions.shift();
  }
  for (const name of ['ask', 'say']) {
    const last = actions.at(-1);
    if (!isObject(last) || !(name in last)) continue;
    short[name] = last[name];
    actions.pop();
  }
  const { remember, say, ask } = short;
  return {
    ...(remember !== undefined && { remember }),
    ...(actions.length > 0 && { entry: oneOrMore(actions) }),
    ...(say !== undefined && { say }),
    ...(ask !== undefined && { ask }),
  };
}

function action(value: unknown): unknown {
  if (!isObject(value) || typeof value['type'] !== 'string') return value;
  const { type, params } = value;
  if (!isObject(params) || Object.keys(params).length === 0) return BARE.has(type) ? type : { type };
  if (type === 'remember') return { remember: params };
  if (type === 'say') return { say: wordsAlone(params) };
  if (type === 'ask') {
    const { state: _, ...asked } = params;
    return { ask: wordsAlone(asked) };
  }
  return { type, params };
}

const BARE: ReadonlySet<string> = new Set(BARE_ACTIONS);

const wordsAlone = (params: Json) =>
  Object.keys(params).length === 1 && typeof params['words'] === 'string' ? params['words'] : params;

function transitions(value: unknown, path: readonly string[]): unknown {
  const written = list(value).map((one) => transition(one, path));
  const [only] = written;
  if (written.length === 1 && isObject(only) && Object.keys(only).join() === 'target') return only['target'];
  return oneOrMore(written);
}

function transition(value: unknown, path: readonly string[]): unknown {
  if (typeof value === 'string') return { target: near(value, path) };
  if (!isObject(value)) return value;
  const { target, guard, actions, meta: _, ...rest } = value;
  const [to] = list(target);
  return {
    ...(guard !== undefined && { guard: guardFile(guard) }),
    ...(typeof to === 'string' && { target: near(to, path) }),
    ...(actions !== undefined &&
      list(actions).length > 0 && { actions: oneOrMore(list(actions).map(action)) }),
    ...rest,
  };
}

function guardFile(guard: unknown): unknown {
  if (!isObject(guard) || typeof guard['type'] !== 'string') return guard;
  const plain =
    guard['params'] === undefined && ['isSubscribed', 'windowOpen', 'officeHours'].includes(guard['type']);
  return plain ? guard['type'] : guard;
}

/** Tools name targets from the top (`#flow.state`); people name a state beside this one, or `.inside` of it. */
function near(target: string, path: readonly string[]): string {
  if (!target.startsWith('#')) return target;
  const names = target.slice(1).split('.');
  const own = path.join('.');
  const around = path.slice(0, -1).join('.');
  if (path.length > 1 && names.slice(0, -1).join('.') === around) return names.at(-1) ?? target;
  if (names.slice(0, -1).join('.') === own) return `.${names.at(-1)}`;
  return target;
}

function mapValues(record: Json, map: (value: unknown, key: string) => unknown): Json {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
const list = (value: unknown): unknown[] => (value === undefined ? [] : [value].flat());
const oneOrMore = (values: unknown[]) => (values.length === 1 ? values[0] : values);
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
