import {
  advance,
  answerOld,
  begin,
  type ChoiceRef,
  type ConversationState,
  type Effect,
  type Facts,
  type FlowEvent,
  flowCalled,
  ownOf,
  RATINGS,
  type Release,
  readFaqButton,
  reply,
  typedChoice,
} from '../flows/index.js';
import { type Decision, forgetRating, tappedAnswer, typedRating } from './faq-tap.js';
import { isCloser, isOpener } from './openers.js';
import type { Reading } from './reading.js';
import { silently } from './shut-out.js';

export type { Decision } from './faq-tap.js';

/**
 * Which flow answers, and what it says; pure. A stop goes first and needs no flow to count: the caller has
 * withdrawn already, the flow only finds the words. While a person handles the chat the bot is silent, but
 * for the buttons it has offered.
 */
export function decide(
  release: Release,
  before: ConversationState,
  reading: Reading,
  facts: Facts,
): Decision {
  // Only their very next words can tell whether an answer helped.
  const state = reading.kind === 'say' ? before : forgetRating(before);
  switch (reading.kind) {
    case 'stop':
      return begin(release, 'opt-out', state, facts, stopEvent(reading, 'opt_out'));
    case 'doubt':
      return begin(release, 'opt-out', state, facts, stopEvent(reading, 'suspend'));
    case 'answer':
      return begin(release, reading.flow, state, facts, reading.event);
    case 'tap':
      return tapped(release, state, reading, facts);
    case 'wish':
      return wished(release, state, reading, facts);
    case 'say':
      return said(release, state, reading, facts);
    case 'send':
      return sent(release, state, reading.event, facts);
    case 'unreadable':
      return facts.ticket ? { state, effects: [] } : says(release, state, 'fallback:unsupported', facts);
    case 'nothing':
      return { state, effects: [] };
  }
}

/**
 * Hands an event of our own making to the flows that run: a due timer, a closed ticket. Whose ticket may be rated
 * (`facts.toRate`) is asked by the flow `rating`, whatever opened the ticket; a release without one asks nobody.
 */
export function decideInternal(
  release: Release,
  state: ConversationState,
  event: Extract<FlowEvent, { type: 'timer' | 'ticket.closed' }>,
  facts: Facts,
): Decision {
  const closed = advance(release, state, event, facts);
  if (facts.toRate === undefined || !release.flows.has('rating') || asksSomething(closed)) return closed;
  const { state: next, effects } = begin(release, 'rating', closed.state, facts);
  return { state: next, effects: [...closed.effects, ...effects] };
}

/** A flow has asked by itself; two questions at once are none. */
const asksSomething = ({ effects }: Decision) =>
  effects.some((effect) => effect.type === 'send' && effect.question !== undefined);

function stopEvent(
  reading: Extract<Reading, { kind: 'stop' | 'doubt' }>,
  intent: 'opt_out' | 'suspend',
): FlowEvent {
  const { text, understanding } = reading;
  const topics = reading.kind === 'stop' && reading.topics !== null ? { topics: reading.topics } : {};
  return { type: `intent.${intent}`, text, understanding: { ...understanding, intent }, ...topics };
}

function tapped(
  release: Release,
  state: ConversationState,
  reading: Extract<Reading, { kind: 'tap' }>,
  facts: Facts,
): Decision {
  const { id, title } = reading;
  const button = readFaqButton(id);
  if (button) return tappedAnswer(release, state, button, facts);
  const result = advance(
    release,
    state,
    { type: 'choice', id, ...(title !== undefined && { title }) },
    facts,
  );
  if (result.handled) {
    // To a person who waits for an agent the bot says no thanks.
    const rates = facts.ticket && result.effects.some(({ type }) => type === 'rateTicket');
    return rates ? { ...result, effects: silently(result.effects) } : result;
  }
  if (facts.ticket) return { state, effects: result.old ? ratingIn(result.old) : [] };
  return result.old
    ? answerOld(release, state, result.old, facts)
    : says(release, state, 'fallback:old-button', facts);
}

/** A rating counts however late it comes, also while a person handles the chat anew. */
function ratingIn({ flow, choice, value }: ChoiceRef): Effect[] {
  const rating = RATINGS.find((one) => one === choice);
  return flow === 'rating' && rating !== undefined && value !== undefined
    ? [{ type: 'rateTicket', ticket: value, rating }]
    : [];
}

function wished(
  release: Release,
  state: ConversationState,
  { flow, event, urgent }: Extract<Reading, { kind: 'wish' }>,
  facts: Facts,
): Decision {
  if (facts.ticket && !(urgent && flow !== 'handoff'))
    return advance(release, state, { type: 'text', text: 'text' in event ? (event.text ?? '') : '' }, facts);
  if (!urgent) {
    const result = advance(release, state, event, facts);
    if (result.handled) return result;
  }
  return begin(release, flow, state, facts, event.type === 'intent.other' ? undefined : event);
}

