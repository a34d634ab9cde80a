import { parseChoiceId } from '../flows/choice-id.js';
import { type AddedWords, type FlowEvent, type FlowTopic, topicsNamed } from '../flows/index.js';
import {
  classify,
  type Intent,
  isDoubt,
  type Keyword,
  keyword,
  type Preference,
  preference,
  type Understanding,
} from '../understanding/index.js';
import type { InboundMessage } from '../whatsapp/inbound.js';
import { addedLanguageAsked } from './added-language.js';
import { isReport } from './report-words.js';
import { sentEvent } from './sent-event.js';
import { readStart, type StartRequest } from './start-request.js';
import { LONGEST_TITLE, OPT_OUT_PAYLOAD } from './stops.js';

/** What a message asks of us. `topics`: what a stop of some topics names, by id; otherwise all of them. */
export type Reading =
  | {
      kind: 'stop';
      text: string;
      understanding: Understanding;
      topics: string[] | null;
      /** They had stopped everything before. */
      repeated?: boolean;
    }
  /** Perhaps a stop, or the question where their number came from. */
  | { kind: 'doubt'; text: string; understanding: Understanding /** LAPOR: a complaint. */; report?: true }
  /** A keyword or a clear wish: the flow that serves it. `ref`: they came by a link. */
  | { kind: 'wish'; flow: string; event: FlowEvent; urgent: boolean; ref?: string }
  /** An answer to a template of ours: which flow takes it. */
  | { kind: 'answer'; flow: string; event: Extract<FlowEvent, { type: 'answer' }> }
  | { kind: 'tap'; id: string; title?: string }
  /** `media`: the kind of the file whose caption it is. */
  | { kind: 'say'; text: string; forwarded: boolean; media?: string }
  | { kind: 'send'; event: Extract<FlowEvent, { type: Sent }> }
  /** Nothing that wants an answer: a reaction, an edit, a deleted message. */
  | { kind: 'nothing' }
  | { kind: 'unreadable' };

/** What people send besides words. */
export type Sent = 'media' | 'location' | 'order' | 'contact' | 'form';

export interface ReadingContext {
  /** The last thing we sent was a broadcast. */
  afterBroadcast: boolean;
  /** A question of ours waits for its answer. */
  question: boolean;
  /** A person of ours is talking with them. */
  ticket?: boolean;
  topicIds: readonly string[];
  /** What people can subscribe to. */
  topics?: readonly FlowTopic[];
  /** What staff added to our languages: code and own name. */
  languages?: ReadonlyMap<string, string>;
  /** What people type in those languages. */
  addedKeyword?: AddedWords['keyword'];
  /** They asked for a pause, and it stands. */
  paused?: boolean;
}

const REPORTED: Understanding = { intent: 'suspend', confidence: 1 };
const SURE: Understanding = { intent: 'opt_out', confidence: 1 };
const SURE_START = { intent: 'opt_in', confidence: 1 } as const;

/**
 * Reads one message; pure. A stop counts wherever in the message it stands (promise P2); everything else is
 * read from what the person said.
 */
export function readMessageOf(message: InboundMessage, context: ReadingContext): Reading {
  const understood = {
    afterBroadcast: context.afterBroadcast,
    ...(context.question && { question: 'yes_no' as const }),
    ...(context.ticket && { ticket: true }),
  };
  const tap = message.choiceId !== undefined && parseChoiceId(message.choiceId) ? message.choiceId : null;
  let doubt: Reading | undefined;
  for (const text of message.texts) {
    // The id of a button of ours names our flow, not their words; its title stands beside it.
    if (text === tap || asksPause(message, text)) continue;
    if (text.startsWith(OPT_OUT_PAYLOAD)) return payloadStop(text, message.text, context.topicIds);
    const understanding = understand(text, understood, context);
    if (understanding.intent === 'opt_out') return { kind: 'stop', text, understanding, topics: null };
    const dropped = droppedTopics(text, message.forwarded, context);
    if (dropped) return { kind: 'stop', text, understanding: SURE, topics: dropped };
    if (!isDoubt(understanding) || leadsToTopics(text)) continue;
    doubt ??= { kind: 'doubt', text, understanding };
  }
  if (tap !== null) {
    return { kind: 'tap', id: tap, ...(message.text !== undefined && { title: message.text }) };
  }
  if (message.type === 'text' && !message.forwarded && isReport(message.text ?? ''))
    return { kind: 'doubt', text: message.text ?? '', understanding: REPORTED, report: true };
  return doubt ?? readKind(message, understood, context);
}

