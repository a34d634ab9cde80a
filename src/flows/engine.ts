import { parseChoiceId } from './choice-id.js';
import { withoutGone } from './gone.js';
import { reply } from './reply.js';
import { arrive, beginFlow, type Candidate, finish, type Run, startRun } from './run.js';
import { isClear, topicsOfEvent, turnInput } from './turn-input.js';
import { typedChoice } from './typed.js';
import type { ChoiceRef, ConversationState, Facts, FlowEvent, Frame, Release, TurnResult } from './types.js';

/**
 * The pure engine: state + event + facts -> state + effects. Flow: route the event to a frame (here), let XState
 * decide, turn its actions into effects (run.ts, effects.ts), merge the bubbles.
 */

export function emptyConversation(): ConversationState {
  return { stack: [], memory: {}, misses: 0, asked: 0, begun: 0 };
}

/**
 * Offers the event to the running flows.
 * @throws FlowError when a flow is broken or does not come to rest; nothing of the turn counts then.
 */
export function advance(
  release: Release,
  state: ConversationState,
  event: FlowEvent,
  facts: Facts,
): TurnResult {
  const current = withoutGone(release, state);
  const run = startRun(release, current, facts, turnInput(event, facts), isClear(event));
  for (const candidate of candidates(run, event)) {
    if (arrive(run, candidate)) return { ...finish(run), handled: true };
  }
  const old = event.type === 'choice' ? parseChoiceId(event.id) : undefined;
  return { state: current, effects: [], handled: false, ...(old && { old }) };
}

/**
 * Begins a flow on top of the others; the same flow further down gives way to it.
 * @throws FlowError, also when the release has no such flow.
 */
export function begin(
  release: Release,
  flow: string,
  state: ConversationState,
  facts: Facts,
  event?: FlowEvent,
): TurnResult {
  const current = withoutGone(release, state);
  const run = startRun(release, current, facts, turnInput(event, facts), isClear(event));
  beginFlow(run, flow, topicsOfEvent(event, facts));
  return { ...finish(run), handled: true };
}

/** Where the conversation stands: the flow that listens and its state, e.g. `question.asking`. */
export function currentState(
  _release: Release,
  state: ConversationState,
): { flow: string; value: string } | undefined {
  const top = state.stack.at(-1);
  return top && { flow: top.flow, value: pathOf(top.snapshot) };
}

function pathOf(value: Frame['snapshot']): string {
  if (typeof value === 'string') return value;
  const [[name, child] = ['', undefined]] = Object.entries(value);
  return child === undefined ? name : `${name}.${pathOf(child)}`;
}

/** The frames and machine events that an event may mean, the likeliest first. */
function candidates(run: Run, event: FlowEvent): Candidate[] {
  const { stack } = run.draft;
  const top = stack.at(-1);
  switch (event.type) {
    case 'choice':
      return tapped(stack, event.id);
    case 'timer':
      return stack
        .filter(({ key }) => event.id.startsWith(`${key}/`))
        .map((frame) => ({ frame, type: event.id.slice(frame.key.length + 1) }));
    case 'ticket.closed':
      return stack.toReversed().map((frame) => ({ frame, type: event.type }));
    case 'answer':
      return [];
    case 'text':
    case 'intent.other':
      return top ? [...typed(run, top, event.text), { frame: top, type: 'text' }] : [];
    default:
      if (!top) return [];
      return 'text' in event && event.text !== undefined && event.type !== 'media'
        ? [...typed(run, top, event.text), { frame: top, type: event.type }]
        : [{ frame: top, type: event.type }];
  }
}

/** A tap reaches its question even when another flow lies on top; that one is over then. */
function tapped(stack: readonly Frame[], id: string): Candidate[] {
  const ref = parseChoiceId(id);
  if (!ref) return [];
  for (const frame of stack.toReversed()) {
    const { question } = frame;
    if (frame.flow !== ref.flow || !question) continue;
    if (question.asked !== ref.asked && !question.repeats.includes(ref.asked)) continue;
    const choice = question.choices.find((one) => one.choice === ref.choice && one.value === ref.value);
    return choice ? [{ frame, type: `choice.${choice.choice}`, choice, alone: true }] : [];
  }
  return [];
}

/** Typed answers count like buttons, as long as nothing else was asked since. */
function typed(run: Run, frame: Frame, text: string): Candidate[] {
  const { question } = frame;
  if (!question || question.asked !== run.draft.asked) return [];
  const choice = typedChoice(text, question.choices);
  return choice ? [{ frame, type: `choice.${choice.choice}`, choice }] : [];
}

/**
 * The helpful answer to a tap on a button whose question is gone (`TurnResult.old`): the flow that the choice
 * names as `late` begins, with the answer `late-<choice>`, which never counts as a consent. Without one, a line says so.
 */
export function answerOld(
  release: Release,
  state: ConversationState,
  old: ChoiceRef,
  facts: Facts,
): TurnResult {
  const late = release.flows.get(old.flow)?.late.get(`${old.state}.${old.choice}`);
  if (late === undefined || !release.flows.has(late)) {
    return { state, effects: [reply(release, 'fallback:old-button', facts)], handled: true };
  }
  const known = (old.value ?? '').split('+').filter((id) => facts.topics.some((topic) => topic.id === id));
  return begin(release, late, state, facts, {
    type: 'answer',
    choice: `late-${old.choice}`,
    ...(old.value !== undefined && { value: old.value }),
    ...(known.length > 0 && { topics: known }),
  });
}
