/**
 * What goes into a turn of a flow and what comes out of it. All of it is plain data (JSON), but for
 * `Facts.faq` and the compiled parts of a `Release`.
 */
import type { StateValue } from 'xstate';
import type { Intent, Understanding } from '../understanding/index.js';
import type { Content } from '../whatsapp/content.js';
import type { CompiledFlow } from './compiled.js';
import type { Bilingual, Language, Spoken } from './language.js';
import type { TicketRating } from './vocabulary.js';
import type { Words } from './words.js';

export type { Bilingual, Language, Spoken } from './language.js';

export type ConsentState = 'unknown' | 'pending' | 'subscribed' | 'declined' | 'unsubscribed' | 'lapsed';

/** A topic as the flows see it; the first of `Facts.topics` is the main one. */
export interface FlowTopic {
  id: string;
  name: Bilingual;
  description: Bilingual;
  /** what for */
  purpose?: Bilingual | null;
  /** at most so many; nothing: as `Facts.policy.cap` */
  frequency?: { messages: number; days: number } | null;
}

/** An FAQ entry as the flows show it (a `FaqEntry` of src/faq fits). */
export interface FaqText {
  id: string;
  question: Bilingual;
  answer: Bilingual;
  media?:
    | {
        kind: 'image' | 'video' | 'document';
        /** Of the list of media. */
        medium: string;
        alt: Bilingual;
      }
    | undefined;
  /** Entries offered after the answer, by id. */
  followUps?: string[] | undefined;
}

/** What the FAQ says about a text (the answer of `createFaq().lookup` fits). */
export interface FaqLookup {
  decision: 'answer' | 'suggest' | 'none';
  answers: readonly { id: string; score: number }[];
}

/** Flows, words and FAQ that were published together. Compiled once, shared by all turns. */
export interface Release {
  id: string;
  flows: ReadonlyMap<string, CompiledFlow>;
  words: Words;
  faq: ReadonlyMap<string, FaqText>;
}

/** Everything that a turn may know about the world. Read fresh for each turn, never stored. */
export interface Facts {
  /** ms since epoch */
  now: number;
  /** IANA zone of the reader, e.g. `Asia/Jakarta` */
  timezone: string;
  language: Spoken;
  org: { name: string; privacyUrl?: string; hours?: Bilingual };
  /** In the order offered. */
  topics: readonly FlowTopic[];
  consents: Readonly<Record<string, ConsentState>>;
  withdrawnAll: boolean;
  /** Updates rest until then, because they asked for it, ms since epoch. */
  pausedUntil?: number;
  /** Is the 24 h customer service window open? */
  windowOpen: boolean;
  office: { open: boolean /** ms since epoch */; opensAt?: number; holiday?: Bilingual; pause?: Bilingual };
  /** The ticket that is open now. */
  ticket?: QueuePlace;
  /** A ticket was closed a short while ago: what we do not understand goes on with it. */
  closedLately?: true;
  /** Whether words of anger or need lead straight to a person, by the list that staff keep. */
  toAPerson?: (text: string) => 'angry' | 'vulnerable' | undefined;
  /** The ticket that was closed just now, when they may be asked whether its answers helped. */
  toRate?: string;
  /** The place that a ticket opened in this turn would get (1 = next in line). */
  queue?: QueuePlace;
  /** What the words promise. A missing limit drops the line that states it. */
  policy: {
    cap?: { messages: number; days: number };
    /** Hours between which updates may come (the end and the start of the quiet hours), e.g. 08:00 and 19:00. */
    updates?: { from: string; to: string };
    declineDays: number;
    backupDays: number;
  };
  /** What the data summary shows; only needed by `data-rights` and by `opt-out` (since when, from where). */
  person?: { name?: string; maskedPhone?: string; since?: number; source?: string; updates?: number };
  /** Where their number came from; when they ask. `source` in the words of their language. */
  origin?: { at: number; source: string; wording?: string };
  /** The complaint that these words are. `again`: it waits already, or their updates were held before. */
  complaint?: { number: number; dueAt: number; again: boolean };
  faq: (text: string, language: Language) => FaqLookup;
  /** Whether an entry may be answered today; without it all may. */
  isCurrent?: (entry: string) => boolean;
  /** What `{{fact.<reference>}}` reads; undefined: nobody knows it, or its time is over. */
  fact?: (reference: string, language: Language) => string | undefined;
}

export interface QueuePlace {
  position: number;
  minutes?: number;
}

/** A question as the customer saw it: the evidence behind a yes. */
export interface Shown {
  /** key of the words, variant included, e.g. `consent:ask` */
  wording: string;
  language: Spoken;
  /** the whole body of the bubble, with its values */
  body: string;
  /** title of the choice that was taken */
  choice?: string;
  /** what a yes to this asks for, exactly as named in the body */
  topics?: string[];
  /** of a permission message: the version of the topic that it told */
  topicVersion?: number;
}

