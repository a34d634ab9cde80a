import { FACT_PREFIX } from '../facts/reference.js';
import { isSubscribed, subject, type TurnContext } from './context.js';
import * as forms from './forms.js';
import { ownOf } from './language.js';
import { fillTemplate } from './template.js';
import type { Bilingual, Facts, FlowTopic, Spoken } from './types.js';
import type { Source } from './vocabulary.js';
import type { Values, WordValue } from './words.js';

/**
 * What Izin knows by itself: `{{org}}` in words and templates, `remembers: org` in guards. Names that a flow
 * remembers stand beside these and cannot replace them.
 */
interface Variable {
  of: (context: TurnContext) => unknown;
  /** the longest value to expect, for the checks of lengths */
  longest: string | Bilingual;
  /** a number of things, so that the word after it has a plural */
  counts?: true;
}

const text = (length: number) => 'm'.repeat(length);
const longDate: Bilingual = { id: '30 September 2026', en: '30 September 2026' };
const longTime: Bilingual = { id: '08.00', en: '10.30 am' };

const day = (context: TurnContext, time: number | undefined, form: typeof forms.date) =>
  time === undefined ? undefined : form(time, context.facts.timezone, context.language);
const names = (context: TurnContext, topics: readonly FlowTopic[]) =>
  topics.length === 0
    ? undefined
    : forms.list(
        topics.map((topic) => topic.name[ownOf(context.language)]),
        context.language,
      );
const place = ({ facts }: TurnContext) => facts.ticket ?? facts.queue;