/** A word to stop of a language that staff added counts alone: intake knows no words of theirs, and holds what is as short. */
function understand(text: string, context: Classifying, { addedKeyword }: ReadingContext): Understanding {
  const stops = text.length <= LONGEST_TITLE && addedKeyword?.(text)?.keyword === 'stop';
  return stops ? SURE : classify(text, context);
}

/** "Pause dulu infonya": sounds like a stop, and is a break that they can end by themselves. */
function asksPause(message: InboundMessage, text: string): boolean {
  if (message.type !== 'text' || message.forwarded || text !== message.text) return false;
  const order = preference(text);
  return order?.act === 'pause' && order.sure;
}

/** A button that says "stop" and no more stops everything, whatever topic its broadcast was of. */
function payloadStop(payload: string, title: string | undefined, topicIds: readonly string[]): Reading {
  const topic = payload.slice(OPT_OUT_PAYLOAD.length);
  const everything = title === undefined || keyword(title) === 'stop';
  return {
    kind: 'stop',
    text: payload,
    understanding: SURE,
    topics: !everything && topicIds.includes(topic) ? [topic] : null,
  };
}

function readKind(message: InboundMessage, context: Classifying, world: ReadingContext): Reading {
  switch (message.type) {
    case 'text':
    case 'button':
    case 'choice':
      return message.text === undefined
        ? { kind: 'unreadable' }
        : readText(message.text, message.forwarded, context, world);
    case 'media':
      return message.text === undefined
        ? { kind: 'send', event: { type: 'media', ...(message.media && { kind: message.media.kind }) } }
        : captioned(readText(message.text, message.forwarded, context, world), message);
    case 'location':
    case 'order':
    case 'contacts':
    case 'form':
      return { kind: 'send', event: sentEvent(message) };
    case 'unsupported':
    case 'unknown':
      return { kind: 'unreadable' };
    default:
      return { kind: 'nothing' };
  }
}

/** Plain words below a file leave it a file. */
function captioned(reading: Reading, { media }: InboundMessage): Reading {
  return reading.kind === 'say' && media ? { ...reading, media: media.kind } : reading;
}

type Classifying = Parameters<typeof classify>[1];

/** "Kurangi promo": a stop of the topics that it names. */
function droppedTopics(
  text: string,
  forwarded: boolean,
  { topics = [] }: ReadingContext,
): string[] | undefined {
  if (forwarded || topics.length === 0) return undefined;
  const order = preference(text);
  if (order?.act !== 'drop') return undefined;
  const named = topicsNamed(order.words, topics);
  return named.length > 0 ? named : undefined;
}

/** "Kurangi topik": asks which, and is no doubt about all of them. */
function leadsToTopics(text: string): boolean {
  const order = preference(text);
  return order?.act === 'drop' && order.sure && order.words.length === 0;
}

/** "Jeda", "tambah promo", "topik saya": an order about what they receive. */
function readPreference(
  text: string,
  understanding: Understanding,
  { topics = [], paused = false, question }: ReadingContext,
): Reading | undefined {
  const order = preference(text);
  const pauses = order?.act === 'pause' && order.sure;
  if (!order || !(pauses || ORDERABLE.has(understanding.intent))) return undefined;
  const named = order.act === 'add' ? topicsNamed(order.words, topics) : [];
  if (named.length > 0) {
    const meant = { ...understanding, intent: 'opt_in' } as const;
    const event = { type: 'intent.opt_in', text, understanding: meant, topics: named } as const;
    return { kind: 'wish', flow: 'opt-in', urgent: false, event };
  }
  if (!isMeant(order, paused, question)) return undefined;
  const event = { type: 'answer', choice: order.act } as const;
  return { kind: 'wish', flow: 'preferences', urgent: order.act === 'pause', event };
}