export type FlowEvent =
  | { type: 'text'; text: string }
  /**
   * A clear intent. `topics`: the topics it names, when the caller has resolved them; without it the engine
   * reads `understanding.scope`. `intent.other` counts as `text`.
   */
  | { type: `intent.${Intent}`; text: string; understanding: Understanding; topics?: readonly string[] }
  /** A tap: the id as it came back from WhatsApp. Ids that no flow made are allowed. */
  | { type: 'choice'; id: string; title?: string }
  /**
   * An answer to a question that no flow asked, e.g. a button of a template (only for `begin`): `choice` is one of
   * the choice ids that the flow handles, `shown` the template as it was sent.
   */
  | { type: 'answer'; choice: string; value?: string; topics?: readonly string[]; shown?: Shown }
  | { type: 'media'; kind?: string; text?: string }
  | { type: 'location'; place?: string; latitude?: number; longitude?: number }
  /** `total`: what it comes to, in the currency of the catalogue, when every price is known. */
  | { type: 'order'; items?: number; total?: number }
  /** They sent a contact card; `own`: their own number, by the button of a question. */
  | { type: 'contact'; name?: string; phone?: string; own?: boolean }
  /** A WhatsApp Flow form came back: its answers by the names of its fields. */
  | { type: 'form'; answers: Readonly<Record<string, MemoryValue>> }
  | { type: 'ticket.closed' }
  /** A timer set by `setTimer`, now due. */
  | { type: 'timer'; id: string };

export type Effect =
  | SendEffect
  | ConsentEffect
  /** Opens a ticket, or completes the open one. `answerLater`: the yes to be answered by template. */
  | { type: 'openTicket'; reason?: string; team?: string; answerLater?: Shown }
  | { type: 'closeTicket' }
  /** What they say of the answers in a ticket of theirs; the first word counts. */
  | { type: 'rateTicket'; ticket: string; rating: TicketRating }
  /** The file of this message shows a transfer; `amount`: what they said it was, in rupiah. */
  | { type: 'takeTransferProof'; amount?: number }
  | { type: 'setLanguage'; language: Spoken }
  | { type: 'label'; label: string }
  | { type: 'remember'; key: string; value: MemoryValue }
  /** Tells the staff; `message` is a word key or plain words of the flow file. */
  | { type: 'notify'; message: string }
  /** One reminder by an approved template, `delay` ms from now; `shown`: the question that they said yes to. */
  | {
      type: 'remind';
      template: string;
      delay: number;
      parameters: string[];
      language: Language;
      shown: Shown;
    }
  | { type: 'exportData' }
  | { type: 'eraseData' }
  /** `other`: a person sees to it; `value` is what they wrote. */
  | { type: 'correctData'; field: 'name' | 'language' | 'other'; value?: string }
  /** Replaces a timer of the same id. `delay` in ms; hand `{ type: 'timer', id }` to `advance` when due. */
  | { type: 'setTimer'; id: string; delay: number }
  | { type: 'cancelTimer'; id: string }
  | { type: 'noteFaq'; note: FaqNote };

/** What the statistics of the FAQ learn. */
export type FaqNote =
  | { what: 'answered'; entry: string }
  /** Offered as choices. */
  | { what: 'shown'; entries: string[]; text: string; language: Spoken }
  | { what: 'missed'; text: string; language: Spoken; nearest?: { id: string; score: number } }
  | { what: 'rated'; entry: string; helpful: boolean };

export interface SendEffect {
  type: 'send';
  content: Content;
  /** key of the words that decide what the bubble means, e.g. `consent:ask`, `consent:stopped_deceased` */
  wording: string;
  language: Spoken;
  /** what a yes to this asks for */
  topics?: string[];
  /** the bubble asks something: the number of the question (`Question.asked`) */
  question?: number;
}

/** Only asks: the consent machine decides. CONFIRM and CLEAR come only from an answer to a shown question. */
export interface ConsentEffect {
  type: 'consent';
  event: 'REQUEST' | 'CONFIRM' | 'DECLINE' | 'WITHDRAW' | 'SUSPEND' | 'CLEAR' | 'PAUSE' | 'UNPAUSE';
  topics: string[] | 'all';
  /** PAUSE: for how many days */
  days?: number;
  /** the question and the answer, when the event answers one */
  shown?: Shown;
}

export type MemoryValue = string | number | boolean | string[];

/** One running flow. */
export interface Frame {
  /** unique within the conversation; the first part of its timers' ids */
  key: string;
  flow: string;
  /** the state value of XState: JSON */
  snapshot: StateValue;
  /** what the flow is about, e.g. the topics it asks for */
  topics: string[];
  /** the question whose answer is awaited */
  question?: Question;
  timers: string[];
}

export interface Question {
  /** counts the questions of this conversation; part of every choice id */
  asked: number;
  /** numbers of earlier bubbles that asked exactly this; their buttons count as well */
  repeats: number[];
  state: string;
  shown: Shown;
  /** `row`: made from data (`each`) */
  choices: { id: string; choice: string; value?: string; title: string; row?: true }[];
}

/** What is stored between turns (JSON). A conversation begins with `emptyConversation()`. */
export interface ConversationState {
  /** last = the one that listens */
  stack: Frame[];
  memory: Record<string, MemoryValue>;
  /** turns in a row that found no answer */
  misses: number;
  /** questions asked so far */
  asked: number;
  /** flows begun so far */
  begun: number;
}

/** Where a choice id comes from. */
export interface ChoiceRef {
  flow: string;
  state: string;
  choice: string;
  value?: string;
  asked: number;
}

export interface TurnResult {
  state: ConversationState;
  effects: Effect[];
  /** false: no running flow wanted the event; state and effects are unchanged and empty. The caller routes it. */
  handled: boolean;
  /** The event was a tap on a button whose question is gone: see `answerOld`. */
  old?: ChoiceRef;
}