const VARIABLES = {
  org: { of: (c) => c.facts.org.name, longest: text(60) },
  privacyUrl: { of: (c) => c.facts.org.privacyUrl, longest: text(100) },
  hours: { of: (c) => c.facts.org.hours?.[ownOf(c.language)], longest: text(40) },

  topic: { of: (c) => names(c, topicsOf(c, subject(c))), longest: text(60) },
  topicDescription: {
    of: (c) =>
      topicsOf(c, subject(c))
        .map((topic) => topic.description[ownOf(c.language)])
        .join('; ') || undefined,
    longest: text(300),
  },
  topicPurpose: {
    of: (c) =>
      topicsOf(c, subject(c))
        .flatMap((topic) => topic.purpose?.[ownOf(c.language)] || [])
        .join('; ') || undefined,
    longest: text(200),
  },
  /** names of all topics they subscribe to */
  subscribedTopics: { of: (c) => names(c, TOPICS.subscribedTopics(c)), longest: text(140) },
  /** names of the topics that stay when those of this flow go */
  rest: {
    of: (c) =>
      names(
        c,
        TOPICS.subscribedTopics(c).filter((topic) => !subject(c).includes(topic.id)),
      ),
    longest: text(140),
  },
  otherTopics: { of: (c) => names(c, TOPICS.otherTopics(c)), longest: text(140) },
  availableTopics: { of: (c) => names(c, TOPICS.availableTopics(c)), longest: text(140) },
  /** `on`, `paused` or `none`: whether updates reach them */
  sending: {
    of: (c) =>
      TOPICS.subscribedTopics(c).length === 0 ? 'none' : c.facts.pausedUntil === undefined ? 'on' : 'paused',
    longest: 'paused',
  },
  pausedUntil: { of: (c) => day(c, c.facts.pausedUntil, forms.date), longest: longDate },

  cap: { of: (c) => frequency(c)?.messages, longest: '100', counts: true },
  days: { of: (c) => frequency(c)?.days, longest: '365', counts: true },
  /** `anytime` when no hours are promised */
  schedule: { of: (c) => (c.facts.policy.updates ? undefined : 'anytime'), longest: 'anytime' },
  from: { of: (c) => wall(c, c.facts.policy.updates?.from), longest: longTime },
  to: { of: (c) => wall(c, c.facts.policy.updates?.to), longest: longTime },
  declineDays: { of: (c) => c.facts.policy.declineDays, longest: '365', counts: true },
  backupDays: { of: (c) => c.facts.policy.backupDays, longest: '365', counts: true },

  zone: { of: (c) => forms.zone(c.facts.now, c.facts.timezone), longest: 'UTC+05:45' },
  today: { of: (c) => day(c, c.facts.now, forms.date), longest: longDate },
  timeNow: { of: (c) => day(c, c.facts.now, forms.clock), longest: longTime },
  opensDay: {
    of: (c) => day(c, c.facts.office.opensAt, forms.weekday),
    longest: { id: 'Minggu', en: 'Wednesday' },
  },
  opensDate: { of: (c) => day(c, c.facts.office.opensAt, forms.date), longest: longDate },
  opensTime: { of: (c) => day(c, c.facts.office.opensAt, forms.clock), longest: longTime },
  holiday: { of: (c) => c.facts.office.holiday?.[ownOf(c.language)], longest: text(30) },
  /** the prayer or meal for which nobody is there just now */
  pause: { of: (c) => c.facts.office.pause?.[ownOf(c.language)], longest: text(30) },
  /** `holiday`, `pause`, `unknown` or nothing: which words tell when the agents are back */
  opening: {
    of: ({ facts: { office } }) => officeWords(office),
    longest: 'holiday',
  },

  position: { of: (c) => place(c)?.position, longest: '999' },
  minutes: { of: (c) => place(c)?.minutes, longest: '999', counts: true },
  /** `next`, `unknown` or nothing: which words tell the place in the queue */
  queue: {
    of: (c) => (place(c)?.position === 1 ? 'next' : place(c)?.minutes === undefined ? 'unknown' : undefined),
    longest: 'unknown',
  },
  ticket: { of: (c) => (c.facts.ticket ? 'open' : undefined), longest: 'open' },

  /** the ticket closed just now, when they may be asked how it was */
  toRate: { of: (c) => c.facts.toRate, longest: text(29) },

  name: { of: (c) => c.facts.person?.name, longest: text(40) },
  /** the name that they have just written, when it can be one */
  newName: { of: (c) => c.memory['newName'], longest: text(60) },
  maskedPhone: { of: (c) => c.facts.person?.maskedPhone, longest: text(16) },
  sinceDate: { of: (c) => day(c, c.facts.person?.since, forms.date), longest: longDate },
  source: { of: (c) => c.facts.person?.source, longest: text(40) },
  /** `empty` when nothing is stored but the number and the chat */
  record: {
    of: (c) => {
      const { name, since, updates } = c.facts.person ?? {};
      return name || since || updates || TOPICS.subscribedTopics(c).length > 0 ? undefined : 'empty';
    },
    longest: 'empty',
  },
  originDate: { of: (c) => day(c, c.facts.origin?.at, forms.date), longest: longDate },
  originSource: { of: (c) => c.facts.origin?.source, longest: text(40) },
  originWording: { of: (c) => c.facts.origin?.wording, longest: text(121) },
  complaint: { of: (c) => c.facts.complaint?.number, longest: '99999' },
  dueDate: { of: (c) => day(c, c.facts.complaint?.dueAt, forms.date), longest: longDate },
  dueTime: { of: (c) => day(c, c.facts.complaint?.dueAt, forms.clock), longest: longTime },
  /** `complaint`, `noted` (they know of it), `stranger` or nothing: what the grey zone is about */
  doubt: { of: doubtOf, longest: 'complaint' },
  updates: { of: (c) => c.facts.person?.updates, longest: '999', counts: true },

  /** name or address of the place they sent, or where it lies */
  place: { of: (c) => c.turn.sent?.place, longest: text(60) },
  latitude: { of: (c) => c.turn.sent?.latitude, longest: '-90.000000' },
  longitude: { of: (c) => c.turn.sent?.longitude, longest: '-180.000000' },
  orderItems: { of: (c) => c.turn.sent?.items, longest: '999', counts: true },
  /** what the order comes to, in rupiah */
  orderTotal: { of: (c) => c.turn.sent?.total, longest: '999999999' },
  contactName: { of: (c) => c.turn.sent?.name, longest: text(40) },
  contactPhone: { of: (c) => c.turn.sent?.phone, longest: text(16) },
  /** `own` for their own card, sent by the button of a question; otherwise nothing */
  contactOwner: { of: (c) => (c.turn.sent?.own ? 'own' : undefined), longest: 'own' },
  event: { of: (c) => c.turn.event, longest: 'location' },
  text: { of: (c) => c.turn.text, longest: text(200) },
  intent: { of: (c) => c.turn.intent, longest: 'data_rights' },
  choice: { of: (c) => c.turn.choice, longest: text(64) },
  answer: { of: (c) => c.turn.answer, longest: text(20) },
  reason: { of: (c) => c.turn.reason, longest: 'never_signed_up' },
  scope: { of: (c) => c.turn.scope, longest: 'topic' },
  right: { of: (c) => c.turn.right, longest: 'correct' },
  languageAsked: { of: (c) => c.turn.languageAsked, longest: 'id' },
  /** `salam` when they greeted with one */
  greeting: { of: (c) => (SALAM.test(c.turn.text ?? '') ? 'salam' : undefined), longest: 'salam' },
  /** Halo, or back to them the part of the day that they wished us, as it is on their own clock */
  hello: { of: helloOf, longest: { id: 'Selamat malam', en: 'Good afternoon' } },
  /** what the FAQ found in this turn: `answer`, `suggest` or `none` */
  found: { of: (c) => c.found?.decision, longest: 'suggest' },
} satisfies Record<string, Variable>;