function said(
  release: Release,
  before: ConversationState,
  reading: Extract<Reading, { kind: 'say' }>,
  facts: Facts,
): Decision {
  const { text, forwarded } = reading;
  const state = forgetRating(before);
  const distress = forwarded || facts.ticket ? undefined : facts.toAPerson?.(text);
  if (distress) {
    const understanding = { intent: 'handoff', confidence: 1, reason: distress } as const;
    return begin(release, 'handoff', state, facts, { type: 'intent.handoff', text, understanding });
  }
  const called = forwarded || facts.ticket ? undefined : flowCalled(release, text);
  if (called && !isChoice(state, text))
    return withFile(release, begin(release, called, state, facts), reading, facts);
  const file = withFile(release, { state, effects: [] }, reading, facts);
  if (file.handled) return file;
  // A forwarded "yes" answers nothing.
  if ((!forwarded && !isGreetingAgain(state, text)) || facts.ticket) {
    const result = advance(release, state, { type: 'text', text }, facts);
    if (facts.ticket || (result.handled && !endsSilently(state, result))) return result;
    if (result.handled) {
      const { state: next, effects } = said(release, result.state, reading, facts);
      return { state: next, effects: [...result.effects, ...effects] };
    }
  }
  return saidAfresh(release, before, state, text, facts);
}

/** Words below a file come with it: a flow that waits for one takes it, also one that these very words began. */
function withFile(
  release: Release,
  begun: Decision,
  { media, text }: Extract<Reading, { kind: 'say' }>,
  facts: Facts,
): Decision & { handled: boolean } {
  if (media === undefined) return { ...begun, handled: false };
  const taken = advance(release, begun.state, { type: 'media', kind: media, text }, facts);
  if (!taken.handled) return { ...begun, handled: false };
  // What it asked for is there already.
  const before = begun.effects.filter(({ type }) => type !== 'send');
  return { state: taken.state, effects: [...before, ...taken.effects], handled: true };
}

/** What no flow that runs has taken: about the answer before it, a question, or a beginning. */
function saidAfresh(
  release: Release,
  before: ConversationState,
  state: ConversationState,
  text: string,
  facts: Facts,
): Decision {
  const rating = facts.ticket || isCloser(text) ? undefined : typedRating(release, before, text, facts);
  if (rating) return tappedAnswer(release, state, rating, facts);
  const { decision, answers } = facts.faq(text, ownOf(facts.language));
  const unanswered = decision === 'none';
  if (unanswered && isCloser(text)) return { state, effects: [] };
  // What the bot cannot answer so soon after an agent goes on with what the two talked about.
  if (unanswered && facts.closedLately && !isOpener(text)) return begin(release, 'handoff', state, facts);
  const isFirst = state.begun === 0;
  if (!unanswered || !(isFirst || isOpener(text)))
    return begin(release, 'faq', state, facts, { type: 'text', text });
  const welcome = begin(release, 'welcome', state, facts, { type: 'text', text });
  if (isOpener(text)) return welcome;
  const nearest = answers[0] && { nearest: answers[0] };
  const note = { what: 'missed', text, language: facts.language, ...nearest } as const;
  return { ...welcome, effects: [...welcome.effects, { type: 'noteFaq', note }] };
}

/** What is offered under that very name was meant. */
function isChoice({ stack }: ConversationState, text: string): boolean {
  const question = stack.at(-1)?.question;
  return question !== undefined && typedChoice(text, question.choices) !== undefined;
}

/** A flow that ends without a word leaves what they wrote to whoever is next. */
function endsSilently({ stack }: ConversationState, { state, effects }: Decision): boolean {
  return state.stack.length < stack.length && effects.every(({ type }) => type === 'cancelTimer');
}

/** A greeting begins anew what was only being looked for; a question of consent stays open. */
function isGreetingAgain(state: ConversationState, text: string): boolean {
  const flow = state.stack.at(-1)?.flow;
  return (flow === 'faq' || flow === 'welcome') && isOpener(text);
}

const MEDIA_WORDS: Record<string, string> = {
  audio: 'fallback:voice-note',
  voice: 'fallback:voice-note',
};

function sent(
  release: Release,
  state: ConversationState,
  event: Extract<Reading, { kind: 'send' }>['event'],
  facts: Facts,
): Decision {
  const own = advance(release, state, event, facts);
  // A flow that takes any file takes a contact card or a form too, unless it says otherwise.
  const isCard = event.type === 'contact' || event.type === 'form';
  const result =
    own.handled || !isCard ? own : advance(release, state, { type: 'media', kind: event.type }, facts);
  if (result.handled || facts.ticket) return result;
  if (event.type === 'order') return begin(release, 'catalogue', state, facts, event);
  if (facts.closedLately) return begin(release, 'handoff', state, facts);
  if (event.type === 'location') return says(release, state, 'fallback:location', facts);
  const words = event.type === 'media' ? MEDIA_WORDS[event.kind ?? ''] : undefined;
  return says(release, state, words ?? 'fallback:media', facts);
}

function says(release: Release, state: ConversationState, words: string, facts: Facts): Decision {
  return { state, effects: [reply(release, words, facts)] };
}
