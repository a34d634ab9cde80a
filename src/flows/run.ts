import type { AnyMachineSnapshot } from 'xstate';
import { mergeBubbles } from './bubbles.js';
import type { CompiledFlow } from './compiled.js';
import type { TurnContext, TurnInput } from './context.js';
import { effectsOf } from './effects.js';
import { canRate, RATED_EVERY, RATING } from './faq-answer.js';
import { FlowError } from './flow-error.js';
import { askQuestion } from './question.js';
import type { AskParams } from './schema.js';
import { firstStep, nextStep } from './step.js';
import type { ConversationState, Effect, Facts, Frame, Question, Release, Spoken } from './types.js';
import { fill } from './variables.js';
import { PASSING } from './vocabulary.js';

/** More flows than this begun in one turn are a loop. */
const MAX_FLOWS = 10;

/** One turn in the making: a draft of the state and the effects so far. */
export interface Run {
  release: Release;
  facts: Facts;
  draft: ConversationState;
  effects: Effect[];
  language: Spoken;
  missesBefore: number;
  turn: TurnInput;
  begun: number;
}

/** What an event may mean to a frame. */
export interface Candidate {
  frame: Frame;
  /** type of the event that XState sees */
  type: string;
  /** the choice of the frame's question that was taken */
  choice?: Question['choices'][number];
  /** the flows above this one are over */
  alone?: boolean;
}

export function startRun(
  release: Release,
  state: ConversationState,
  facts: Facts,
  turn: TurnInput,
  clear: boolean,
): Run {
  const draft = {
    ...state,
    memory: { ...state.memory },
    stack: state.stack.map((frame) => ({ ...frame, timers: [...frame.timers] })),
    misses: clear ? 0 : state.misses,
  };
  return {
    release,
    facts,
    draft,
    effects: [],
    language: facts.language,
    missesBefore: draft.misses,
    turn,
    begun: 0,
  };
}

export function finish({ draft, effects }: Run): { state: ConversationState; effects: Effect[] } {
  return { state: draft, effects: mergeBubbles(lastOfEachTimer(effects)) };
}

/** Lets a frame take an event; false when its state does not want it. */
export function arrive(run: Run, { frame, type, choice, alone }: Candidate): boolean {
  const flow = run.release.flows.get(frame.flow);
  if (!flow) return false;
  const { machine } = flow;
  const event = { type };
  const answer = choice && frame.question ? answered(run.turn, frame.question, choice) : undefined;
  const context = contextOf(run, frame, answer);
  const snapshot = guarded(flow, () => machine.resolveState({ value: frame.snapshot, context }));
  if (guarded(flow, () => machine.getTransitionData(snapshot, event)).length === 0) return false;

  if (answer) {
    run.turn = answer;
    run.missesBefore = 0;
  }
  // A timer that is due is gone already.
  frame.timers = frame.timers.filter((id) => id !== `${frame.key}/${type}`);
  if (alone) {
    for (const above of run.draft.stack.slice(run.draft.stack.indexOf(frame) + 1)) dropFrame(run, above);
  }
  settle(run, frame, ...guarded(flow, () => nextStep(machine, snapshot, event)));
  return true;
}

function answered(turn: TurnInput, question: Question, choice: Question['choices'][number]): TurnInput {
  return {
    ...turn,
    event: 'choice',
    choice: choice.value ?? choice.choice,
    shown: { ...question.shown, choice: choice.title },
  };
}

/** Begins a flow on top of the stack. */
export function beginFlow(run: Run, id: string, topics: readonly string[]): void {
  const flow = run.release.flows.get(id);
  if (!flow) throw new FlowError(id, 'unknown_flow', `The release has no flow called ${id}.`);
  run.begun += 1;
  if (run.begun > MAX_FLOWS) {
    throw new FlowError(id, 'loop', `The flow ${id} and others begin each other without end.`);
  }
  for (const same of run.draft.stack.filter((frame) => frame.flow === id)) dropFrame(run, same);
  run.draft.memory = withoutPassing(run, id);
  run.draft.begun += 1;
  const key = `${id}#${run.draft.begun}`;
  const frame: Frame = { key, flow: id, snapshot: {}, topics: [...topics], timers: [] };
  run.draft.stack.push(frame);
  settle(run, frame, ...guarded(flow, () => firstStep(flow.machine, contextOf(run, frame))));
}

/** Takes a frame from the stack and stops its timers. What people have, earn or owe is forgotten with it. */
function dropFrame(run: Run, frame: Frame): void {
  run.draft.memory = withoutPassing(run, frame.flow);
  run.draft.stack = run.draft.stack.filter((other) => other !== frame);
  run.effects.push(...frame.timers.map((id) => ({ type: 'cancelTimer' as const, id })));
}

function withoutPassing({ release, draft }: Run, flow: string): Run['draft']['memory'] {
  const kinds = release.flows.get(flow)?.variables ?? {};
  return Object.fromEntries(Object.entries(draft.memory).filter(([key]) => !PASSING.has(kinds[key])));
}