function helloOf({ turn, facts }: TurnContext): WordValue {
  const word = 'common:hello';
  const wished = PART_OF_DAY.test(turn.text ?? '');
  return wished ? { word, variant: forms.partOfDay(facts.now, facts.timezone) } : { word };
}

function doubtOf({ turn, facts: { complaint } }: TurnContext): string | undefined {
  if (turn.intent !== 'suspend') return undefined;
  if (complaint) return complaint.again ? 'noted' : 'complaint';
  return turn.reason === 'wrong_number' ? 'stranger' : undefined;
}

const TABLE: Record<string, Variable> = VARIABLES;
const SALAM = /^\W*ass?al+a+m\w*|^\W*a?s+lm+\b|^\W*ass?\s*w(r|b|\b)/iu;
const PART_OF_DAY =
  /^\W*(?:(?:halo|hai|hi|hello|assalam\S*)\W+)?(?:(?:selamat|slmt|met|good)\W+)?(?:pagi|siang|sore|malam|mlm|malem|petang|morning|afternoon|evening|sugeng|wilujeng)\b/iu;

/** Rows for `each`. */
export interface Row {
  id: string;
  title: string;
  description?: string;
}

const available = (c: TurnContext) => c.facts.topics.filter((topic) => !isSubscribed(c, topic.id));
const TOPICS: Record<
  Exclude<Source, 'suggestions' | 'addedLanguages'>,
  (context: TurnContext) => readonly FlowTopic[]
> = {
  topics: (c) => c.facts.topics,
  /** not subscribed to, and not what the flow is about */
  otherTopics: (c) => available(c).filter((topic) => !subject(c).includes(topic.id)),
  availableTopics: available,
  subscribedTopics: (c) => c.facts.topics.filter((topic) => isSubscribed(c, topic.id)),
};

/** The rows that `each: <source>` stands for; those of the FAQ are found by the caller. */
export function rows(context: TurnContext, source: keyof typeof TOPICS): Row[] {
  return TOPICS[source](context).map((topic) => ({
    id: topic.id,
    title: topic.name[ownOf(context.language)],
    description: topic.description[ownOf(context.language)],
  }));
}

/** What `{{name}}` stands for: what Izin knows, then the form that came back, then what the flows remember. */
export function knownValue(context: TurnContext, name: string): unknown {
  if (isFact(name)) return context.facts.fact?.(name.slice(FACT_PREFIX.length), ownOf(context.language));
  const variable = TABLE[name];
  return variable ? variable.of(context) : (context.turn.form?.[name] ?? context.memory[name]);
}

/** `fact.rekening-zakat`: kept in the list of facts. */
export const isFact = (name: string): boolean => name.startsWith(FACT_PREFIX);
export const isVariable = (name: string): boolean => Object.hasOwn(TABLE, name);
/** Whether a value is a number of things. */
export const isCount = (name: string): boolean => TABLE[name]?.counts === true;
export const variableNames = (): string[] => Object.keys(TABLE);

/** A value as long as can be expected; 40 characters for something remembered. */
export function longestValue(name: string, language: Spoken): string {
  const longest = TABLE[name]?.longest ?? text(40);
  return typeof longest === 'string' ? longest : longest[ownOf(language)];
}

/** Fills a template with what is known: see `fillTemplate`. */
export function fill(context: TurnContext, template: unknown): unknown {
  return fillTemplate(template, (name) => knownValue(context, name));
}

/** The values for words: those that the flow file hands over (`with`), then what is known. */
export function valuesFor(context: TurnContext, extra: Readonly<Record<string, unknown>> = {}): Values {
  return (name) => {
    if (name in extra) return fill(context, extra[name]);
    const value = knownValue(context, name);
    const isSum = typeof value === 'number' && context.kinds[name] === 'amount';
    return isSum ? forms.rupiah(value, context.language) : value;
  };
}

/** How often we write about this: the topic's own promise, else the organisation's. */
function frequency(context: TurnContext): { messages: number; days: number } | undefined {
  const { cap } = context.facts.policy;
  const topics = topicsOf(context, subject(context));
  const [first, ...more] = topics.map((topic) => topic.frequency ?? cap);
  // Several topics at once: what holds for all of them together.
  return more.length > 0 ? cap : (first ?? cap);
}

function wall(context: TurnContext, time: string | undefined): string | undefined {
  return time === undefined ? undefined : forms.wallClock(time, context.language);
}

function topicsOf({ facts }: TurnContext, ids: readonly string[]): FlowTopic[] {
  return ids.flatMap((id) => facts.topics.find((topic) => topic.id === id) ?? []);
}

function officeWords({ opensAt, holiday, pause }: Facts['office']): string | undefined {
  if (opensAt === undefined) return 'unknown';
  return (holiday && 'holiday') ?? (pause && 'pause');
}