/** What is clearly something else stays that. */
const ORDERABLE: ReadonlySet<Intent> = new Set<Intent>(['other', 'opt_in', 'suspend']);

/** Words that could mean anything ("lanjut", "tunda dulu") count only where nothing else was asked. */
function isMeant({ act, words, sure }: Preference, paused: boolean, question: boolean): boolean {
  if (act === 'resume') return paused && (sure || !question);
  if (act === 'add' || act === 'drop') return sure && words.length === 0;
  return sure || !question;
}

/** Meant by a keyword, as if it had been said in a sentence. */
const KEYWORD_MEANING: Record<Keyword, { flow: string; understanding: Understanding }> = {
  stop: { flow: 'opt-out', understanding: SURE },
  start: { flow: 'opt-in', understanding: SURE_START },
  preferences: { flow: 'preferences', understanding: { intent: 'other', confidence: 1 } },
  agent: { flow: 'handoff', understanding: { intent: 'handoff', confidence: 1 } },
  my_data: { flow: 'data-rights', understanding: { intent: 'data_rights', confidence: 1, right: 'access' } },
  delete_my_data: {
    flow: 'data-rights',
    understanding: { intent: 'data_rights', confidence: 1, right: 'erase' },
  },
  indonesian: { flow: 'preferences', understanding: { intent: 'language', confidence: 1, language: 'id' } },
  english: { flow: 'preferences', understanding: { intent: 'language', confidence: 1, language: 'en' } },
};

const INTENT_FLOW: Partial<Record<Intent, string>> = {
  opt_in: 'opt-in',
  handoff: 'handoff',
  data_rights: 'data-rights',
  language: 'preferences',
};

function readText(text: string, forwarded: boolean, context: Classifying, world: ReadingContext): Reading {
  // What somebody else once wrote is never this person's wish.
  if (forwarded) return { kind: 'say', text, forwarded };
  const start = readStart(text, world.topics ?? []);
  const understanding = classify(start?.text ?? text, context);
  if (start && STARTS.has(understanding.intent)) return startWish(start, understanding);
  const added = addedLanguage(text, understanding, world);
  if (added) return added;
  const word = keyword(text) ?? world.addedKeyword?.(text)?.keyword;
  const meant = word === undefined ? undefined : KEYWORD_MEANING[word];
  if (meant) {
    // The sentence around the keyword may say more: which topic, which language.
    const said = understanding.intent === meant.understanding.intent ? understanding : meant.understanding;
    return wish(meant.flow, text, { ...meant.understanding, ...said }, true);
  }
  const ordered = readPreference(text, understanding, world);
  if (ordered) return ordered;
  const flow = INTENT_FLOW[understanding.intent];
  return flow === undefined ? { kind: 'say', text, forwarded } : wish(flow, text, understanding, false);
}

/** A stop, an agent or a right that is named as well goes first. */
function addedLanguage(
  text: string,
  understanding: Understanding,
  { languages }: ReadingContext,
): Reading | undefined {
  if (!languages || !LANGUAGE_MAY_BE.has(understanding.intent)) return undefined;
  const language = addedLanguageAsked(text, [...languages.keys()], (code) => languages.get(code) ?? code);
  if (language === undefined) return undefined;
  return wish('preferences', text, { intent: 'language', confidence: 1, language }, true);
}

const LANGUAGE_MAY_BE: ReadonlySet<Intent> = new Set(['language', 'other']);

/** What DAFTAR may mean beside a topic or a ref; anything else that is clear was meant instead. */
const STARTS: ReadonlySet<Intent> = new Set(['opt_in', 'other']);

function startWish({ text, ref, topics }: StartRequest, understanding: Understanding): Reading {
  const event = {
    type: 'intent.opt_in' as const,
    text,
    understanding: { ...understanding, ...SURE_START },
    ...(topics.length > 0 && { topics }),
  };
  return { kind: 'wish', flow: 'opt-in', urgent: true, event, ...(ref !== undefined && { ref }) };
}

function wish(flow: string, text: string, understanding: Understanding, urgent: boolean): Reading {
  return {
    kind: 'wish',
    flow,
    urgent,
    event: { type: `intent.${understanding.intent}`, text, understanding },
  };
}