/** Keeps what the transition left behind and turns its actions into effects, in their order. */
function settle(run: Run, frame: Frame, next: AnyMachineSnapshot, actions: readonly unknown[]): void {
  if (next.status === 'error') throw brokenFlow({ id: frame.flow }, next.error);
  const context: TurnContext = next.context;
  run.draft.memory = context.memory;
  run.draft.misses = context.misses;
  run.language = context.language;
  frame.snapshot = next.value;
  frame.topics = [...context.topics];

  const starts: { flow: string; topics: string[] }[] = [];
  for (const { type, params, info } of actions as readonly Action[]) {
    const at = info.context;
    if (type === 'startFlow') starts.push(startOf(at, params));
    else if (type === 'asked') ask(run, frame, at, params as AskParams);
    else if (type === 'faqAnswered') answerFaq(run, frame, at, String((params as { entry: string }).entry));
    else if (type === 'xstate.raise') setTimer(run, frame, params as DelayedRaise);
    else if (type === 'xstate.cancel') cancelTimer(run, frame, String(params));
    else run.effects.push(...effectsOf(run.release, at, type, params));
  }
  if (next.status === 'done') dropFrame(run, frame);
  for (const { flow, topics } of starts) beginFlow(run, flow, topics);
}

/** What of XState's actions matters here. */
interface Action {
  type: string;
  params: unknown;
  info: { context: TurnContext };
}
interface DelayedRaise {
  id: string;
  delay: number;
}

function startOf(context: TurnContext, params: unknown): { flow: string; topics: string[] } {
  const { flow, topics } = params as { flow: string; topics?: string };
  const filled = fill(context, topics);
  return { flow, topics: filled === undefined ? [...context.topics] : String(filled).split('+') };
}

function ask(run: Run, frame: Frame, context: TurnContext, params: AskParams): void {
  run.draft.asked += 1;
  const { content, question } = askQuestion(run.release, context, params, run.draft.asked);
  const before = frame.question;
  const same = before?.state === question.state && before.shown.body === question.shown.body;
  frame.question = same ? { ...question, repeats: [...before.repeats, before.asked] } : question;
  const { wording, language, topics } = question.shown;
  run.effects.push({
    type: 'send',
    content,
    wording,
    language,
    question: question.asked,
    ...(topics && { topics }),
  });
}

/**
 * Answers with an entry, and asks now and then whether it helped. Never while another question is open: a typed
 * yes could be taken for the answer to that one.
 */
function answerFaq(run: Run, frame: Frame, context: TurnContext, entry: string): void {
  const { memory, stack } = run.draft;
  const answers = Number(memory[RATING.answers] ?? 0);
  const others = stack.some((other) => other !== frame && other.question !== undefined);
  const rate =
    frame.flow === 'faq' && answers % RATED_EVERY === 0 && !others && canRate(run.release, context, entry);
  run.draft.memory = {
    ...memory,
    ...((rate || answers % RATED_EVERY !== 0) && { [RATING.answers]: answers + 1 }),
    ...(rate && { [RATING.entry]: entry, [RATING.at]: run.facts.now }),
  };
  run.effects.push(...effectsOf(run.release, context, 'faqAnswered', { entry, rate }));
}

/** XState's ids are unique within a machine; the key of the frame makes them unique within the conversation. */
function setTimer(run: Run, frame: Frame, { id, delay }: DelayedRaise): void {
  const timer = `${frame.key}/${id}`;
  frame.timers = [...frame.timers.filter((other) => other !== timer), timer];
  run.effects.push({ type: 'setTimer', id: timer, delay });
}

function cancelTimer(run: Run, frame: Frame, id: string): void {
  const timer = `${frame.key}/${id}`;
  if (!frame.timers.includes(timer)) return;
  frame.timers = frame.timers.filter((other) => other !== timer);
  run.effects.push({ type: 'cancelTimer', id: timer });
}

/** A timer that is cancelled and set again in one turn is simply replaced. */
function lastOfEachTimer(effects: readonly Effect[]): Effect[] {
  const isTimer = (effect: Effect) => effect.type === 'setTimer' || effect.type === 'cancelTimer';
  const last = new Map(effects.filter(isTimer).map((effect) => ['id' in effect ? effect.id : '', effect]));
  return effects.filter((effect) => !isTimer(effect) || [...last.values()].includes(effect));
}

function contextOf(run: Run, frame: Frame, answer?: TurnInput): TurnContext {
  const { facts, language, draft } = run;
  const turn = answer ?? run.turn;
  const unanswered = turn.shown === undefined;
  return {
    facts,
    flow: frame.flow,
    language,
    memory: draft.memory,
    kinds: run.release.flows.get(frame.flow)?.variables ?? {},
    topics: frame.topics,
    misses: answer ? 0 : draft.misses,
    missesBefore: answer ? 0 : run.missesBefore,
    turn,
    ...(unanswered && frame.question && { asking: frame.question.state }),
  };
}

/** XState keeps what its own steps throw in the snapshot; what we throw ourselves passes through. */
function guarded<T>(flow: CompiledFlow, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw brokenFlow(flow, error);
  }
}

function brokenFlow({ id }: { id: string }, error: unknown): FlowError {
  if (error instanceof FlowError) return error;
  return error instanceof Error && error.message.startsWith('Infinite loop')
    ? new FlowError(id, 'loop', `The flow ${id} never comes to rest.`, error)
    : new FlowError(id, 'broken', `The flow ${id} cannot go on.`, error);
}
